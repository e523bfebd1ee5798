package org.phasor.trigger;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 * @param amplitude what a pulse's amplitude must lie between; empty: no such gate
 * @param maxExpectedErrorRad a pulse needs an expected error of the phase of at most this; above 0; empty: no such gate
 * @param seed of the draws of conditions and jitter
 */
public record PhaseTargetSettings(
        List<PhaseCondition> conditions,
        long horizonNanos,
        long outputDelayNanos,
        long minIntervalNanos,
        long jitterNanos,
        Optional<AmplitudeBounds> amplitude,
        OptionalDouble maxExpectedErrorRad,
        long seed) {

    private static final int MAX_CONDITIONS = 64;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long HOUR_NANOS = 3600 * SECOND_NANOS;

    public PhaseTargetSettings {
        conditions = List.copyOf(conditions);
        Objects.requireNonNull(amplitude, "amplitude");
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
        if (maxExpectedErrorRad.isPresent() && !(maxExpectedErrorRad.getAsDouble() > 0)) {
            throw new IllegalArgumentException(
                    "maxExpectedErrorRad = " + maxExpectedErrorRad.getAsDouble() + ": must be > 0");
        }
    }

    /** Without gates of amplitude and error, jitter and output delay. */
    public static PhaseTargetSettings of(
            List<PhaseCondition> conditions, long horizonNanos, long minIntervalNanos, long seed) {
        return new PhaseTargetSettings(
                conditions, horizonNanos, 0, minIntervalNanos, 0, Optional.empty(), OptionalDouble.empty(), seed);
    }

    /** The same with an amplitude gate. */
    public PhaseTargetSettings withAmplitude(AmplitudeBounds bounds) {
        return new PhaseTargetSettings(
                conditions,
                horizonNanos,
                outputDelayNanos,
                minIntervalNanos,
                jitterNanos,
                Optional.of(bounds),
                maxExpectedErrorRad,
                seed);
    }

    /** The same with a limit to the expected error. */
    public PhaseTargetSettings withMaxExpectedErrorRad(double rad) {
        return new PhaseTargetSettings(
                conditions,
                horizonNanos,
                outputDelayNanos,
                minIntervalNanos,
                jitterNanos,
                amplitude,
                OptionalDouble.of(rad),
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
                amplitude,
                maxExpectedErrorRad,
                seed);
    }

    private static void requireWithin(String key, long nanos, long maxNanos) {
        if (nanos < 0 || nanos > maxNanos) {
            throw new IllegalArgumentException(key + " = " + nanos + ": must be 0 to " + maxNanos);
        }
    }
}
