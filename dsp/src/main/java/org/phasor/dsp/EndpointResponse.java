package org.phasor.dsp;

import org.phasor.dsp.filter.Butterworth;
import org.phasor.dsp.filter.Complex;
import org.phasor.dsp.filter.SecondOrderSections;

/**
 * The endpoint-corrected Hilbert transform as one linear functional of a window: the complex weights of its spectrum's bins, and
 * the same as complex taps. Made once.
 *
 * <p>Schreglmann and others 2021 (Nat Commun 12:363): the window's spectrum, made analytic, times the response of a
 * <em>causal</em> band-pass, transformed back. The filter smears the jump between the window's end and start forwards, onto the
 * start, so the newest sample is clean; only that one is wanted. Calibration after Osmers and Kolossa 2026 (arXiv 2601.13962).
 */
final class EndpointResponse {

    /** By bin, from 0 Hz to half the rate: {@code z = sum of bins[k] * X[k]}, X the forward transform of the window. */
    final double[] binsRe;

    final double[] binsIm;

    /** By sample, oldest first: {@code z = sum of taps[n] * x[n]}. */
    final double[] tapsRe;

    final double[] tapsIm;

    EndpointResponse(EchtSettings settings, double rateHz, double lookAheadSeconds) {
        int n = settings.windowSamples();
        int bins = n / 2 + 1;
        binsRe = new double[bins];
        binsIm = new double[bins];
        SecondOrderSections filter =
                Butterworth.bandPass(settings.order(), settings.lowHz(), settings.highHz(), rateHz);
        for (int k = 0; k < bins; k++) {
            double analytic = k == 0 || 2 * k == n ? 1 : 2;
            // The inverse transform at the last sample turns bin k by 2 pi k (n - 1) / n, which is -2 pi k / n.
            Complex bin = filter.response(k * rateHz / n, rateHz)
                    .times(Complex.polar(analytic / n, -2 * StrictMath.PI * k / n));
            binsRe[k] = bin.re();
            binsIm[k] = bin.im();
        }
        tapsRe = new double[n];
        tapsIm = new double[n];
        computeTaps();
        Complex turn = Complex.polar(1, 2 * StrictMath.PI * settings.peakHz() * lookAheadSeconds);
        Complex factor = settings.calibrated() ? turn.times(calibration(settings.peakHz() / rateHz)) : turn;
        multiply(binsRe, binsIm, factor);
        multiply(tapsRe, tapsIm, factor);
    }

    private void computeTaps() {
        int n = tapsRe.length;
        double[] spectrum = new double[2 * n];
        for (int k = 0; k < binsRe.length; k++) {
            spectrum[2 * k] = binsRe[k];
            spectrum[2 * k + 1] = binsIm[k];
        }
        FourierTransform.ofLength(n).complexForward(spectrum);
        for (int i = 0; i < n; i++) {
            tapsRe[i] = spectrum[2 * i];
            tapsIm[i] = spectrum[2 * i + 1];
        }
    }

    /** What brings a cosine at the peak nearest to {@code e^(i phase)}: conj(G+) / (|G+|² + |G-|²). */
    private Complex calibration(double cyclesPerSample) {
        int n = tapsRe.length;
        Complex rising = Complex.ZERO;
        Complex falling = Complex.ZERO;
        for (int i = 0; i < n; i++) {
            Complex tap = new Complex(tapsRe[i], tapsIm[i]);
            Complex turn = Complex.polar(0.5, 2 * StrictMath.PI * cyclesPerSample * (i - (n - 1)));
            rising = rising.plus(tap.times(turn));
            falling = falling.plus(tap.times(turn.conjugate()));
        }
        double square = rising.re() * rising.re() + rising.im() * rising.im();
        double mirrored = falling.re() * falling.re() + falling.im() * falling.im();
        return rising.conjugate().times(1 / (square + mirrored));
    }

    private static void multiply(double[] re, double[] im, Complex factor) {
        for (int i = 0; i < re.length; i++) {
            Complex product = new Complex(re[i], im[i]).times(factor);
            re[i] = product.re();
            im[i] = product.im();
        }
    }
}
