package org.phasor.dsp.estimator;

import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;

/**
 * The estimator "echt": the endpoint-corrected Hilbert transform of the newest window (see {@link EndpointResponse} for method
 * and sources). A constant signal, which has no phase, is invalid.
 *
 * <p>Frequency: {@link InstantaneousFrequency}.
 */
public final class EndpointCorrectedHilbert implements PhaseEstimator {

    private final SlidingWindow window;
    private final EndpointFunctional functional;
    private final InstantaneousFrequency frequency;
    private final CleanSpan clean = new CleanSpan();
    private final int windowSamples;
    /** Calibration and look-ahead, as a real 2 x 2 matrix on (re, im). */
    private final double reFromRe;

    private final double reFromIm;
    private final double imFromRe;
    private final double imFromIm;

    /**
     * @param rateHz samples per second
     * @param lookAheadSeconds how far ahead of the newest sample the phase is wanted, 0 to 1: it is turned on at the peak's
     *     frequency
     * @throws IllegalArgumentException in one line, naming the setting, its value and its bound
     */
    public EndpointCorrectedHilbert(EchtSettings settings, double rateHz, double lookAheadSeconds) {
        this(settings, rateHz, lookAheadSeconds, SpectrumEndpoint.suits(settings.windowSamples()));
    }

    EndpointCorrectedHilbert(EchtSettings settings, double rateHz, double lookAheadSeconds, boolean byFft) {
        settings.check(rateHz);
        if (!(lookAheadSeconds >= 0 && lookAheadSeconds <= 1)) {
            throw new IllegalArgumentException("look-ahead = " + lookAheadSeconds + " s: must be 0 to 1 s");
        }
        EndpointResponse response = new EndpointResponse(settings, rateHz, lookAheadSeconds);
        functional = byFft ? new SpectrumEndpoint(response) : new TapsEndpoint(response);
        reFromRe = response.direct.re() + response.mirrored.re();
        reFromIm = response.mirrored.im() - response.direct.im();
        imFromRe = response.direct.im() + response.mirrored.im();
        imFromIm = response.direct.re() - response.mirrored.re();
        window = new SlidingWindow(settings.windowSamples());
        windowSamples = settings.windowSamples();
        frequency = new InstantaneousFrequency(settings.peakHz(), rateHz);
    }

    /** The estimator of a signal with its default settings. */
    static EndpointCorrectedHilbert of(
            SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        return new EndpointCorrectedHilbert(EchtSettings.of(settings, rateHz), rateHz, lookAheadSeconds);
    }

    @Override
    public void take(Signal signal) {
        clean.take(signal);
        frequency.frame();
        if (signal.breaks()) {
            window.clear();
        }
        if (signal.usable()) {
            window.add(signal.microvolts);
        }
    }

    @Override
    public void estimate(PhaseEstimate out) {
        if (!window.isFull() || !clean.covers(windowSamples)) {
            frequency.restart();
            out.invalidate();
            return;
        }
        functional.apply(window.values(), window.start());
        double re = reFromRe * functional.re + reFromIm * functional.im;
        double im = imFromRe * functional.re + imFromIm * functional.im;
        double amplitude = Math.sqrt(re * re + im * im);
        if (!(amplitude > 0 && amplitude < Double.POSITIVE_INFINITY)) {
            frequency.restart();
            out.invalidate();
            return;
        }
        double phase = Phase.wrap(StrictMath.atan2(im, re));
        out.set(phase, frequency.of(phase), amplitude, Double.NaN);
    }
}
