package org.phasor.dsp;

import java.util.OptionalDouble;

/**
 * What counts as an artefact in a signal. Immutable. Each limit may be absent: then it is not looked at.
 *
 * @param amplitudeMads distance from the running median, in running median absolute deviations
 * @param amplitudeMicrovolts distance from the running median
 * @param peakToPeakMicrovolts within {@link #WINDOW_MS}
 * @param gradientMicrovoltsPerMs from one sample to the next
 * @param flatMs without a change
 * @param railMicrovolts absolute value, as received, of the amplifier's range
 * @param lineRatio power at the mains frequency over the power from 2 to 40 Hz
 * @param highFrequencyRatio power above 40 Hz over the power from 2 to 40 Hz
 */
public record ArtefactLimits(
        OptionalDouble amplitudeMads,
        OptionalDouble amplitudeMicrovolts,
        OptionalDouble peakToPeakMicrovolts,
        OptionalDouble gradientMicrovoltsPerMs,
        OptionalDouble flatMs,
        OptionalDouble railMicrovolts,
        OptionalDouble lineRatio,
        OptionalDouble highFrequencyRatio) {

    /** Over which peak to peak and the powers are taken. */
    public static final double WINDOW_MS = 250;

    /** Beyond 5 MAD, and flat for 50 ms. */
    public static final ArtefactLimits DEFAULTS = new ArtefactLimits(
            OptionalDouble.of(5),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.of(50),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());

    /** Nothing is looked at. */
    public static final ArtefactLimits NONE = new ArtefactLimits(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());
}
