package org.phasor.dsp.estimator;

import org.phasor.dsp.TrainingSignal;

/** A signal to learn from, long enough and not constant, that knows where it must not be trusted. Immutable. */
final class CleanTraining {

    private final double[] bridged;
    /** How many samples before each must not be trusted. */
    private final int[] untrusted;

    /**
     * @param estimator for whom, as a rig file writes it
     * @param leastSeconds how much clean signal it needs at least
     * @throws IllegalArgumentException in one line, when there is less or it is constant
     */
    CleanTraining(TrainingSignal signal, String estimator, double leastSeconds) {
        untrusted = TrainingScreen.faultsBefore(signal);
        double seconds = (signal.length() - untrusted[signal.length()]) / signal.rateHz();
        if (!(seconds >= leastSeconds)) {
            throw new IllegalArgumentException("training signal: " + seconds + " s without artefacts; estimator \""
                    + estimator + "\" needs >= " + leastSeconds + " s");
        }
        if (TrainingScreen.isConstant(signal.microvolts(), signal.clean())) {
            throw new IllegalArgumentException(
                    "training signal is constant: estimator \"" + estimator + "\" has nothing to learn from");
        }
        bridged = TrainingScreen.bridged(signal);
    }

    /** All samples; a straight line where they must not be trusted, so that filters see no artefact. */
    double[] bridged() {
        return bridged;
    }

    /** Whether all samples from {@code from} up to but not {@code to} can be trusted. */
    boolean isClean(int from, int to) {
        return untrusted[to] == untrusted[from];
    }
}
