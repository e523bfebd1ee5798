package org.phasor.dsp.estimator;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;
import org.phasor.dsp.FourierTransform;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.filter.FirBandPass;

/**
 * The estimators "fft" and "fft-unfiltered": the largest bin of the band in the spectrum of the newest window, taken as a steady
 * sinusoid and carried on (Mansouri and others 2017, Frontiers in Neuroscience 11:401; Shirinpour and others 2020, Journal of
 * Neural Engineering 17:046002). The window of "fft", 500 ms, is band-passed forwards and backwards first; "fft-unfiltered" takes
 * a plain one of 1 s.
 *
 * <p>The phase is that of the middle of the window, carried on at the bin's frequency. On a pure tone that is wrong by the turn of
 * up to half a bin over half a window, and by what leaks from the mirrored frequency into a short window: up to 0.18 rad. With the
 * filter, which continues the window by a reflection that bends the tone, it is up to 0.55 rad.
 *
 * <p>Frequency: the bin's. A constant signal is invalid.
 */
final class DominantFrequency implements PhaseEstimator {

    private final TwoPassWindow window;
    private final CleanSpan clean = new CleanSpan();
    private final int windowSamples;
    private final double[] spectrum;
    private final DoubleFFT_1D transform;
    private final int firstBin;
    /** Of each bin in the band: frequency, and the turn from the window's first sample to the time the phase is wanted for. */
    private final double[] binHz;

    private final double[] turnRad;

    /**
     * @param rateHz samples per second
     * @param lookAheadSeconds how far ahead of the newest sample the phase is wanted, 0 to 1: it is turned on at the bin's
     *     frequency
     * @throws IllegalArgumentException in one line, naming the setting, its value and its bound
     */
    DominantFrequency(DominantFrequencySettings settings, double rateHz, double lookAheadSeconds) {
        settings.check(rateHz);
        PhaseEstimators.checkLookAhead(lookAheadSeconds);
        windowSamples = settings.windowSamples();
        // A single tap of 1: only the mean is taken off.
        double[] taps = settings.filterOrder() == 0
                ? new double[] {1}
                : FirBandPass.hamming(settings.filterOrder() + 1, settings.lowHz(), settings.highHz(), rateHz);
        window = new TwoPassWindow(taps, windowSamples, 0);
        spectrum = new double[settings.transformSamples()];
        transform = FourierTransform.ofLength(settings.transformSamples());
        firstBin = settings.firstBin(rateHz);
        binHz = new double[settings.lastBin(rateHz) - firstBin + 1];
        turnRad = new double[binHz.length];
        for (int i = 0; i < binHz.length; i++) {
            binHz[i] = settings.binHz(firstBin + i, rateHz);
            turnRad[i] = Phase.wrap(2 * Math.PI * binHz[i] * (windowSamples - 1 + lookAheadSeconds * rateHz) / rateHz);
        }
    }

    /** The filtered one with its default settings. */
    static DominantFrequency filtered(
            SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        return new DominantFrequency(DominantFrequencySettings.filtered(settings, rateHz), rateHz, lookAheadSeconds);
    }

    /** The unfiltered one with its default settings. */
    static DominantFrequency unfiltered(
            SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        return new DominantFrequency(DominantFrequencySettings.unfiltered(settings, rateHz), rateHz, lookAheadSeconds);
    }

    @Override
    public void take(Signal signal) {
        clean.take(signal);
        if (signal.breaks()) {
            window.clear();
        }
        if (signal.usable()) {
            window.add(signal.microvolts);
        }
    }

    @Override
    public void estimate(PhaseEstimate out) {
        if (!window.isFull() || !clean.covers(windowSamples) || window.isConstant()) {
            out.invalidate();
            return;
        }
        double[] s = spectrum;
        window.filter(s);
        Arrays.fill(s, windowSamples, s.length, 0);
        transform.realForward(s);
        int largest = 0;
        double most = 0;
        for (int i = 0; i < binHz.length; i++) {
            double re = s[2 * (firstBin + i)];
            double im = s[2 * (firstBin + i) + 1];
            double power = re * re + im * im;
            if (power > most) {
                most = power;
                largest = i;
            }
        }
        double amplitude = 2 * Math.sqrt(most) / windowSamples;
        if (!EstimateWriter.isAmplitude(amplitude)) {
            out.invalidate();
            return;
        }
        int place = 2 * (firstBin + largest);
        double phase = Phase.wrap(StrictMath.atan2(s[place + 1], s[place]) + turnRad[largest]);
        out.set(phase, binHz[largest], amplitude, Double.NaN);
    }
}
