package org.phasor.dsp.evaluation;

import java.util.Arrays;

/**
 * A 95 % interval.
 *
 * @param low 2.5 % of the draws lie below
 * @param high 2.5 % lie above
 */
public record Interval(double low, double high) {

    /** Of draws of a bootstrap, between which is interpolated; NaN where a draw is. The array is sorted. */
    static Interval ofDraws(double[] draws) {
        Arrays.sort(draws);
        return new Interval(at(draws, 0.025), at(draws, 0.975));
    }

    private static double at(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
