package org.phasor.dsp;

/**
 * The estimator "echt": the endpoint-corrected Hilbert transform of the newest window (see {@link EndpointResponse} for method
 * and sources). A constant signal, which has no phase, is invalid.
 *
 * <p>The frequency is the mean of the phase's steps over the last cycle of the peak; it starts at the peak when a window fills.
 * Where the oscillation is weak the phase slips, and the frequency can leave the band or be negative.
 */
public final class EndpointCorrectedHilbert implements PhaseEstimator {

    private final SlidingWindow window;
    private final EndpointFunctional functional;
    private final MovingMean frequency;
    /** Calibration and look-ahead, as a real 2 x 2 matrix on (re, im). */
    private final double reFromRe;

    private final double reFromIm;
    private final double imFromRe;
    private final double imFromIm;
    private final double peakHz;
    private final double stepToHz;
    private double previousPhaseRad = Double.NaN;

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
        peakHz = settings.peakHz();
        frequency = new MovingMean((int) Math.max(1, Math.rint(rateHz / peakHz)));
        stepToHz = rateHz / (2 * Math.PI);
    }

    /** The estimator of a signal with its default settings. */
    static EndpointCorrectedHilbert of(SignalSettings settings, double rateHz, double lookAheadSeconds) {
        return new EndpointCorrectedHilbert(EchtSettings.of(settings, rateHz), rateHz, lookAheadSeconds);
    }

    @Override
    public void estimate(Signal signal, PhaseEstimate out) {
        boolean usable = signal.usable();
        if (signal.afterGap || !usable) {
            window.clear();
        }
        if (usable) {
            window.add(signal.microvolts);
        }
        if (!window.isFull()) {
            previousPhaseRad = Double.NaN;
            out.invalidate();
            return;
        }
        functional.apply(window.values(), window.start());
        double re = reFromRe * functional.re + reFromIm * functional.im;
        double im = imFromRe * functional.re + imFromIm * functional.im;
        double amplitude = Math.sqrt(re * re + im * im);
        if (!(amplitude > 0 && amplitude < Double.POSITIVE_INFINITY)) {
            previousPhaseRad = Double.NaN;
            out.invalidate();
            return;
        }
        double phase = Phase.wrap(StrictMath.atan2(im, re));
        out.set(phase, frequencyHz(phase), amplitude, Double.NaN);
    }

    private double frequencyHz(double phase) {
        double mean = peakHz;
        if (Double.isNaN(previousPhaseRad)) {
            frequency.restartFilledWith(peakHz);
        } else {
            mean = frequency.add(Phase.wrap(phase - previousPhaseRad) * stepToHz);
        }
        previousPhaseRad = phase;
        return mean;
    }
}
