package org.phasor.stimulator;

/**
 * Counts pulses against the limits. For the loop thread, save {@link #pulses()}.
 *
 * <p>A pulse is booked before the device is called, at the gate's reading, and moved to the clock's reading when the
 * call has returned: whenever in between it was really given, the next is no closer than the limit.
 */
final class PulseBook {

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final SafetyLimits limits;

    /** Onsets of the last pulses, as many as a minute may have: the oldest is the one the next must keep away from. */
    private final long[] onsets;

    private int last = -1;
    private volatile long booked;

    PulseBook(SafetyLimits limits) {
        this.limits = limits;
        onsets = new long[limits.maxPulsesPerMinute()];
    }

    /** The first limit that a pulse now would break; null when none. A clock that went back is too soon. */
    Outcome veto(long nowNanos) {
        if (booked > 0 && nowNanos - onsets[last] < limits.minOnsetIntervalNanos()) {
            return Outcome.VETOED_TOO_SOON;
        }
        if (booked >= onsets.length && nowNanos - onsets[(last + 1) % onsets.length] < MINUTE_NANOS) {
            return Outcome.VETOED_MINUTE_LIMIT;
        }
        return booked >= limits.maxPulsesPerSession() ? Outcome.VETOED_SESSION_LIMIT : null;
    }

    void book(long gateNanos) {
        last = (last + 1) % onsets.length;
        onsets[last] = gateNanos;
        booked = booked + 1;
    }

    /** Moves the pulse just booked to when its device call returned, never back. */
    void returned(long nanos) {
        if (nanos - onsets[last] > 0) {
            onsets[last] = nanos;
        }
    }

    /** Booked so far. Any thread. */
    long pulses() {
        return booked;
    }
}
