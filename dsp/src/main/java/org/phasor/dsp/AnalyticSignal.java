package org.phasor.dsp;

import org.jtransforms.fft.DoubleFFT_1D;

/**
 * The analytic signal of a whole array: the array and, 90 degrees behind, its Hilbert transform. Offline and non-causal.
 *
 * @param real the array
 * @param imaginary its Hilbert transform, as long
 */
public record AnalyticSignal(double[] real, double[] imaginary) {

    /** By the Fourier transform over the whole array, of any length, as {@code scipy.signal.hilbert}. */
    public static AnalyticSignal of(double[] x) {
        int n = x.length;
        if (n == 0) {
            return new AnalyticSignal(new double[0], new double[0]);
        }
        DoubleFFT_1D transform = FourierTransform.ofLength(n);
        double[] spectrum = new double[2 * n];
        System.arraycopy(x, 0, spectrum, 0, n);
        transform.realForwardFull(spectrum);
        for (int k = 1; k < n; k++) {
            // Positive frequencies twice, negative ones not at all; 0 Hz and (of an even length) half the rate once.
            double factor = 2 * k < n ? 2 : 2 * k == n ? 1 : 0;
            spectrum[2 * k] *= factor;
            spectrum[2 * k + 1] *= factor;
        }
        transform.complexInverse(spectrum, true);
        double[] real = new double[n];
        double[] imaginary = new double[n];
        for (int i = 0; i < n; i++) {
            real[i] = spectrum[2 * i];
            imaginary[i] = spectrum[2 * i + 1];
        }
        return new AnalyticSignal(real, imaginary);
    }
}
