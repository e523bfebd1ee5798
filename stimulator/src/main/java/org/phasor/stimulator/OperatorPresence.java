package org.phasor.stimulator;

/**
 * When a person last showed to be there, and when the screen last showed to be alive. Written by any thread, read by
 * the loop thread.
 */
final class OperatorPresence {

    private volatile long confirmedNanos;
    private volatile boolean confirmed;
    private volatile long screenNanos;
    private volatile boolean screenWatched;

    void confirm(long nowNanos) {
        confirmedNanos = nowNanos;
        confirmed = true;
    }

    /** From the first call on the screen counts: an operator who cannot see cannot stop. */
    void screenAlive(long nowNanos) {
        screenNanos = nowNanos;
        screenWatched = true;
    }

    /** The screen is gone on purpose: nobody waits for it any more. */
    void screenGone() {
        screenWatched = false;
    }

    /** Compared both ways: a clock that jumped back must not keep a person there who has left. */
    boolean confirmedWithin(long nowNanos, long nanos) {
        return confirmed && Math.abs(nowNanos - confirmedNanos) <= nanos;
    }

    boolean screenFrozenFor(long nowNanos, long nanos) {
        return screenWatched && Math.abs(nowNanos - screenNanos) > nanos;
    }

    /** {@link Long#MAX_VALUE} when nobody ever did. */
    long sinceConfirmedNanos(long nowNanos) {
        return confirmed ? nowNanos - confirmedNanos : Long.MAX_VALUE;
    }
}
