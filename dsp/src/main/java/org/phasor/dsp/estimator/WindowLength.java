package org.phasor.dsp.estimator;

/** How long a window is in samples, and what is refused: by an IllegalArgumentException in one line. */
final class WindowLength {

    static final int MOST_SAMPLES = 1 << 20;

    private static final double LONGEST_MS = 60_000;

    private WindowLength() {}

    /** The nearest whole number of samples, of halves the even one. */
    static int samples(double windowMs, double rateHz) {
        return samples(windowMs, rateHz, MOST_SAMPLES);
    }

    static int samples(double windowMs, double rateHz, int mostSamples) {
        BandOfInterest.checkRate(rateHz);
        if (!(windowMs > 0 && windowMs <= LONGEST_MS)) {
            throw new IllegalArgumentException("window-ms = " + windowMs + ": must be > 0 and <= " + LONGEST_MS);
        }
        double samples = Math.rint(windowMs * rateHz / 1000);
        checkMost(samples, mostSamples);
        return (int) samples;
    }

    static void checkMost(double samples, int mostSamples) {
        if (samples > mostSamples) {
            throw new IllegalArgumentException("window of " + (long) samples + " samples: must be <= " + mostSamples);
        }
    }

    /** Refuses a window that does not hold a cycle of the slowest frequency. */
    static void checkCycles(int windowSamples, double slowestHz, double rateHz) {
        if (windowSamples < rateHz / slowestHz) {
            throw new IllegalArgumentException("window of " + 1000 * windowSamples / rateHz + " ms (" + windowSamples
                    + " samples): must be >= " + 1000 / slowestHz + " ms, one cycle of " + slowestHz + " Hz");
        }
    }
}
