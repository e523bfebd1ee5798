package org.phasor.dsp.estimator;

import org.phasor.dsp.SignalSettings;

/**
 * What the dominant-frequency estimator is set to. Immutable.
 *
 * @param windowSamples length of the window
 * @param filterOrder of the FIR band-pass that the window goes through forwards and backwards, even; 0: unfiltered
 * @param transformSamples of the Fourier transform, a power of two, at least as long as the window
 * @param lowHz lower edge of the band, > 0
 * @param highHz its upper edge, below half the rate
 */
record DominantFrequencySettings(
        int windowSamples, int filterOrder, int transformSamples, double lowHz, double highHz) {

    private static final int LEAST_TRANSFORM_SAMPLES = 2048;
    private static final int MOST_TRANSFORM_SAMPLES = 1 << 20;

    /** The spacing of the reference's 4096 bins at 1250 Hz; kept at higher rates as well. */
    private static final double WIDEST_BIN_HZ = 0.31;

    /**
     * Filtered, 500 ms: the filter is three cycles of the band's lower edge long, or a third of the window where that is shorter.
     *
     * @throws IllegalArgumentException in one line, when rate, band or window cannot be
     */
    static DominantFrequencySettings filtered(SignalSettings settings, double rateHz) {
        int windowSamples = WindowLength.samples(settings.windowMs().orElse(500), rateHz);
        BandOfInterest.check(settings.bandLowHz(), settings.bandHighHz(), rateHz);
        int order = (int) Math.min(3 * Math.floor(rateHz / settings.bandLowHz()), Math.floor(windowSamples / 3.0) - 1);
        return made(settings, windowSamples, Math.max(0, order - order % 2), rateHz, true);
    }

    /** Unfiltered, 1 s. Refuses as {@link #filtered}. */
    static DominantFrequencySettings unfiltered(SignalSettings settings, double rateHz) {
        int windowSamples = WindowLength.samples(settings.windowMs().orElse(1000), rateHz);
        return made(settings, windowSamples, 0, rateHz, false);
    }

    private static DominantFrequencySettings made(
            SignalSettings settings, int windowSamples, int order, double rateHz, boolean filtered) {
        BandOfInterest.check(settings.bandLowHz(), settings.bandHighHz(), rateHz);
        WindowLength.checkCycles(windowSamples, settings.bandLowHz(), rateHz);
        if (filtered && order < 2) {
            throw new IllegalArgumentException(
                    "window of " + windowSamples + " samples: must be >= 9, three times the shortest filter");
        }
        DominantFrequencySettings made = new DominantFrequencySettings(
                windowSamples,
                order,
                transformSamples(windowSamples, rateHz),
                settings.bandLowHz(),
                settings.bandHighHz());
        made.check(rateHz);
        return made;
    }

    /** At least 2048, above 500 Hz 4096; a power of two that holds the window with bins no wider than at 1250 Hz. */
    private static int transformSamples(int windowSamples, double rateHz) {
        int samples = rateHz > 500 ? 2 * LEAST_TRANSFORM_SAMPLES : LEAST_TRANSFORM_SAMPLES;
        while (samples < MOST_TRANSFORM_SAMPLES && (samples < windowSamples || rateHz / samples > WIDEST_BIN_HZ)) {
            samples *= 2;
        }
        return samples;
    }

    /** A bin's frequency, rounded as numpy's rfftfreq. */
    double binHz(int bin, double rateHz) {
        return bin * (1.0 / (transformSamples * (1.0 / rateHz)));
    }

    /** The first bin in the band. */
    int firstBin(double rateHz) {
        int bin = 0;
        while (binHz(bin, rateHz) < lowHz) {
            bin++;
        }
        return bin;
    }

    /** The last bin in the band. */
    int lastBin(double rateHz) {
        int bin = firstBin(rateHz);
        while (bin < transformSamples / 2 && binHz(bin, rateHz) <= highHz) {
            bin++;
        }
        return bin - 1;
    }

    /** Refuses what cannot run at a rate, in one line. */
    void check(double rateHz) {
        BandOfInterest.check(lowHz, highHz, rateHz);
        if (filterOrder < 0 || filterOrder % 2 != 0 || windowSamples <= 3L * filterOrder) {
            throw new IllegalArgumentException("filter order = " + filterOrder
                    + ": must be even, >= 0 and less than a third of the window's " + windowSamples + " samples");
        }
        if (transformSamples < windowSamples || Integer.bitCount(transformSamples) != 1) {
            throw new IllegalArgumentException("transform of " + transformSamples
                    + " samples: must be a power of two and hold the window of " + windowSamples);
        }
        if (firstBin(rateHz) > lastBin(rateHz)) {
            throw new IllegalArgumentException("band-hz = " + lowHz + " to " + highHz + ": must hold a bin of the"
                    + " spectrum, which are " + rateHz / transformSamples + " Hz apart");
        }
    }
}
