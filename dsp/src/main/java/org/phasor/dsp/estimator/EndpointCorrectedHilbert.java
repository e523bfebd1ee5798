package org.phasor.dsp.estimator;

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
final class EndpointCorrectedHilbert implements PhaseEstimator {

    private final SlidingWindow window;
    private final EndpointFunctional functional;
    private final EstimateWriter writer;
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
    EndpointCorrectedHilbert(EchtSettings settings, double rateHz, double lookAheadSeconds) {
        this(settings, rateHz, lookAheadSeconds, SpectrumEndpoint.suits(settings.windowSamples()));
    }

    EndpointCorrectedHilbert(EchtSettings settings, double rateHz, double lookAheadSeconds, boolean byFft) {
        settings.check(rateHz);
        PhaseEstimators.checkLookAhead(lookAheadSeconds);
        EndpointResponse response = new EndpointResponse(settings, rateHz, lookAheadSeconds);
        functional = byFft ? new SpectrumEndpoint(response) : new TapsEndpoint(response);
        reFromRe = response.direct.re() + response.mirrored.re();
        reFromIm = response.mirrored.im() - response.direct.im();
        imFromRe = response.direct.im() + response.mirrored.im();
        imFromIm = response.direct.re() - response.mirrored.re();
        window = new SlidingWindow(settings.windowSamples());
        windowSamples = settings.windowSamples();
        writer = new EstimateWriter(settings.peakHz(), rateHz);
    }

    /** The estimator of a signal with its default settings. */
    static EndpointCorrectedHilbert of(
            SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        return new EndpointCorrectedHilbert(EchtSettings.of(settings, rateHz), rateHz, lookAheadSeconds);
    }

    /** As published in 2021: order 2 on the whole band, one second, not calibrated. */
    static EndpointCorrectedHilbert of2021(
            SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        EchtSettings published = EchtSettings.of(oneSecond(settings), rateHz)
                .withOrder(2)
                .withBand(settings.bandLowHz(), settings.bandHighHz())
                .withCalibration(EchtCalibration.NONE);
        return new EndpointCorrectedHilbert(published, rateHz, lookAheadSeconds);
    }

    /** Calibrated as published in 2026: order 1 around the peak, one second, gain and phase at the peak. */
    static EndpointCorrectedHilbert calibrated2026(
            SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        EchtSettings published =
                EchtSettings.of(oneSecond(settings), rateHz).withCalibration(EchtCalibration.GAIN_AND_PHASE);
        return new EndpointCorrectedHilbert(published, rateHz, lookAheadSeconds);
    }

    private static SignalSettings oneSecond(SignalSettings settings) {
        return settings.windowMs().isPresent() ? settings : settings.withWindowMs(1000);
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
        if (!window.isFull() || !clean.covers(windowSamples)) {
            writer.writeInvalid(out);
            return;
        }
        functional.apply(window.values(), window.start());
        double re = reFromRe * functional.re + reFromIm * functional.im;
        double im = imFromRe * functional.re + imFromIm * functional.im;
        writer.writeAnalytic(re, im, out);
    }
}
