package org.phasor.ui;

/**
 * A vertical axis that fits itself to the signal without fidgeting: it grows at once, and shrinks only when the signal
 * has long needed less. Its ends are multiples of its tick, a round number. One thread.
 */
final class VerticalScale {

    private static final int MOST_TICKS = 8;
    private static final double HEADROOM = 1.1;
    private static final long SHRINK_AFTER_NANOS = 2_000_000_000L;

    private double low = -1;
    private double high = 1;
    private double tick = 0.5;
    private boolean fitted;
    private long tooLargeSinceNanos = Long.MAX_VALUE;

    /**
     * Fits what is seen.
     *
     * @param timeNanos of the newest sample: the axis' patience is counted in signal time
     */
    void fit(double lowest, double highest, long timeNanos) {
        if (!(lowest <= highest)) {
            return;
        }
        double middle = (lowest + highest) / 2;
        // A flat signal still needs an axis.
        double half = Math.max((highest - lowest) / 2 * HEADROOM, Math.max(1e-9, Math.abs(middle) * 1e-6));
        double neededTick = roundTick(2 * half / MOST_TICKS);
        double neededLow = Math.floor((middle - half) / neededTick) * neededTick;
        double neededHigh = Math.ceil((middle + half) / neededTick) * neededTick;
        boolean outside = neededLow < low || neededHigh > high;
        boolean tooLarge = neededHigh - neededLow < 0.7 * (high - low);
        if (!tooLarge) {
            tooLargeSinceNanos = Long.MAX_VALUE;
        } else if (tooLargeSinceNanos == Long.MAX_VALUE) {
            tooLargeSinceNanos = timeNanos;
        }
        boolean longTooLarge = tooLarge && timeNanos - tooLargeSinceNanos > SHRINK_AFTER_NANOS;
        if (!fitted || outside || longTooLarge) {
            low = neededLow;
            high = neededHigh;
            tick = neededTick;
            fitted = true;
            tooLargeSinceNanos = Long.MAX_VALUE;
        }
    }

    /** The least of 1, 2, 5 times a power of ten that is not below. */
    private static double roundTick(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        double mantissa = atLeast / power;
        return power * (mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10);
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    double tick() {
        return tick;
    }

    /** How many ticks there are, both ends included. */
    int tickCount() {
        return (int) Math.round((high - low) / tick) + 1;
    }

    /** Of the i-th tick, from the bottom. */
    double tickValue(int i) {
        return Math.round(low / tick + i) * tick;
    }

    /** Where a value lies, 0 at the top to 1 at the bottom; outside the axis beyond that. */
    double fromTop(double value) {
        return (high - value) / (high - low);
    }
}
