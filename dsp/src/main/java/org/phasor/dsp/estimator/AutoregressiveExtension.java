package org.phasor.dsp.estimator;

import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;

/**
 * The estimator "ar-extend": the unfiltered signal, decimated to about 125 Hz, is continued by half a second with an
 * autoregressive model (order 20, {@link BurgMethod}) of the newest window of 2 s, and filtered without delay
 * ({@link ForecastKernel}). Nothing is lost at the edge, since the forecast lies beyond it.
 *
 * <p>Of this project; compare Chen and others 2013 (IEEE Trans Biomed Eng 60:753), who forecast the filtered signal.
 *
 * <p>Frequency: {@link InstantaneousFrequency}.
 */
final class AutoregressiveExtension implements PhaseEstimator {

    static final int ORDER = 20;

    private final BoxcarPhases decimated;
    private final BurgMethod burg;
    private final double[] coefficients;
    private final ForecastKernel kernel;
    /** The newest decimated values without their mean, then the forecast. */
    private final double[] extended;

    private final int windowSamples;
    private final int length;
    private final int history;
    private final EstimateWriter writer;
    private final CleanSpan clean = new CleanSpan();

    private AutoregressiveExtension(ForecastSettings settings, double lookAheadSeconds) {
        windowSamples = settings.windowSamples();
        length = settings.length();
        history = settings.history();
        decimated = new BoxcarPhases(settings.factor(), length);
        burg = new BurgMethod(settings.order(), length, 1);
        coefficients = new double[settings.order()];
        kernel = new ForecastKernel(settings, lookAheadSeconds);
        extended = new double[history + settings.halfKernel()];
        writer = new EstimateWriter(settings.peakHz(), settings.rateHz());
    }

    static AutoregressiveExtension of(
            SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        return new AutoregressiveExtension(ForecastSettings.of(settings, rateHz, ORDER), lookAheadSeconds);
    }

    @Override
    public void take(Signal signal) {
        clean.take(signal);
        writer.frame();
        if (signal.breaks()) {
            decimated.restart();
        }
        if (signal.usable()) {
            decimated.add(signal.microvolts);
        }
    }

    @Override
    public void estimate(PhaseEstimate out) {
        if (!clean.covers(windowSamples)) {
            writer.writeInvalid(out);
            return;
        }
        double[] values = decimated.values();
        int end = decimated.end();
        double sum = 0;
        for (int i = end - length; i < end; i++) {
            sum += values[i];
        }
        double mean = sum / length;
        burg.restart();
        burg.addStretch(values, end - length, length, mean);
        burg.solve(coefficients);
        for (int i = 0; i < history; i++) {
            extended[i] = values[end - history + i] - mean;
        }
        forecast();
        double re = 0;
        double im = 0;
        int from = extended.length - kernel.re.length;
        for (int i = 0; i < kernel.re.length; i++) {
            re += kernel.re[i] * extended[from + i];
            im += kernel.im[i] * extended[from + i];
        }
        writer.writeAnalytic(re, im, out);
    }

    private void forecast() {
        double[] e = extended;
        double[] c = coefficients;
        for (int t = history; t < e.length; t++) {
            double even = 0;
            double odd = 0;
            int k = 0;
            for (; k + 1 < c.length; k += 2) {
                even += c[k] * e[t - 1 - k];
                odd += c[k + 1] * e[t - 2 - k];
            }
            if (k < c.length) {
                even += c[k] * e[t - 1 - k];
            }
            e[t] = even + odd;
        }
    }
}
