package org.phasor.stimulator;

/**
 * Counts pattern onsets and pulses against the limits. For the loop thread, save {@link #pulses()} and {@link #onsets()}.
 *
 * <p>A pulse is booked before the device is called, at the gate's reading, and moved to the clock's reading when the
 * call has returned: whenever in between it was really given, the next is no closer than the limit. A pattern that the
 * device times by itself is booked whole.
 */
final class PulseBook {

    static final long MINUTE_NANOS = 60_000_000_000L;

    /** Times of the last pulses, as many as a minute may have. */
    private final long[] pulses;

    private int last = -1;
    private int lastCall;
    private long lastOnsetNanos;
    private volatile long booked;
    private volatile long onsets;

    PulseBook(int maxPulsesPerMinute) {
        pulses = new long[maxPulsesPerMinute];
    }

    boolean isEmpty() {
        return booked == 0;
    }

    /** From the last pattern's onset to now. */
    long sinceOnsetNanos(long nowNanos) {
        return nowNanos - lastOnsetNanos;
    }

    /** From the last pulse, of whatever pattern, to now; negative while a device still gives some by itself. */
    long sincePulseNanos(long nowNanos) {
        return nowNanos - pulses[last];
    }

    /** How many pulses came in the last 60 s; a clock that went back forgets none. */
    int inLastMinute(long nowNanos) {
        int n = 0;
        int at = last;
        for (int kept = (int) Math.min(booked, pulses.length); n < kept; n++) {
            if (nowNanos - pulses[at] >= MINUTE_NANOS) {
                break;
            }
            at = at == 0 ? pulses.length - 1 : at - 1; // a remainder for each of thousands would take its time
        }
        return n;
    }

    /** Books what one device call gives. */
    void book(long gateNanos, boolean onset, int count, long gapNanos) {
        if (onset) {
            lastOnsetNanos = gateNanos;
            onsets = onsets + 1;
        }
        lastCall = count;
        for (int i = 0; i < count; i++) {
            last = slot(last + 1);
            pulses[last] = gateNanos + i * gapNanos;
        }
        booked = booked + count;
    }

    /** Moves what was just booked to when its device call returned, never back. */
    void returned(long nanos, boolean onset) {
        long later = Math.max(0, nanos - pulses[slot(last - lastCall + 1)]);
        for (int back = 0; back < lastCall; back++) {
            pulses[slot(last - back)] += later;
        }
        if (onset) {
            lastOnsetNanos += later;
        }
    }

    private int slot(int at) {
        return Math.floorMod(at, pulses.length);
    }

    /** Pulses booked so far. Any thread. */
    long pulses() {
        return booked;
    }

    /** Patterns begun so far, single pulses among them. Any thread. */
    long onsets() {
        return onsets;
    }
}
