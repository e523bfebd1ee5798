package org.phasor.stimulator;

import java.util.Arrays;

/**
 * What the interlock holds every pulse to: one value for each {@link Limit}. Immutable; checked when made.
 */
public final class SafetyLimits {

    private static final long LONGEST_SILENCE_NANOS = 100_000_000L;

    /** What bench devices get when nothing is said. A live device gets no default. */
    public static final SafetyLimits BENCH_DEFAULTS = new SafetyLimits(defaults());

    /** By {@link Limit#ordinal()}, in nanoseconds or pulses. */
    private final long[] values;

    private SafetyLimits(long[] values) {
        this.values = values;
    }

    private static long[] defaults() {
        long[] values = new long[Limit.values().length];
        for (Limit limit : Limit.values()) {
            values[limit.ordinal()] = limit.unit().toBase(limit.benchDefault());
        }
        return values;
    }

    /**
     * The same with another value.
     *
     * @param value in nanoseconds or pulses
     * @throws IllegalArgumentException in one line when it means nothing
     */
    public SafetyLimits with(Limit limit, long value) {
        if (!limit.accepts(value)) {
            throw new IllegalArgumentException(limit.key() + " = "
                    + limit.unit().fromBase(value) + ": must be " + limit.min() + " to " + limit.max());
        }
        long[] changed = values.clone();
        changed[limit.ordinal()] = value;
        return new SafetyLimits(changed);
    }

    /** In nanoseconds or pulses. */
    public long value(Limit limit) {
        return values[limit.ordinal()];
    }

    /** In the unit of the limit's key. */
    public double inUnit(Limit limit) {
        return limit.unit().fromBase(value(limit));
    }

    /** From the return of the device call that began one pattern to the gate of the next. */
    public long minOnsetIntervalNanos() {
        return value(Limit.MIN_ONSET_INTERVAL);
    }

    public int maxPulsesPerPattern() {
        return (int) value(Limit.MAX_PULSES_PER_PATTERN);
    }

    /** From the return of one device call to the gate of the next, within a pattern and between patterns. */
    public long minPulseGapNanos() {
        return value(Limit.MIN_PULSE_GAP);
    }

    /** In any 60 s. */
    public int maxPulsesPerMinute() {
        return (int) value(Limit.MAX_PULSES_PER_MINUTE);
    }

    /** Since the interlock was opened; one more stops it. */
    public long maxPulsesPerSession() {
        return value(Limit.MAX_PULSES_PER_SESSION);
    }

    /** How far the deciding sample's time may lie from the gate's reading, before or after it. */
    public long maxAgeNanos() {
        return value(Limit.MAX_AGE);
    }

    /**
     * How long after its planned time a pulse may still be fired. Does not bind a pulse that was decided to be fired at
     * once: its age does.
     */
    public long lateToleranceNanos() {
        return value(Limit.LATE_TOLERANCE);
    }

    /** Between the times of two samples that follow each other. */
    public long maxGapNanos() {
        return value(Limit.MAX_GAP);
    }

    /** Between two turns of the loop while it is armed; a longer one stops the interlock. */
    public long maxStallNanos() {
        return value(Limit.MAX_STALL);
    }

    /** A live device stops when no person has confirmed for so long. */
    public long confirmEveryNanos() {
        return value(Limit.CONFIRM_EVERY);
    }

    /**
     * How old the newest sample of all may be when a pulse is fired: a decision made long ahead must not go out after
     * the stream has fallen silent. {@link #maxAgeNanos}, 100 ms at most.
     */
    public long maxSilenceNanos() {
        return Math.min(maxAgeNanos(), LONGEST_SILENCE_NANOS);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SafetyLimits limits && Arrays.equals(values, limits.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Limit limit : Limit.values()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(limit.key())
                    .append(" = ")
                    .append(inUnit(limit));
        }
        return text.toString();
    }
}
