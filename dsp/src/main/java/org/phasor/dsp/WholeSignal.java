package org.phasor.dsp;

/** Checks and prepares whole arrays for offline analysis. */
final class WholeSignal {

    private WholeSignal() {}

    /**
     * A copy without its mean.
     *
     * @throws IllegalArgumentException naming the first value that is not finite, or when there are fewer than {@code least}
     */
    static double[] withoutMean(double[] x, int least) {
        if (x.length < least) {
            throw new IllegalArgumentException("signal of " + x.length + " samples: must be >= " + least);
        }
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i])) {
                throw new IllegalArgumentException("sample " + i + " is " + x[i] + ": must be a finite number");
            }
            sum += x[i] - x[0];
        }
        double mean = x[0] + sum / x.length;
        double[] centred = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            centred[i] = x[i] - mean;
        }
        return centred;
    }
}
