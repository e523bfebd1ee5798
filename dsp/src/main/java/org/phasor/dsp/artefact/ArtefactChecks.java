package org.phasor.dsp.artefact;

import java.util.ArrayList;
import java.util.List;
import org.phasor.dsp.ArtefactLimits;
import org.phasor.dsp.SignalFault;
import org.phasor.dsp.filter.RecursiveFilter;

/**
 * All that a signal's limits ask to be looked at. One thread, every sample in order; allocates nothing after construction. A pure
 * function of what it was given since it was made.
 */
public final class ArtefactChecks {

    private static final int NOT_LEARNED = SignalFault.FLAT.bit() | SignalFault.RAIL.bit();

    private final ArtefactCheck[] checks;
    private final AmplitudeCheck amplitude;

    /**
     * @param channels whose values as received are watched for flat lines and the amplifier's range
     * @param microvoltsPerUnit of each of them
     * @param notches filters for its own use
     * @throws IllegalArgumentException in one line, when a limit is not > 0 or the rate too low for it
     */
    public ArtefactChecks(
            ArtefactLimits limits,
            double rateHz,
            int[] channels,
            double[] microvoltsPerUnit,
            RecursiveFilter[] notches) {
        List<ArtefactCheck> made = new ArrayList<>();
        limits.flatMs().ifPresent(ms -> made.add(new FlatLineCheck(ms, rateHz, channels)));
        limits.railMicrovolts().ifPresent(rail -> made.add(new RailCheck(rail, channels, microvoltsPerUnit)));
        limits.peakToPeakMicrovolts().ifPresent(most -> made.add(new PeakToPeakCheck(most, rateHz)));
        limits.gradientMicrovoltsPerMs().ifPresent(most -> made.add(new GradientCheck(most, rateHz)));
        limits.lineRatio().ifPresent(most -> made.add(new LineNoiseCheck(most, rateHz)));
        limits.highFrequencyRatio().ifPresent(most -> made.add(new HighFrequencyCheck(most, rateHz, notches)));
        checks = made.toArray(ArtefactCheck[]::new);
        amplitude = new AmplitudeCheck(limits, rateHz);
    }

    /**
     * Takes in the newest sample.
     *
     * @param microvolts the weighted signal, drift and all; finite
     * @param values of all channels, as received
     * @return bits of {@link SignalFault}
     */
    public int find(double microvolts, double[] values) {
        int faults = 0;
        for (ArtefactCheck check : checks) {
            if (check.finds(microvolts, values)) {
                faults |= check.fault().bit();
            }
        }
        boolean beyond = amplitude.finds(microvolts, (faults & NOT_LEARNED) == 0);
        if (beyond) {
            return faults | SignalFault.AMPLITUDE.bit();
        }
        return amplitude.isLarge() ? faults | SignalFault.LARGE.bit() : faults;
    }

    /** Whether the newest sample made it accept a new level: see {@link AmplitudeCheck}. */
    public boolean acceptedNewLevel() {
        return amplitude.acceptedNewLevel();
    }

    /** Whether the newest sample's amplitude fault says only that a new level is being learned. */
    public boolean isRelearning() {
        return amplitude.isRelearning();
    }

    /** Samples are missing, or could not be used, before the next. What was learned of the amplitude stays. */
    public void restart() {
        for (ArtefactCheck check : checks) {
            check.restart();
        }
    }

    /** A sample is left out: the amplifier may have seen a pulse. */
    public void skip() {
        for (ArtefactCheck check : checks) {
            check.skip();
        }
    }

    static double checkPositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " = " + value + ": must be > 0");
        }
        return value;
    }

    static void checkRate(String name, double leastHz, double rateHz) {
        if (!(rateHz >= leastHz)) {
            throw new IllegalArgumentException(
                    name + ": the signal has " + rateHz + " Hz: must be >= " + leastHz + " Hz");
        }
    }
}
