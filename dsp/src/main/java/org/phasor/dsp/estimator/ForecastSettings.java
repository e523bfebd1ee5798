package org.phasor.dsp.estimator;

import org.phasor.dsp.SignalSettings;

/**
 * What the estimators "ar-extend" and "ar-extend-trained" are set to. Immutable.
 *
 * @param windowSamples the window: its mean is removed, and "ar-extend" fits its model to it
 * @param factor the signal is decimated to about 125 Hz by means over so many samples
 * @param order of the autoregressive model
 * @param peakHz the middle of the kernel
 * @param rateHz of the signal
 */
record ForecastSettings(int windowSamples, int factor, int order, double peakHz, double rateHz) {

    static final double HALF_WIDTH_HZ = 2;

    private static final double DEFAULT_WINDOW_MS = 2000;
    private static final int MOST_SAMPLES = 1 << 22;
    private static final double HALF_KERNEL_SECONDS = 0.5;

    /** @throws IllegalArgumentException in one line, when rate, band, peak or window cannot be */
    static ForecastSettings of(SignalSettings settings, double rateHz, int order) {
        double peakHz = settings.centreHz();
        BandOfInterest.check(settings.bandLowHz(), settings.bandHighHz(), peakHz, rateHz);
        int windowSamples = WindowLength.samples(settings.windowMs().orElse(DEFAULT_WINDOW_MS), rateHz, MOST_SAMPLES);
        ForecastSettings made = new ForecastSettings(windowSamples, Decimation.factor(rateHz), order, peakHz, rateHz);
        double mostHz = made.decimatedHz() / 2 - HALF_WIDTH_HZ;
        if (!(peakHz > HALF_WIDTH_HZ && peakHz < mostHz)) {
            throw new IllegalArgumentException("peak-hz = " + peakHz + " at " + rateHz + " Hz: must be > "
                    + HALF_WIDTH_HZ + " and < " + mostHz + " Hz, since the signal is decimated to "
                    + made.decimatedHz() + " Hz and filtered +- " + HALF_WIDTH_HZ + " Hz");
        }
        made.checkWindow(settings.bandLowHz());
        return made;
    }

    double decimatedHz() {
        return rateHz / factor;
    }

    /** Decimated values of the window. */
    int length() {
        return windowSamples / factor;
    }

    /** Decimated values on either side of the kernel's middle, forecast after the newest. */
    int halfKernel() {
        return (int) Math.rint(HALF_KERNEL_SECONDS * decimatedHz());
    }

    /** The newest decimated values on which kernel and forecast work. */
    int history() {
        return Math.max(halfKernel() + 1, order);
    }

    private void checkWindow(double lowHz) {
        int least = factor * Math.max(history(), 2 * order);
        if (windowSamples < least) {
            throw new IllegalArgumentException("window of " + 1000 * windowSamples / rateHz + " ms: must be >= "
                    + 1000 * least / rateHz + " ms, the kernel's half and twice the model's order");
        }
        WindowLength.checkCycles(windowSamples, lowHz, rateHz);
    }
}
