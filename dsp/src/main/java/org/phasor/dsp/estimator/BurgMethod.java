package org.phasor.dsp.estimator;

/**
 * An autoregressive model {@code x[t] ~ sum of c[k] x[t - 1 - k]} by Burg's method: each reflection coefficient makes the errors
 * of forward and backward prediction smallest (Burg 1975, Maximum entropy spectral analysis). Of several stretches the errors are
 * summed, so that no prediction crosses from one to the next. One thread. Allocates nothing after construction.
 */
final class BurgMethod {

    private final int order;
    /** Errors of forward prediction, one stretch behind the other; at stage m a stretch's begin at its start + 1 + m. */
    private final double[] forward;

    /** Errors of backward prediction; they begin at the stretch's start at every stage. */
    private final double[] backward;

    private final int[] starts;
    private int stretches;
    private int filled;
    /** The prediction error filter but its leading 1: the coefficients with the other sign. */
    private final double[] error;

    private double product;
    private double power;

    /**
     * @param mostValues of all stretches together
     * @param mostStretches how many there can be
     */
    BurgMethod(int order, int mostValues, int mostStretches) {
        this.order = order;
        forward = new double[mostValues];
        backward = new double[mostValues];
        starts = new int[mostStretches + 1];
        error = new double[order];
    }

    void restart() {
        stretches = 0;
        filled = 0;
    }

    /** Adds a stretch of more than {@code order} values that lie around a mean. */
    void addStretch(double[] values, int start, int count, double mean) {
        for (int i = 0; i < count; i++) {
            double value = values[start + i] - mean;
            forward[filled + i] = value;
            backward[filled + i] = value;
        }
        filled += count;
        starts[++stretches] = filled;
    }

    /** Writes the coefficients, the newest value's first. */
    void solve(double[] coefficients) {
        for (int stage = 0; stage < order; stage++) {
            product = 0;
            power = 0;
            for (int s = 0; s < stretches; s++) {
                correlate(starts[s] + 1 + stage, starts[s], starts[s + 1] - starts[s] - 1 - stage);
            }
            double reflection = -2 * product / (power + 1e-300);
            for (int s = 0; s < stretches; s++) {
                reflect(starts[s] + 1 + stage, starts[s], starts[s + 1] - starts[s] - 1 - stage, reflection);
            }
            for (int i = 0, j = stage - 1; i <= j; i++, j--) {
                double low = error[i];
                double high = error[j];
                error[i] = low + reflection * high;
                error[j] = high + reflection * low;
            }
            error[stage] = reflection;
        }
        for (int k = 0; k < order; k++) {
            coefficients[k] = -error[k];
        }
    }

    private void correlate(int from, int backFrom, int count) {
        double[] f = forward;
        double[] b = backward;
        double productA = 0;
        double productB = 0;
        double powerA = 0;
        double powerB = 0;
        int i = 0;
        for (; i + 1 < count; i += 2) {
            double f0 = f[from + i];
            double b0 = b[backFrom + i];
            double f1 = f[from + i + 1];
            double b1 = b[backFrom + i + 1];
            productA += f0 * b0;
            productB += f1 * b1;
            powerA += f0 * f0 + b0 * b0;
            powerB += f1 * f1 + b1 * b1;
        }
        if (i < count) {
            double f0 = f[from + i];
            double b0 = b[backFrom + i];
            productA += f0 * b0;
            powerA += f0 * f0 + b0 * b0;
        }
        product += productA + productB;
        power += powerA + powerB;
    }

    private void reflect(int from, int backFrom, int count, double reflection) {
        double[] f = forward;
        double[] b = backward;
        for (int i = 0; i < count; i++) {
            double fi = f[from + i];
            double bi = b[backFrom + i];
            f[from + i] = fi + reflection * bi;
            b[backFrom + i] = bi + reflection * fi;
        }
    }
}
