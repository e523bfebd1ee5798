package org.phasor.dsp.estimator;

import java.util.Arrays;
import java.util.Map;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.MovingMean;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.TrainingSignal;

/**
 * The estimator "ar-extend-trained": as {@link AutoregressiveExtension}, with a model (order 30) learned once from a recording.
 * A forecast with fixed coefficients is linear in what it continues, so forecast and filter together are one complex dot product
 * with the newest decimated values, half a second of them. The window matters only for the mean that is removed.
 *
 * <p>Frequency: {@link InstantaneousFrequency}.
 */
final class TrainedAutoregressiveExtension implements PhaseEstimator {

    static final String COEFFICIENTS = "coefficients";

    static final int ORDER = 30;

    private final BoxcarPhases decimated;
    private final MovingMean windowMean;
    private final double[] tapsRe;
    private final double[] tapsIm;
    private final double tapsReSum;
    private final double tapsImSum;
    private final int windowSamples;
    private final EstimateWriter writer;
    private final CleanSpan clean = new CleanSpan();
    private double mean;

    private TrainedAutoregressiveExtension(ForecastSettings settings, double lookAheadSeconds, double[] coefficients) {
        windowSamples = settings.windowSamples();
        decimated = new BoxcarPhases(settings.factor(), settings.history());
        windowMean = new MovingMean(settings.factor() * settings.length());
        ForecastKernel kernel = new ForecastKernel(settings, lookAheadSeconds);
        tapsRe = taps(kernel.re, settings, coefficients);
        tapsIm = taps(kernel.im, settings, coefficients);
        tapsReSum = sum(tapsRe);
        tapsImSum = sum(tapsIm);
        writer = new EstimateWriter(settings.peakHz(), settings.rateHz());
    }

    static TrainedAutoregressiveExtension of(
            SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        Calibration calibration = settings.calibration()
                .orElseThrow(() -> new IllegalArgumentException("estimator = \"ar-extend-trained\": must be trained"));
        return new TrainedAutoregressiveExtension(
                ForecastSettings.of(settings, rateHz, ORDER),
                lookAheadSeconds,
                calibration.parameter(COEFFICIENTS, ORDER));
    }

    /** Its parameter {@value #COEFFICIENTS}: of the model, the newest value's first. */
    static Map<String, double[]> train(TrainingSignal signal) {
        return Map.of(COEFFICIENTS, AutoregressiveTraining.coefficients(signal, ORDER));
    }

    /** The kernel's weights of forecast values, last first, are handed to the values that they are forecast from. */
    private static double[] taps(double[] weights, ForecastSettings settings, double[] coefficients) {
        int known = settings.history();
        int half = settings.halfKernel();
        double[] all = new double[known + half];
        System.arraycopy(weights, 0, all, all.length - weights.length, weights.length);
        for (int t = all.length - 1; t >= known; t--) {
            for (int k = 0; k < coefficients.length; k++) {
                all[t - 1 - k] += coefficients[k] * all[t];
            }
        }
        return Arrays.copyOf(all, known);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    @Override
    public void take(Signal signal) {
        clean.take(signal);
        writer.frame();
        if (signal.breaks()) {
            decimated.restart();
            windowMean.restart();
        }
        if (signal.usable()) {
            decimated.add(signal.microvolts);
            mean = windowMean.add(signal.microvolts);
        }
    }

    @Override
    public void estimate(PhaseEstimate out) {
        if (!clean.covers(windowSamples)) {
            writer.writeInvalid(out);
            return;
        }
        double[] values = decimated.values();
        int from = decimated.end() - tapsRe.length;
        double re = -mean * tapsReSum;
        double im = -mean * tapsImSum;
        for (int i = 0; i < tapsRe.length; i++) {
            re += tapsRe[i] * values[from + i];
            im += tapsIm[i] * values[from + i];
        }
        writer.writeAnalytic(re, im, out);
    }
}
