package org.phasor.dsp.estimator;

import org.phasor.dsp.filter.Complex;

/**
 * The complex band-pass of the estimators "ar-extend" and "ar-extend-trained" on decimated values, half of it before the newest
 * and half over their forecast, so that it delays nothing: a Gaussian with half the gain 2 Hz off the peak, turned to the peak. It
 * makes up for the means' delay and gain, and turns on by the look-ahead. Immutable but for the arrays.
 */
final class ForecastKernel {

    /** Weights of the decimated values, oldest first; the newest known one is the middle. */
    final double[] re;

    final double[] im;

    ForecastKernel(ForecastSettings settings, double lookAheadSeconds) {
        int half = settings.halfKernel();
        double rateHz = settings.rateHz();
        double peakHz = settings.peakHz();
        double sigmaSeconds = 1 / (2 * StrictMath.PI * ForecastSettings.HALF_WIDTH_HZ / 1.1774);
        double[] gauss = new double[2 * half + 1];
        double sum = 0;
        for (int i = 0; i < gauss.length; i++) {
            double t = (i - half) / settings.decimatedHz() / sigmaSeconds;
            gauss[i] = StrictMath.exp(-0.5 * t * t);
            sum += gauss[i];
        }
        int factor = settings.factor();
        double halfTurn = StrictMath.PI * peakHz / rateHz;
        double meanGain = StrictMath.sin(factor * halfTurn) / (factor * StrictMath.sin(halfTurn));
        double lagSeconds = (factor - 1) / 2.0 / rateHz;
        re = new double[gauss.length];
        im = new double[gauss.length];
        for (int i = 0; i < gauss.length; i++) {
            double seconds = lagSeconds + lookAheadSeconds - (i - half) / settings.decimatedHz();
            Complex weight = Complex.polar(2 * gauss[i] / sum / meanGain, 2 * StrictMath.PI * peakHz * seconds);
            re[i] = weight.re();
            im[i] = weight.im();
        }
    }
}
