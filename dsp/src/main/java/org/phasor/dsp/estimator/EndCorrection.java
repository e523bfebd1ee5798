package org.phasor.dsp.estimator;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;
import org.phasor.dsp.FourierTransform;

/**
 * What the values beyond both ends of a window add to the outputs of a symmetric filter near those ends. Counted from its end
 * inwards, output d gets the sum over j >= 1 of the kernel at lag d + j times the j-th value beyond. One thread. Allocates nothing
 * after construction.
 *
 * <p>Short triangles of products row by row; long ones by the fast Fourier transform, both ends at once as real and imaginary part.
 */
final class EndCorrection {

    /** From about here on the transform is faster. */
    private static final int LEAST_OUTPUTS_BY_TRANSFORM = 200;

    private final int outputs;
    private final double[] kernel;
    /** Backwards and with three zeros behind; unused with a transform. */
    private final double[] beyondNewest;

    private final double[] beyondOldest;
    private final double[] newest;
    private final double[] oldest;
    /** Null for short ends. */
    private final DoubleFFT_1D transform;

    private final double[] response;
    private final double[] spectrum;

    /**
     * @param kernel at lags 0 up to the filter's reach
     * @param edge the first output from each end that is wanted; the last is the reach less one
     */
    EndCorrection(double[] kernel, int edge) {
        this(kernel, edge, kernel.length - 1 - edge >= LEAST_OUTPUTS_BY_TRANSFORM);
    }

    EndCorrection(double[] kernel, int edge, boolean byTransform) {
        outputs = Math.max(0, kernel.length - 1 - edge);
        this.kernel = new double[outputs];
        for (int i = 0; i < outputs; i++) {
            this.kernel[i] = kernel[edge + 1 + i];
        }
        beyondNewest = new double[outputs + 3];
        beyondOldest = new double[outputs + 3];
        newest = new double[outputs];
        oldest = new double[outputs];
        int length = 4 * Integer.highestOneBit(Math.max(1, outputs));
        transform = byTransform ? FourierTransform.ofLength(length) : null;
        spectrum = new double[byTransform ? 2 * length : 0];
        response = new double[byTransform ? 2 * length : 0];
        if (byTransform) {
            for (int i = 0; i < outputs; i++) {
                response[2 * i] = this.kernel[i];
            }
            transform.complexForward(response);
        }
    }

    /** How many outputs from each end on are corrected. */
    int outputs() {
        return outputs;
    }

    /**
     * Computes both corrections.
     *
     * @param x the window with what is before it; beyond its newest value the sums to be corrected took 0, before its oldest what is
     *     there
     */
    void compute(double[] x, int indexOfOldest, int indexOfNewest) {
        double[] ahead = beyondNewest;
        double[] back = beyondOldest;
        double twiceNewest = 2 * x[indexOfNewest];
        double twiceOldest = 2 * x[indexOfOldest];
        for (int j = 1; j <= outputs; j++) {
            ahead[outputs - j] = twiceNewest - x[indexOfNewest - j];
            back[outputs - j] = twiceOldest - x[indexOfOldest + j] - x[indexOfOldest - j];
        }
        if (transform == null) {
            byRows(newest, ahead);
            byRows(oldest, back);
        } else {
            byTransform();
        }
    }

    /** What is added to the outputs from the newest backwards, the edge left out. Not a copy. */
    double[] newest() {
        return newest;
    }

    /** What is added to the outputs from the oldest on, the edge left out. Not a copy. */
    double[] oldest() {
        return oldest;
    }

    /** Four rows at a time: fewer loads and stores of the sums. */
    private void byRows(double[] y, double[] beyond) {
        Arrays.fill(y, 0);
        int row = outputs - 1;
        for (; row >= 3; row -= 4) {
            addRows(y, beyond, row);
        }
        for (; row >= 0; row--) {
            for (int i = 0; i <= row; i++) {
                y[i] += kernel[row] * beyond[outputs - 1 - row + i];
            }
        }
    }

    private void addRows(double[] y, double[] beyond, int row) {
        double a = kernel[row];
        double b = kernel[row - 1];
        double c = kernel[row - 2];
        double d = kernel[row - 3];
        int shift = outputs - 1 - row;
        for (int i = 0; i <= row; i++) {
            y[i] += (a * beyond[i + shift] + b * beyond[i + shift + 1])
                    + (c * beyond[i + shift + 2] + d * beyond[i + shift + 3]);
        }
    }

    private void byTransform() {
        double[] s = spectrum;
        int length = s.length / 2;
        Arrays.fill(s, 0);
        for (int i = 0; i < outputs; i++) {
            // Backwards in time: the transform convolves, this is a correlation.
            int place = i == outputs - 1 ? 0 : length - outputs + 1 + i;
            s[2 * place] = beyondNewest[i];
            s[2 * place + 1] = beyondOldest[i];
        }
        transform.complexForward(s);
        for (int k = 0; k < s.length; k += 2) {
            double re = s[k] * response[k] - s[k + 1] * response[k + 1];
            s[k + 1] = s[k] * response[k + 1] + s[k + 1] * response[k];
            s[k] = re;
        }
        transform.complexInverse(s, true);
        for (int i = 0; i < outputs; i++) {
            newest[i] = s[2 * i];
            oldest[i] = s[2 * i + 1];
        }
    }
}
