package org.phasor.lsl;

/**
 * Counts the holes in a regular stream: stamps that jump, forward or back, by more than four sample intervals and more
 * than 20 ms. For one writing thread; the count may be read by any.
 */
final class StampGaps {

    private static final double LEAST_SECONDS = 0.020;
    private static final double LEAST_INTERVALS = 4;

    private final double jumpSeconds;
    private double lastSeconds = Double.NaN;
    private volatile long count;

    /** @param nominalRateHz 0 for irregular streams, in which nothing is a gap */
    StampGaps(double nominalRateHz) {
        jumpSeconds =
                nominalRateHz > 0 ? Math.max(LEAST_INTERVALS / nominalRateHz, LEAST_SECONDS) : Double.POSITIVE_INFINITY;
    }

    /** @param stampSeconds NaN when the sample's time is unknown */
    void next(double stampSeconds) {
        if (Double.isNaN(stampSeconds)) {
            return;
        }
        if (Math.abs(stampSeconds - lastSeconds) > jumpSeconds) {
            count++;
        }
        lastSeconds = stampSeconds;
    }

    long count() {
        return count;
    }
}
