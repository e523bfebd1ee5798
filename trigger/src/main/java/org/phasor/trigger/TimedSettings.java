package org.phasor.trigger;

/**
 * When {@link TimedPolicy} fires. Immutable; checked when made.
 *
 * @param intervalNanos from one planned pulse to the next, at the least; above 0, to 1 h
 * @param jitterNanos up to so much is added, at random; 0 to 1 h
 * @param horizonNanos a decision is final so long ahead, at the most; 0 to 1 s
 * @param seed of the jitter
 */
public record TimedSettings(long intervalNanos, long jitterNanos, long horizonNanos, long seed) {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long HOUR_NANOS = 3600 * SECOND_NANOS;

    public TimedSettings {
        require(intervalNanos >= 1 && intervalNanos <= HOUR_NANOS, "intervalNanos", intervalNanos, 1, HOUR_NANOS);
        require(jitterNanos >= 0 && jitterNanos <= HOUR_NANOS, "jitterNanos", jitterNanos, 0, HOUR_NANOS);
        require(horizonNanos >= 0 && horizonNanos <= SECOND_NANOS, "horizonNanos", horizonNanos, 0, SECOND_NANOS);
    }

    private static void require(boolean holds, String name, long value, long least, long most) {
        if (!holds) {
            throw new IllegalArgumentException(name + " = " + value + ": must be " + least + " to " + most);
        }
    }
}
