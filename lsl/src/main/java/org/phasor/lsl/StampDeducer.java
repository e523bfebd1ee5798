package org.phasor.lsl;

/** Fills in stamps that were not sent: one interval after the one before. One per connection; for one thread. */
final class StampDeducer {

    private final double intervalSeconds;
    private double lastSeconds;
    private boolean anchored;

    StampDeducer(double nominalRateHz) {
        this.intervalSeconds = nominalRateHz > 0 ? 1 / nominalRateHz : 0;
    }

    double next(boolean deduced, double stampSeconds) {
        anchored |= !deduced;
        lastSeconds = deduced ? lastSeconds + intervalSeconds : stampSeconds;
        return lastSeconds;
    }

    /** Whether an explicit stamp has come. */
    boolean isAnchored() {
        return anchored;
    }
}
