package org.phasor.dsp.artefact;

import org.phasor.dsp.ArtefactLimits;
import org.phasor.dsp.MovingMean;

/** Mean square of the newest {@link ArtefactLimits#WINDOW_MS} of values. One thread. Allocates nothing after construction. */
final class RunningPower {

    private final MovingMean mean;
    private int count;
    private double power;

    RunningPower(double rateHz) {
        mean = new MovingMean((int) Math.max(1, Math.rint(ArtefactLimits.WINDOW_MS * rateHz / 1000)));
    }

    void restart() {
        mean.restart();
        count = 0;
    }

    void take(double value) {
        count = Math.min(mean.length(), count + 1);
        // Rounding can leave a sum of squares just below 0.
        power = Math.max(0, mean.add(value * value));
    }

    /** Whether the window is full. */
    boolean isKnown() {
        return count == mean.length();
    }

    double power() {
        return power;
    }
}
