package org.phasor.trigger;

/**
 * What {@link ThresholdPolicy} looks for. Immutable; checked when made.
 *
 * @param channel index of the channel, from 0
 * @param level in the channel's own unit, finite
 * @param rising true: from below to the level or above; false: from above to the level or below
 * @param minIntervalNanos between the samples of two pulses; 0 to 1 h
 */
public record ThresholdSettings(int channel, double level, boolean rising, long minIntervalNanos) {

    private static final long HOUR_NANOS = 3_600_000_000_000L;

    public ThresholdSettings {
        if (channel < 0) {
            throw new IllegalArgumentException("channel = " + channel + ": must be >= 0");
        }
        if (!(Math.abs(level) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("level = " + level + ": must be finite");
        }
        if (minIntervalNanos < 0 || minIntervalNanos > HOUR_NANOS) {
            throw new IllegalArgumentException(
                    "minIntervalNanos = " + minIntervalNanos + ": must be 0 to " + HOUR_NANOS);
        }
    }
}
