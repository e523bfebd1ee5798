package org.phasor.dsp.estimator;

import java.util.OptionalDouble;
import org.phasor.dsp.SignalSettings;

/**
 * What the endpoint-corrected Hilbert transform is set to. Immutable.
 *
 * @param windowSamples length of the window; a power of two runs by the fast Fourier transform, others as two dot products
 * @param order of the causal Butterworth band-pass, per edge, 1 to 4
 * @param lowHz its lower edge, > 0
 * @param highHz its upper edge, below half the rate
 * @param peakHz where it is calibrated, and how fast the phase runs ahead
 * @param calibration what is corrected at the peak
 */
record EchtSettings(
        int windowSamples, int order, double lowHz, double highHz, double peakHz, EchtCalibration calibration) {

    static final int DEFAULT_ORDER = 1;

    /** Around the individual peak, where one is given. */
    static final double DEFAULT_HALF_WIDTH_HZ = 1.5;

    /**
     * The defaults for a signal: order 1, calibrated, the peak ± 1.5 Hz where a peak is given and the whole band otherwise, over
     * the window given or else the power of two of samples nearest to 1 s.
     *
     * @throws IllegalArgumentException in one line, when rate, band, peak or window cannot be
     */
    static EchtSettings of(SignalSettings settings, double rateHz) {
        double peakHz = settings.centreHz();
        boolean individual = settings.individual();
        EchtSettings made = new EchtSettings(
                windowSamples(settings.windowMs(), rateHz),
                DEFAULT_ORDER,
                individual ? peakHz - DEFAULT_HALF_WIDTH_HZ : settings.bandLowHz(),
                individual ? peakHz + DEFAULT_HALF_WIDTH_HZ : settings.bandHighHz(),
                peakHz,
                EchtCalibration.EXACT_AT_PEAK);
        made.check(rateHz);
        if (!(settings.bandLowHz() > 0)) {
            throw new IllegalArgumentException("band-hz = " + settings.bandLowHz() + " ...: must be > 0");
        }
        WindowLength.checkCycles(made.windowSamples, settings.bandLowHz(), rateHz);
        return made;
    }

    EchtSettings withOrder(int value) {
        return new EchtSettings(windowSamples, value, lowHz, highHz, peakHz, calibration);
    }

    EchtSettings withBand(double low, double high) {
        return new EchtSettings(windowSamples, order, low, high, peakHz, calibration);
    }

    EchtSettings withCalibration(EchtCalibration value) {
        return new EchtSettings(windowSamples, order, lowHz, highHz, peakHz, value);
    }

    /** Refuses what cannot run at a rate, in one line. */
    void check(double rateHz) {
        BandOfInterest.checkRate(rateHz);
        if (order < 1 || order > 4) {
            throw new IllegalArgumentException("order = " + order + ": must be 1 to 4");
        }
        BandOfInterest.checkFilter(lowHz, highHz, peakHz, rateHz);
        WindowLength.checkMost(windowSamples, WindowLength.MOST_SAMPLES);
        WindowLength.checkCycles(windowSamples, lowHz, rateHz);
    }

    private static int windowSamples(OptionalDouble windowMs, double rateHz) {
        if (windowMs.isPresent()) {
            return WindowLength.samples(windowMs.getAsDouble(), rateHz);
        }
        BandOfInterest.checkRate(rateHz);
        int power = Integer.highestOneBit((int) Math.min(WindowLength.MOST_SAMPLES / 2, Math.max(1, rateHz)));
        return rateHz - power <= 2.0 * power - rateHz ? power : 2 * power;
    }
}
