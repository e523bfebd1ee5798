package org.phasor.dsp.estimator;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;
import org.phasor.dsp.FourierTransform;

/**
 * The autoregressive model of a stretch of signal by the method of Yule and Walker: biased autocorrelation, solved by the
 * recursion of Levinson and Durbin (as MATLAB's {@code aryule}). One thread. Allocates nothing after construction.
 */
final class YuleWalker {

    /** Diagonal loading: without it an almost pure tone, sampled finely, has no solution in double precision. */
    private static final double LOADING = 1 + 1e-12;

    private static final int ROWS = 4;

    /** From about here on the transform is faster. */
    private static final double LEAST_PRODUCTS_BY_TRANSFORM = 50_000;

    private final int order;
    private final int length;
    private final double[] correlation;
    private final double[] coefficients;
    private final double[] previous;
    /** Null for few lags of a short stretch. */
    private final DoubleFFT_1D transform;

    private final double[] spectrum;

    /**
     * @param order of the model, >= 1
     * @param length of the stretch in samples, more than the order
     */
    YuleWalker(int order, int length) {
        this(order, length, (double) order * length >= LEAST_PRODUCTS_BY_TRANSFORM);
    }

    YuleWalker(int order, int length, boolean byTransform) {
        this.order = order;
        this.length = length;
        // A multiple of 8 lags, the surplus unused: whole vectors.
        correlation = new double[(order + 8) / 8 * 8];
        coefficients = new double[(order + 7) / 8 * 8];
        previous = new double[order];
        int transformed = 2 * Integer.highestOneBit(length + order);
        transform = byTransform ? FourierTransform.ofLength(transformed) : null;
        spectrum = new double[byTransform ? transformed : 0];
    }

    /** How long an array for {@link #fit} must be: the stretch and zeros behind it. */
    int paddedLength() {
        return length + ROWS + correlation.length;
    }

    /**
     * Fits the model.
     *
     * @param x the stretch at the start of {@link #paddedLength} values, the rest 0
     * @return whether there is a model: not for a signal of zeros, or one that is not finite
     */
    boolean fit(double[] x) {
        if (transform == null) {
            correlateByRows(x);
        } else {
            correlateByTransform(x);
        }
        return solve();
    }

    /**
     * Of a fitted model, oldest first: x[t] is about the sum of them with as many values before it. A multiple of 8, the surplus
     * ones, at the start, 0. Not a copy.
     */
    double[] coefficientsOldestFirst() {
        return coefficients;
    }

    private void correlateByRows(double[] x) {
        double[] r = correlation;
        Arrays.fill(r, 0);
        // Four samples at a time over all lags: unlike a sum lag by lag, this order lets the compiler use vectors.
        for (int i = 0; i < length; i += ROWS) {
            double a = x[i];
            double b = i + 1 < length ? x[i + 1] : 0;
            double c = i + 2 < length ? x[i + 2] : 0;
            double d = i + 3 < length ? x[i + 3] : 0;
            for (int k = 0; k < r.length; k++) {
                r[k] += (a * x[i + k] + b * x[i + k + 1]) + (c * x[i + k + 2] + d * x[i + k + 3]);
            }
        }
    }

    private void correlateByTransform(double[] x) {
        double[] s = spectrum;
        System.arraycopy(x, 0, s, 0, length);
        Arrays.fill(s, length, s.length, 0);
        transform.realForward(s);
        // Packed: 0 Hz and half the rate are real and share the first two places.
        s[0] *= s[0];
        s[1] *= s[1];
        for (int k = 2; k < s.length; k += 2) {
            s[k] = s[k] * s[k] + s[k + 1] * s[k + 1];
            s[k + 1] = 0;
        }
        transform.realInverse(s, true);
        System.arraycopy(s, 0, correlation, 0, order + 1);
    }

    private boolean solve() {
        double[] r = correlation;
        double[] c = coefficients;
        double[] before = previous;
        int newest = c.length - 1;
        double error = r[0] * LOADING;
        for (int m = 0; m < order; m++) {
            if (!(error > 0 && error < Double.POSITIVE_INFINITY)) {
                return false;
            }
            // c[newest - k] weighs the value k + 1 before.
            double sum = r[m + 1];
            for (int k = 0; k < m; k++) {
                sum -= c[newest - k] * r[m - k];
            }
            double reflection = sum / error;
            for (int k = 0; k < m; k++) {
                before[k] = c[newest - k];
            }
            for (int k = 0; k < m; k++) {
                c[newest - k] -= reflection * before[m - 1 - k];
            }
            c[newest - m] = reflection;
            error *= 1 - reflection * reflection;
        }
        return true;
    }
}
