package org.phasor.dsp.estimator;

import org.phasor.dsp.SignalSettings;

/**
 * What PHASTIMATE is set to. Immutable. The published numbers hold at 1000 Hz; all of them, the model's order too, are scaled with
 * the rate.
 *
 * @param windowSamples length of the window, more than 3 times the filter's order
 * @param filterOrder of the FIR band-pass, even, >= 2
 * @param edgeSamples left out at each end of the filtered window, >= 1
 * @param modelOrder of the autoregressive model, >= 1
 * @param hilbertSamples over which the analytic signal is formed, even, >= 4
 * @param lowHz lower edge of the band-pass, > 0
 * @param highHz its upper edge, below half the rate
 * @param peakHz how fast the phase runs on beyond the forecast
 */
record PhastimateSettings(
        int windowSamples,
        int filterOrder,
        int edgeSamples,
        int modelOrder,
        int hilbertSamples,
        double lowHz,
        double highHz,
        double peakHz) {

    /** Around the individual peak. */
    static final double INDIVIDUAL_HALF_WIDTH_HZ = 1;

    private static final int LEAST_MODEL_ORDER = 6;

    /**
     * The parameters of 2018 on the whole band: 500 ms, order 128.
     *
     * @throws IllegalArgumentException in one line, when rate, band, peak or window cannot be
     */
    static PhastimateSettings of2018(SignalSettings settings, double rateHz) {
        return scaled(settings, 500, 128, settings.bandLowHz(), settings.bandHighHz(), rateHz);
    }

    /** The defaults of 2020 on the whole band: 750 ms, order 192. Refuses as {@link #of2018}. */
    static PhastimateSettings of2020(SignalSettings settings, double rateHz) {
        return scaled(settings, 750, 192, settings.bandLowHz(), settings.bandHighHz(), rateHz);
    }

    /** The defaults of 2020 on the peak ± 1 Hz. Refuses as {@link #of2018}. */
    static PhastimateSettings ofIndividual(SignalSettings settings, double rateHz) {
        double peakHz = settings.centreHz();
        double half = INDIVIDUAL_HALF_WIDTH_HZ;
        return scaled(settings, 750, 192, peakHz - half, peakHz + half, rateHz);
    }

    private static PhastimateSettings scaled(
            SignalSettings settings, double windowMs, int order, double lowHz, double highHz, double rateHz) {
        double scale = rateHz / 1000;
        int filterOrder = (int) Math.rint(order * scale);
        PhastimateSettings made = new PhastimateSettings(
                WindowLength.samples(settings.windowMs().orElse(windowMs), rateHz),
                filterOrder + filterOrder % 2,
                (int) Math.rint(64 * scale),
                Math.max(LEAST_MODEL_ORDER, (int) Math.rint(30 * scale)),
                2 * (int) Math.rint(128 * scale / 2),
                lowHz,
                highHz,
                settings.centreHz());
        made.check(rateHz);
        return made;
    }

    /** How many samples are forecast: the left-out edge up to the newest sample, and half the Hilbert window beyond it. */
    int forecastSamples() {
        return edgeSamples + hilbertSamples / 2;
    }

    /** Refuses what cannot run at a rate, in one line. */
    void check(double rateHz) {
        BandOfInterest.checkFilter(lowHz, highHz, peakHz, rateHz);
        if (filterOrder < 2 || filterOrder % 2 != 0) {
            throw new IllegalArgumentException("filter order = " + filterOrder + ": must be even and >= 2");
        }
        if (edgeSamples < 1 || modelOrder < 1 || hilbertSamples < 4 || hilbertSamples % 2 != 0) {
            throw new IllegalArgumentException("edge = " + edgeSamples + ", model order = " + modelOrder
                    + ", Hilbert window = " + hilbertSamples + " samples: must be >= 1, >= 1, and even and >= 4");
        }
        if (windowSamples <= 3L * filterOrder) {
            throw new IllegalArgumentException("window of " + 1000 * windowSamples / rateHz + " ms (" + windowSamples
                    + " samples): must be > " + 3000.0 * filterOrder / rateHz + " ms, 3 times the filter's order of "
                    + filterOrder);
        }
        int filtered = windowSamples - 2 * edgeSamples;
        int least = Math.max(modelOrder, hilbertSamples / 2 - edgeSamples);
        if (filtered <= least) {
            throw new IllegalArgumentException("window of " + windowSamples + " samples less two edges of "
                    + edgeSamples + ": must leave more than " + least + " samples to fit the model");
        }
        WindowLength.checkCycles(windowSamples, lowHz, rateHz);
    }
}
