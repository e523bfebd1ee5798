package org.phasor.trigger;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What {@link PhaseTargetPolicy} aims at and how often it may. Immutable; checked when made.
 *
 * @param conditions what pulses are aimed at, drawn in shuffled blocks; 1 to 64, names differ
 * @param horizonNanos a decision is final this long before its command time at the latest; 0 to 1 s
 * @param outputDelayNanos from the command to the pulse, which the estimators' look-ahead already holds; 0 to 1 s.
 *     Told here for recordings: the policy does not use it
 * @param minIntervalNanos between the planned times of two pulses; 0 to 1 h
 * @param jitterNanos each interval is longer by a uniform draw from 0 to this; 0 to 1 h
 * @param amplitudePercentile a pulse needs an amplitude of at least this percentile of the recent past, 0 to 100;
 *     empty: no such gate
 * @param percentileWindowMs the recent past; 100 ms to 10 min
 * @param percentileMinimumMs how much valid past there must be before the gate may open; above 0, at most the window
 * @param seed of the draws of conditions and jitter
 */
public record PhaseTargetSettings(
        List<PhaseCondition> conditions,
        long horizonNanos,
        long outputDelayNanos,
        long minIntervalNanos,
        long jitterNanos,
        OptionalDouble amplitudePercentile,
        double percentileWindowMs,
        double percentileMinimumMs,
        long seed) {

    public static final long DEFAULT_HORIZON_NANOS = 10_000_000L;
    public static final double DEFAULT_PERCENTILE_WINDOW_MS = 60_000;
    public static final double DEFAULT_PERCENTILE_MINIMUM_MS = 5_000;

    private static final int MAX_CONDITIONS = 64;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long HOUR_NANOS = 3600 * SECOND_NANOS;

    public PhaseTargetSettings {
        conditions = List.copyOf(conditions);
        Objects.requireNonNull(amplitudePercentile, "amplitudePercentile");
        if (conditions.isEmpty() || conditions.size() > MAX_CONDITIONS) {
            throw new IllegalArgumentException("conditions = " + conditions.size() + " of them: must be 1 to 64");
        }
        Set<String> names = new HashSet<>();
        for (PhaseCondition condition : conditions) {
            if (!names.add(condition.name())) {
                throw new IllegalArgumentException(
                        "conditions: name = \"" + condition.name() + "\" stands twice: names must differ");
            }
        }
        requireWithin("horizonNanos", horizonNanos, SECOND_NANOS);
        requireWithin("outputDelayNanos", outputDelayNanos, SECOND_NANOS);
        requireWithin("minIntervalNanos", minIntervalNanos, HOUR_NANOS);
        requireWithin("jitterNanos", jitterNanos, HOUR_NANOS);
        if (amplitudePercentile.isPresent()
                && !(amplitudePercentile.getAsDouble() >= 0 && amplitudePercentile.getAsDouble() <= 100)) {
            throw new IllegalArgumentException(
                    "amplitudePercentile = " + amplitudePercentile.getAsDouble() + ": must be 0 to 100");
        }
        if (!(percentileWindowMs >= 100 && percentileWindowMs <= 600_000)) {
            throw new IllegalArgumentException(
                    "percentileWindowMs = " + percentileWindowMs + ": must be 100 to 600000");
        }
        if (!(percentileMinimumMs > 0 && percentileMinimumMs <= percentileWindowMs)) {
            throw new IllegalArgumentException("percentileMinimumMs = " + percentileMinimumMs
                    + ": must be > 0 and <= percentileWindowMs = " + percentileWindowMs);
        }
    }

    /** Without amplitude gate, jitter and output delay. */
    public static PhaseTargetSettings of(
            List<PhaseCondition> conditions, long horizonNanos, long minIntervalNanos, long seed) {
        return new PhaseTargetSettings(
                conditions,
                horizonNanos,
                0,
                minIntervalNanos,
                0,
                OptionalDouble.empty(),
                DEFAULT_PERCENTILE_WINDOW_MS,
                DEFAULT_PERCENTILE_MINIMUM_MS,
                seed);
    }

    /** The same with an amplitude gate. */
    public PhaseTargetSettings withAmplitudePercentile(double percentile, double windowMs, double minimumMs) {
        return new PhaseTargetSettings(
                conditions,
                horizonNanos,
                outputDelayNanos,
                minIntervalNanos,
                jitterNanos,
                OptionalDouble.of(percentile),
                windowMs,
                minimumMs,
                seed);
    }

    /** The same with jitter. */
    public PhaseTargetSettings withJitterNanos(long nanos) {
        return new PhaseTargetSettings(
                conditions,
                horizonNanos,
                outputDelayNanos,
                minIntervalNanos,
                nanos,
                amplitudePercentile,
                percentileWindowMs,
                percentileMinimumMs,
                seed);
    }

    private static void requireWithin(String key, long nanos, long maxNanos) {
        if (nanos < 0 || nanos > maxNanos) {
            throw new IllegalArgumentException(key + " = " + nanos + ": must be 0 to " + maxNanos);
        }
    }
}
