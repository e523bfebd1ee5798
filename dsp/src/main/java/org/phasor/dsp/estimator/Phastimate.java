package org.phasor.dsp.estimator;

import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.filter.FirBandPass;

/**
 * The estimators "phastimate", "phastimate-2018" and "phastimate-individual": PHASTIMATE (Zrenner and others 2018, Brain
 * Stimulation 11:374; 2020, NeuroImage 214:116761; github.com/bnplab/phastimate). The newest window is band-passed forwards and
 * backwards; its ends, where the filter had to guess, are left out; an autoregressive model of the rest (Yule and Walker)
 * forecasts up to the newest sample and half a Hilbert window beyond; the phase is that of the analytic signal there.
 *
 * <p>On a pure tone it is up to 0.05 to 0.26 rad wrong, as the tone's phase goes round, and 15 to 31 % low: the biased
 * autocorrelation of a short stretch pulls the model's poles into the unit circle, so that the forecast fades; and the Hilbert
 * window, all of it forecast, holds about one cycle and not a whole number of them.
 *
 * <p>The look-ahead moves on along the forecast, linearly between samples, as the reference does. But at its end the Hilbert
 * window wraps around, and the phase there is worthless; so only the first half of what is forecast beyond the newest sample
 * (32 ms) is used, and from there on the phase runs at the peak's frequency. Circular standard deviation from the multi-filter
 * truth at 60 ms, "phastimate" on recordings of mu, two of alpha and CA1 theta: 58, 54, 47 and 35 degrees, where it is 92, 78, 71
 * and 37 along the forecast to its end.
 *
 * <p>Amplitude: the mean over the Hilbert window. Frequency: {@link InstantaneousFrequency}. A constant signal is invalid.
 */
final class Phastimate implements PhaseEstimator {

    private final TwoPassWindow window;
    private final YuleWalker model;
    private final AnalyticWindow analytic;
    private final EstimateWriter writer;
    private final CleanSpan clean = new CleanSpan();
    private final int windowSamples;
    private final int hilbertSamples;
    /** Where in the Hilbert window the phase is taken, how far from there to the next sample, and what is turned on. */
    private final int place;

    private final double fraction;
    private final double turnRad;
    private final double[] filtered;
    /** The newest filtered values, as many as the model or the Hilbert window wants, and the forecast. */
    private final double[] line;

    private final int lineBefore;
    private final int copied;

    /**
     * @param rateHz samples per second
     * @param lookAheadSeconds how far ahead of the newest sample the phase is wanted, 0 to 1
     * @throws IllegalArgumentException in one line, naming the setting, its value and its bound
     */
    Phastimate(PhastimateSettings settings, double rateHz, double lookAheadSeconds) {
        settings.check(rateHz);
        PhaseEstimators.checkLookAhead(lookAheadSeconds);
        double[] taps = FirBandPass.hamming(settings.filterOrder() + 1, settings.lowHz(), settings.highHz(), rateHz);
        windowSamples = settings.windowSamples();
        window = new TwoPassWindow(taps, windowSamples, settings.edgeSamples());
        model = new YuleWalker(settings.modelOrder(), window.filteredLength());
        filtered = new double[model.paddedLength()];
        hilbertSamples = settings.hilbertSamples();
        analytic = new AnalyticWindow(hilbertSamples);
        lineBefore = Math.max(model.coefficientsOldestFirst().length, hilbertSamples - settings.forecastSamples());
        copied = Math.min(lineBefore, window.filteredLength());
        line = new double[lineBefore + settings.forecastSamples()];

        double ahead = lookAheadSeconds * rateHz;
        double alongForecast = Math.min(ahead, hilbertSamples / 4);
        place = hilbertSamples / 2 - 1 + (int) Math.floor(alongForecast);
        fraction = alongForecast - Math.floor(alongForecast);
        turnRad = 2 * Math.PI * settings.peakHz() * (ahead - alongForecast) / rateHz;
        writer = new EstimateWriter(settings.peakHz(), rateHz);
    }

    /** With the parameters of 2018 on the whole band. */
    static Phastimate of2018(SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        return new Phastimate(PhastimateSettings.of2018(settings, rateHz), rateHz, lookAheadSeconds);
    }

    /** With the defaults of 2020 on the whole band. */
    static Phastimate of2020(SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        return new Phastimate(PhastimateSettings.of2020(settings, rateHz), rateHz, lookAheadSeconds);
    }

    /** With the defaults of 2020 around the individual peak. */
    static Phastimate ofIndividual(
            SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        return new Phastimate(PhastimateSettings.ofIndividual(settings, rateHz), rateHz, lookAheadSeconds);
    }

    @Override
    public void take(Signal signal) {
        clean.take(signal);
        writer.frame();
        if (signal.breaks()) {
            window.clear();
        }
        if (signal.usable()) {
            window.add(signal.microvolts);
        }
    }

    @Override
    public void estimate(PhaseEstimate out) {
        if (!window.isFull() || !clean.covers(windowSamples) || window.isConstant() || !forecast()) {
            writer.writeInvalid(out);
            return;
        }
        int start = line.length - hilbertSamples;
        double[] imaginary = analytic.hilbert(line, start);
        double amplitude = 0;
        for (int i = 0; i < hilbertSamples; i++) {
            double re = line[start + i];
            double im = imaginary[i];
            amplitude += Math.sqrt(re * re + im * im);
        }
        amplitude /= hilbertSamples;
        if (!EstimateWriter.isAmplitude(amplitude)) {
            writer.writeInvalid(out);
            return;
        }
        double phase = StrictMath.atan2(imaginary[place], line[start + place]);
        if (fraction > 0) {
            double next = StrictMath.atan2(imaginary[place + 1], line[start + place + 1]);
            phase += fraction * Phase.wrap(next - phase);
        }
        phase = Phase.wrap(phase + turnRad);
        writer.write(phase, amplitude, out);
    }

    /** Fills the line; whether there is a model to fill it with. */
    private boolean forecast() {
        window.filter(filtered);
        if (!model.fit(filtered)) {
            return false;
        }
        System.arraycopy(filtered, window.filteredLength() - copied, line, lineBefore - copied, copied);
        double[] weights = model.coefficientsOldestFirst();
        int order = weights.length;
        for (int t = lineBefore; t < line.length; t++) {
            line[t] = product(weights, line, t - order);
        }
        return true;
    }

    /** Eight sums: the processor need not wait for one addition before the next. The order is fixed, so is the result. */
    private static double product(double[] weights, double[] x, int start) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double e = 0;
        double f = 0;
        double g = 0;
        double h = 0;
        for (int i = 0; i < weights.length; i += 8) {
            a += weights[i] * x[start + i];
            b += weights[i + 1] * x[start + i + 1];
            c += weights[i + 2] * x[start + i + 2];
            d += weights[i + 3] * x[start + i + 3];
            e += weights[i + 4] * x[start + i + 4];
            f += weights[i + 5] * x[start + i + 5];
            g += weights[i + 6] * x[start + i + 6];
            h += weights[i + 7] * x[start + i + 7];
        }
        return ((a + b) + (c + d)) + ((e + f) + (g + h));
    }
}
