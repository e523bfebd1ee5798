package org.phasor.dsp;

import java.util.OptionalDouble;

/**
 * What counts as an artefact in a signal. Immutable. Each limit may be absent: then it is not looked at.
 *
 * <p>What is found: the sample carries a {@link SignalFault}, and no estimate comes from a window that holds it. Amplitude, range,
 * gradient and the powers are those of the weighted sum before notches and drift removal; flat lines and the amplifier's range
 * are looked for in each channel that the montage or the reference names.
 *
 * @param largeMads distance from the running median, in running median absolute deviations, from which a sample is not decided
 *     on ({@link SignalFault#LARGE}): five are beyond 1 % of the samples of a human mu rhythm, its strongest bursts
 * @param amplitudeMads distance from a running median (of 10 s or 60 s), in running median absolute deviations (60 s)
 * @param amplitudeMicrovolts distance from a running median
 * @param peakToPeakMicrovolts within {@link #WINDOW_MS}
 * @param gradientMicrovoltsPerMs from one sample to the next
 * @param flatMs without a change
 * @param railMicrovolts absolute value, as received, of the amplifier's range
 * @param lineRatio power at the mains frequency over the power from 2 to 40 Hz; pure hum reaches 8
 * @param highFrequencyRatio power above 40 Hz (to 200 Hz) over the power from 2 to 40 Hz, without what the notches take
 */
public record ArtefactLimits(
        OptionalDouble largeMads,
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

    /** No decision beyond 5 MAD; artefacts beyond 10 MAD, and flat for 50 ms. */
    public static final ArtefactLimits DEFAULTS = new ArtefactLimits(
            OptionalDouble.of(5),
            OptionalDouble.of(10),
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
            OptionalDouble.empty(),
            OptionalDouble.empty());

    public ArtefactLimits withLargeMads(double value) {
        return new ArtefactLimits(
                OptionalDouble.of(value),
                amplitudeMads,
                amplitudeMicrovolts,
                peakToPeakMicrovolts,
                gradientMicrovoltsPerMs,
                flatMs,
                railMicrovolts,
                lineRatio,
                highFrequencyRatio);
    }

    public ArtefactLimits withAmplitudeMads(double value) {
        return new ArtefactLimits(
                largeMads,
                OptionalDouble.of(value),
                amplitudeMicrovolts,
                peakToPeakMicrovolts,
                gradientMicrovoltsPerMs,
                flatMs,
                railMicrovolts,
                lineRatio,
                highFrequencyRatio);
    }

    public ArtefactLimits withAmplitudeMicrovolts(double value) {
        return new ArtefactLimits(
                largeMads,
                amplitudeMads,
                OptionalDouble.of(value),
                peakToPeakMicrovolts,
                gradientMicrovoltsPerMs,
                flatMs,
                railMicrovolts,
                lineRatio,
                highFrequencyRatio);
    }

    public ArtefactLimits withPeakToPeakMicrovolts(double value) {
        return new ArtefactLimits(
                largeMads,
                amplitudeMads,
                amplitudeMicrovolts,
                OptionalDouble.of(value),
                gradientMicrovoltsPerMs,
                flatMs,
                railMicrovolts,
                lineRatio,
                highFrequencyRatio);
    }

    public ArtefactLimits withGradientMicrovoltsPerMs(double value) {
        return new ArtefactLimits(
                largeMads,
                amplitudeMads,
                amplitudeMicrovolts,
                peakToPeakMicrovolts,
                OptionalDouble.of(value),
                flatMs,
                railMicrovolts,
                lineRatio,
                highFrequencyRatio);
    }

    public ArtefactLimits withFlatMs(double value) {
        return new ArtefactLimits(
                largeMads,
                amplitudeMads,
                amplitudeMicrovolts,
                peakToPeakMicrovolts,
                gradientMicrovoltsPerMs,
                OptionalDouble.of(value),
                railMicrovolts,
                lineRatio,
                highFrequencyRatio);
    }

    public ArtefactLimits withRailMicrovolts(double value) {
        return new ArtefactLimits(
                largeMads,
                amplitudeMads,
                amplitudeMicrovolts,
                peakToPeakMicrovolts,
                gradientMicrovoltsPerMs,
                flatMs,
                OptionalDouble.of(value),
                lineRatio,
                highFrequencyRatio);
    }

    public ArtefactLimits withLineRatio(double value) {
        return new ArtefactLimits(
                largeMads,
                amplitudeMads,
                amplitudeMicrovolts,
                peakToPeakMicrovolts,
                gradientMicrovoltsPerMs,
                flatMs,
                railMicrovolts,
                OptionalDouble.of(value),
                highFrequencyRatio);
    }

    public ArtefactLimits withHighFrequencyRatio(double value) {
        return new ArtefactLimits(
                largeMads,
                amplitudeMads,
                amplitudeMicrovolts,
                peakToPeakMicrovolts,
                gradientMicrovoltsPerMs,
                flatMs,
                railMicrovolts,
                lineRatio,
                OptionalDouble.of(value));
    }
}
