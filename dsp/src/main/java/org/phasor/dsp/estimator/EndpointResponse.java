package org.phasor.dsp.estimator;

import org.phasor.dsp.FourierTransform;
import org.phasor.dsp.filter.Butterworth;
import org.phasor.dsp.filter.Complex;
import org.phasor.dsp.filter.SecondOrderSections;

/**
 * The endpoint-corrected Hilbert transform as one linear functional of a window: the complex weights of its spectrum's bins, and
 * the same as complex taps. Made once.
 *
 * <p>Schreglmann and others 2021 (Nat Commun 12:363): the window's spectrum, made analytic, times the response of a
 * <em>causal</em> band-pass, transformed back. The filter smears the jump between the window's end and start forwards, onto the
 * start, so the newest sample is clean; only that one is wanted. Calibration: {@link EchtCalibration}.
 */
final class EndpointResponse {

    /** By bin, from 0 Hz to half the rate: {@code z = sum of bins[k] * X[k]}, X the forward transform of the window. */
    final double[] binsRe;

    final double[] binsIm;

    /** By sample, oldest first: {@code z = sum of taps[n] * x[n]}. */
    final double[] tapsRe;

    final double[] tapsIm;

    /** The calibrated result is {@code direct * z + mirrored * conj(z)}, turned on by the look-ahead. */
    Complex direct;

    Complex mirrored;

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
        calibrate(settings.calibration(), settings.peakHz() / rateHz);
        direct = turn.times(direct);
        mirrored = turn.times(mirrored);
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

    /** Sets what makes a cosine at the peak come out as {@code e^(i phase)}, or nearly so. */
    private void calibrate(EchtCalibration calibration, double cyclesPerSample) {
        int n = tapsRe.length;
        Complex rising = Complex.ZERO;
        Complex falling = Complex.ZERO;
        for (int i = 0; i < n; i++) {
            Complex tap = new Complex(tapsRe[i], tapsIm[i]);
            Complex turn = Complex.polar(0.5, 2 * StrictMath.PI * cyclesPerSample * (i - (n - 1)));
            rising = rising.plus(tap.times(turn));
            falling = falling.plus(tap.times(turn.conjugate()));
        }
        double risingPower = rising.re() * rising.re() + rising.im() * rising.im();
        double fallingPower = falling.re() * falling.re() + falling.im() * falling.im();
        switch (calibration) {
            case NONE -> {
                direct = new Complex(1, 0);
                mirrored = Complex.ZERO;
            }
            case GAIN_AND_PHASE -> {
                direct = rising.conjugate().times(1 / (risingPower + fallingPower));
                mirrored = Complex.ZERO;
            }
            case EXACT_AT_PEAK -> {
                // z = G+ e^(i phase) + G- e^(-i phase): solved for e^(i phase) with the help of conj(z).
                direct = rising.conjugate().times(1 / (risingPower - fallingPower));
                mirrored = falling.times(-1 / (risingPower - fallingPower));
            }
        }
    }
}
