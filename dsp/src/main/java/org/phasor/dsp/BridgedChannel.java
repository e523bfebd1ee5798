package org.phasor.dsp;

import org.phasor.dsp.filter.RecursiveFilter;

/**
 * One weighted sum on its way through the notches; where a value must not be used, the last good one is held in its place. One
 * thread. Allocates nothing after construction.
 */
final class BridgedChannel {

    private final RecursiveFilter[] notches;
    private double lastGood = Double.NaN;
    private double reference;

    /** With filters of its own, which nobody else runs. */
    BridgedChannel(RecursiveFilter[] notches) {
        this.notches = notches;
    }

    /** Forgets everything: the next value is the first. */
    void restart() {
        lastGood = Double.NaN;
        for (RecursiveFilter notch : notches) {
            notch.restart();
        }
    }

    /** Takes in a finite value; gives it without the notches' frequencies. */
    double take(double microvolts) {
        if (Double.isNaN(lastGood)) {
            reference = microvolts;
        }
        lastGood = microvolts;
        return filter(microvolts);
    }

    /** Takes in the last good value once more; NaN when there is none. */
    double hold() {
        return Double.isNaN(lastGood) ? Double.NaN : filter(lastGood);
    }

    private double filter(double microvolts) {
        if (notches.length == 0) {
            return microvolts;
        }
        // A notch lets 0 Hz pass as it is. Distances from the first value stay small where the offset is large, and a
        // constant
        // comes out as a constant to the last bit: it must not get a phase from rounding.
        double distance = microvolts - reference;
        for (RecursiveFilter notch : notches) {
            distance = notch.filter(distance);
        }
        return reference + distance;
    }
}
