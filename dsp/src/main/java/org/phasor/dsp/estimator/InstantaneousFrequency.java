package org.phasor.dsp.estimator;

import org.phasor.dsp.MovingMean;
import org.phasor.dsp.Phase;

/**
 * The frequency of a phase that is estimated again and again: the mean of its steps over about the last cycle of the peak; the
 * peak until there are steps. Where the oscillation is weak the phase slips, and the frequency can leave the band or be negative.
 * One thread. Allocates nothing after construction.
 */
final class InstantaneousFrequency {

    private final MovingMean steps;
    private final double peakHz;
    private final double rateHz;
    private double previousPhaseRad = Double.NaN;
    private int framesSince;

    InstantaneousFrequency(double peakHz, double rateHz) {
        this.peakHz = peakHz;
        this.rateHz = rateHz;
        steps = new MovingMean((int) Math.max(1, Math.rint(rateHz / peakHz)));
    }

    /** A frame went by; before its estimate, if it has one. */
    void frame() {
        framesSince++;
    }

    /** The next phase has no step from the last. */
    void restart() {
        previousPhaseRad = Double.NaN;
    }

    /** Takes in the phase of the newest frame; gives the frequency in Hz. */
    double of(double phaseRad) {
        double hz = peakHz;
        if (Double.isNaN(previousPhaseRad)) {
            steps.restartFilledWith(peakHz);
        } else {
            double step = phaseRad - previousPhaseRad;
            if (framesSince == 1) {
                hz = steps.add(Phase.wrap(step) * (rateHz / (2 * Math.PI)));
            } else {
                // Over several frames the turn of the peak says how many whole turns there were.
                double expected = 2 * Math.PI * peakHz * framesSince / rateHz;
                hz = steps.add((expected + Phase.wrap(step - expected)) * rateHz / (2 * Math.PI * framesSince));
            }
        }
        previousPhaseRad = phaseRad;
        framesSince = 0;
        return hz;
    }
}
