package org.phasor.stimulator;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When each beat was sent, and which of them the watchdog process has heard. The answers come in the order of the
 * beats; one that is lost makes a beat look older than it is, never younger.
 *
 * <p>{@link #sent} under one lock, {@link #answered} by the thread that hears the answers, the rest for any thread.
 */
final class BeatBook {

    /** More than may ever be unanswered. */
    private static final int KEPT = 16;

    private final AtomicLongArray sentNanos = new AtomicLongArray(KEPT);
    private volatile int sent;
    private volatile int answered;
    private volatile long heardNanos;

    /** A beat is about to be sent. */
    void sent(long nowNanos) {
        int next = sent;
        sentNanos.set(next % KEPT, nowNanos);
        sent = next + 1;
    }

    /** The oldest beat without an answer was heard. An answer to nothing is passed over. */
    void answered() {
        int next = answered;
        if (next < sent) {
            heardNanos = sentNanos.get(next % KEPT);
            answered = next + 1;
        }
    }

    int sent() {
        return sent;
    }

    int answers() {
        return answered;
    }

    int unanswered() {
        return sent - answered;
    }

    /** Whether a beat was heard that had been sent within so long. */
    boolean heardWithin(long nowNanos, long nanos) {
        return answered > 0 && nowNanos - heardNanos <= nanos;
    }
}
