package org.phasor.stimulator;

/**
 * What the interlock holds every pulse to. Immutable for a session; checked when made.
 *
 * @param minOnsetIntervalNanos from the return of one device call to the gate of the next, above 0, up to 1 h. The
 *     policy's interval should be longer: one as long loses pulses to the jitter of the gate
 * @param maxPulsesPerMinute in any 60 s, 1 to 6000
 * @param maxPulsesPerSession 1 to 1,000,000; one more stops the interlock
 * @param maxAgeNanos how far the deciding sample's time may lie from the gate's reading, before or after it; above 0,
 *     up to 10 s. Must exceed the policy's horizon
 * @param lateToleranceNanos how long after its planned time a pulse may still be fired; 0 to 100 ms. Does not bind a
 *     pulse that was decided to be fired at once: its age does
 */
public record SafetyLimits(
        long minOnsetIntervalNanos,
        int maxPulsesPerMinute,
        int maxPulsesPerSession,
        long maxAgeNanos,
        long lateToleranceNanos) {

    static final int MOST_PER_MINUTE = 6000;

    private static final long LONGEST_SILENCE_NANOS = 100_000_000L;

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;

    /**
     * 2 ms: at 10 Hz that is 7 degrees, well within the spread of any estimator, and some fifty times the delay
     * of a loop that is not disturbed. A loop that is disturbed for longer should miss its pulse.
     */
    public static final long DEFAULT_LATE_TOLERANCE_NANOS = 2 * MILLI;

    /**
     * For bench devices: 2 s between pulses, 60 a minute, 1500 a session, samples no older than 100 ms, 2 ms late. A
     * live device gets no default.
     */
    public static final SafetyLimits BENCH_DEFAULTS =
            new SafetyLimits(2 * SECOND, 60, 1500, 100 * MILLI, DEFAULT_LATE_TOLERANCE_NANOS);

    public SafetyLimits {
        require("minOnsetIntervalNanos", minOnsetIntervalNanos, 1, 3600 * SECOND);
        require("maxPulsesPerMinute", maxPulsesPerMinute, 1, MOST_PER_MINUTE);
        require("maxPulsesPerSession", maxPulsesPerSession, 1, 1_000_000);
        require("maxAgeNanos", maxAgeNanos, 1, 10 * SECOND);
        require("lateToleranceNanos", lateToleranceNanos, 0, 100 * MILLI);
    }

    /**
     * How old the newest sample of all may be when a pulse is fired: a decision made long ahead must not go out after
     * the stream has fallen silent. {@link #maxAgeNanos}, 100 ms at most.
     */
    public long maxSilenceNanos() {
        return Math.min(maxAgeNanos, LONGEST_SILENCE_NANOS);
    }

    private static void require(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + " = " + value + ": must be " + min + " to " + max);
        }
    }
}
