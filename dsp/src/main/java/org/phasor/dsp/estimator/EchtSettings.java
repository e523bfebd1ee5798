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
public record EchtSettings(
        int windowSamples, int order, double lowHz, double highHz, double peakHz, EchtCalibration calibration) {

    public static final int DEFAULT_ORDER = 1;

    /** Around the individual peak, where one is given. */
    public static final double DEFAULT_HALF_WIDTH_HZ = 1.5;

    private static final double LONGEST_WINDOW_MS = 60_000;
    private static final int MOST_SAMPLES = 1 << 20;

    /**
     * The defaults for a signal: order 1, calibrated, the peak ± 1.5 Hz where a peak is given and the whole band otherwise, over
     * the window given or else the power of two of samples nearest to 1 s.
     *
     * @throws IllegalArgumentException in one line, when rate, band, peak or window cannot be
     */
    public static EchtSettings of(SignalSettings settings, double rateHz) {
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
        made.checkCycles(settings.bandLowHz(), rateHz);
        return made;
    }

    public EchtSettings withOrder(int value) {
        return new EchtSettings(windowSamples, value, lowHz, highHz, peakHz, calibration);
    }

    public EchtSettings withBand(double low, double high) {
        return new EchtSettings(windowSamples, order, low, high, peakHz, calibration);
    }

    public EchtSettings withWindowSamples(int value) {
        return new EchtSettings(value, order, lowHz, highHz, peakHz, calibration);
    }

    public EchtSettings withCalibration(EchtCalibration value) {
        return new EchtSettings(windowSamples, order, lowHz, highHz, peakHz, value);
    }

    /** Refuses what cannot run at a rate, in one line. */
    void check(double rateHz) {
        checkRate(rateHz);
        if (order < 1 || order > 4) {
            throw new IllegalArgumentException("order = " + order + ": must be 1 to 4");
        }
        if (!(lowHz > 0) || !(highHz > lowHz) || !(highHz < rateHz / 2)) {
            throw new IllegalArgumentException("filter band " + lowHz + " to " + highHz + " Hz at " + rateHz
                    + " Hz: must be 0 < low < high < " + rateHz / 2 + " Hz, half the rate");
        }
        if (!(peakHz >= lowHz && peakHz <= highHz)) {
            throw new IllegalArgumentException(
                    "peak-hz = " + peakHz + ": must be in the filter band, " + lowHz + " to " + highHz + " Hz");
        }
        if (windowSamples > MOST_SAMPLES) {
            throw new IllegalArgumentException("window of " + windowSamples + " samples: must be <= " + MOST_SAMPLES);
        }
        checkCycles(lowHz, rateHz);
    }

    private void checkCycles(double slowestHz, double rateHz) {
        double leastSamples = rateHz / slowestHz;
        if (windowSamples < leastSamples) {
            throw new IllegalArgumentException("window of " + 1000 * windowSamples / rateHz + " ms (" + windowSamples
                    + " samples): must be >= " + 1000 / slowestHz + " ms, one cycle of " + slowestHz + " Hz");
        }
    }

    private static void checkRate(double rateHz) {
        if (!(rateHz > 0) || Double.isInfinite(rateHz)) {
            throw new IllegalArgumentException("rate = " + rateHz + " Hz: must be > 0");
        }
    }

    private static int windowSamples(OptionalDouble windowMs, double rateHz) {
        checkRate(rateHz);
        if (windowMs.isEmpty()) {
            int power = Integer.highestOneBit((int) Math.min(MOST_SAMPLES / 2, Math.max(1, rateHz)));
            return rateHz - power <= 2.0 * power - rateHz ? power : 2 * power;
        }
        double ms = windowMs.getAsDouble();
        if (!(ms > 0 && ms <= LONGEST_WINDOW_MS)) {
            throw new IllegalArgumentException("window-ms = " + ms + ": must be > 0 and <= " + LONGEST_WINDOW_MS);
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.rint(ms * rateHz / 1000));
    }
}
