package org.phasor.rig;

/** When a sampled stream last gave something. Written by the thread that reads it, or before that begins; asked by any. */
final class LastHeard {

    /** A connection takes its time, and so does the first measurement of the sender's clock. */
    static final long FIRST_SAMPLE_NANOS = 5_000_000_000L;

    private static final double PERIODS = 2;

    private final double rateHz;

    /** The newest sample; before the first, until when it is waited for. */
    private volatile long nanos;

    /** @param rateHz samples per second; 0 for an irregular stream, which is never silent */
    LastHeard(double rateHz) {
        this.rateHz = rateHz;
    }

    /** It is connected, and its first sample has yet to come. */
    void begins(long nowNanos) {
        nanos = nowNanos + FIRST_SAMPLE_NANOS;
    }

    void sample(long nowNanos) {
        nanos = nowNanos;
    }

    /** @param lostAfterNanos without a sample for so long a stream counts as lost */
    boolean silent(long nowNanos, long lostAfterNanos) {
        return rateHz > 0 && nowNanos - nanos > lostAfterNanos + PERIODS * 1e9 / rateHz;
    }
}
