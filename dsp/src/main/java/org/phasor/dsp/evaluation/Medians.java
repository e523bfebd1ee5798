package org.phasor.dsp.evaluation;

import java.util.Arrays;

/** The median of whole arrays. */
final class Medians {

    private Medians() {}

    /** Of the values that are not NaN, the mean of the two in the middle where their number is even; NaN when there are none. */
    static double of(double[] x) {
        double[] sorted =
                Arrays.stream(x).filter(v -> !Double.isNaN(v)).sorted().toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
