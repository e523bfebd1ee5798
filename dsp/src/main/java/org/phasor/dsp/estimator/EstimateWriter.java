package org.phasor.dsp.estimator;

import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;

/**
 * Writes an estimator's estimates, each with the {@link InstantaneousFrequency} that its phase and the ones before make. One thread.
 * Allocates nothing after construction.
 */
final class EstimateWriter {

    private final InstantaneousFrequency frequency;

    /**
     * @param peakHz the frequency as long as there are no steps between phases
     * @param rateHz samples per second
     */
    EstimateWriter(double peakHz, double rateHz) {
        frequency = new InstantaneousFrequency(peakHz, rateHz);
    }

    /** A frame went by; before its estimate, if it has one. */
    void frame() {
        frequency.frame();
    }

    /** There is no estimate for the newest frame. */
    void writeInvalid(PhaseEstimate out) {
        frequency.restart();
        out.invalidate();
    }

    /** The angle and the magnitude of an analytic value in microvolts; whether it is valid: its magnitude finite and not 0. */
    boolean writeAnalytic(double re, double im, PhaseEstimate out) {
        double amplitude = Math.sqrt(re * re + im * im);
        if (!isAmplitude(amplitude)) {
            writeInvalid(out);
            return false;
        }
        write(Phase.wrap(StrictMath.atan2(im, re)), amplitude, out);
        return true;
    }

    /** A phase in (−π, π] and an amplitude that {@link #isAmplitude}. */
    void write(double phaseRad, double amplitudeMicrovolts, PhaseEstimate out) {
        out.set(phaseRad, frequency.of(phaseRad), amplitudeMicrovolts, Double.NaN);
    }

    /** Whether an oscillation can have it: finite and not 0. */
    static boolean isAmplitude(double microvolts) {
        return microvolts > 0 && microvolts < Double.POSITIVE_INFINITY;
    }
}
