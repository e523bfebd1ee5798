package org.phasor.dsp.estimator;

/** Refuses rates, bands and peaks that no estimator can have: by an IllegalArgumentException in one line. */
final class BandOfInterest {

    private BandOfInterest() {}

    static void checkRate(double rateHz) {
        if (!(rateHz > 0) || Double.isInfinite(rateHz)) {
            throw new IllegalArgumentException("rate = " + rateHz + " Hz: must be > 0");
        }
    }

    /** Whether 0 < low < high < most. */
    static boolean isBelow(double lowHz, double highHz, double mostHz) {
        return lowHz > 0 && highHz > lowHz && highHz < mostHz;
    }

    /** The same as {@link #check} for an estimator's band-pass, which need not be the band of interest. */
    static void checkFilter(double lowHz, double highHz, double peakHz, double rateHz) {
        checkRate(rateHz);
        if (!isBelow(lowHz, highHz, rateHz / 2)) {
            throw new IllegalArgumentException("filter band " + lowHz + " to " + highHz + " Hz at " + rateHz
                    + " Hz: must be 0 < low < high < " + rateHz / 2 + " Hz, half the rate");
        }
        checkPeak(lowHz, highHz, peakHz, "filter band");
    }

    /** @throws IllegalArgumentException in one line, unless 0 < low < high < half the rate */
    static void check(double lowHz, double highHz, double rateHz) {
        checkRate(rateHz);
        if (!isBelow(lowHz, highHz, rateHz / 2)) {
            throw new IllegalArgumentException("band-hz = " + lowHz + " to " + highHz + " at " + rateHz
                    + " Hz: must be 0 < low < high < " + rateHz / 2 + " Hz, half the rate");
        }
    }

    /** @throws IllegalArgumentException in one line, unless the peak is in the band and the band below half the rate */
    static void check(double lowHz, double highHz, double peakHz, double rateHz) {
        check(lowHz, highHz, rateHz);
        checkPeak(lowHz, highHz, peakHz, "band");
    }

    static void checkPeak(double lowHz, double highHz, double peakHz, String band) {
        if (!(peakHz >= lowHz && peakHz <= highHz)) {
            throw new IllegalArgumentException(
                    "peak-hz = " + peakHz + ": must be in the " + band + ", " + lowHz + " to " + highHz + " Hz");
        }
    }
}
