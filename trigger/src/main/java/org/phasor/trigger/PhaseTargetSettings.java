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
 * @param outputDelayNanos from the command to the pulse, which the estimators' look-ahead already holds; 0 to 1 s. Moves no
 *     decision: it says when the pulse is that {@link AuxGate}s are asked about
 * @param minIntervalNanos between the planned times of two pulses; 0 to 1 h. Where intervals are crossed, the level takes its place
 * @param jitterNanos each interval is longer by a uniform draw from 0 to this; 0 to 1 h
 * @param amplitudePast what percentiles of amplitudes are taken of
 * @param amplitude what a pulse's amplitude must lie in, where neither its condition nor its trial says so; empty: anything
 * @param maxExpectedErrorRad a pulse needs an expected error of the phase of at most this; above 0; empty: no such gate
 * @param design how trials are made out of the conditions
 * @param seed of every draw
 */
public record PhaseTargetSettings(
        List<PhaseCondition> conditions,
        long horizonNanos,
        long outputDelayNanos,
        long minIntervalNanos,
        long jitterNanos,
        AmplitudePast amplitudePast,
        Optional<AmplitudeWindow> amplitude,
        OptionalDouble maxExpectedErrorRad,
        TrialDesign design,
        long seed) {

    /** Trials that a block may hold. */
    public static final int MAX_BLOCK = 4096;

    private static final int MAX_CONDITIONS = 64;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long HOUR_NANOS = 3600 * SECOND_NANOS;

    public PhaseTargetSettings {
        conditions = List.copyOf(conditions);
        Objects.requireNonNull(amplitudePast, "amplitudePast");
        Objects.requireNonNull(amplitude, "amplitude");
        Objects.requireNonNull(design, "design");
        if (conditions.isEmpty() || conditions.size() > MAX_CONDITIONS) {
            throw new IllegalArgumentException("conditions = " + conditions.size() + " of them: must be 1 to 64");
        }
        Set<String> names = new HashSet<>();
        for (PhaseCondition condition : conditions) {
            if (!names.add(condition.name())) {
                throw new IllegalArgumentException(
                        "conditions: name = \"" + condition.name() + "\" stands twice: names must differ");
            }
            if (condition.amplitude().isPresent() && !design.amplitudes().isEmpty()) {
                throw new IllegalArgumentException(
                        "condition '" + condition.name() + "': amplitude: must be left out where windows are crossed");
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
        for (TrialStage stage : design.stages()) {
            for (int condition : stage.conditions()) {
                if (condition < 0 || condition >= conditions.size()) {
                    throw new IllegalArgumentException("stage '" + stage.name() + "': condition = " + condition
                            + ": must be 0 to " + (conditions.size() - 1));
                }
            }
        }
        long block = blockSize(conditions, design, List.of());
        if (block > MAX_BLOCK) {
            throw new IllegalArgumentException(
                    "conditions and crossed factors: a block has " + block + " trials: must be 1 to " + MAX_BLOCK);
        }
    }

    /** Without gates of amplitude and error, jitter and output delay; trials without end. */
    public static PhaseTargetSettings of(
            List<PhaseCondition> conditions, long horizonNanos, long minIntervalNanos, long seed) {
        return new PhaseTargetSettings(
                conditions,
                horizonNanos,
                0,
                minIntervalNanos,
                0,
                AmplitudePast.DEFAULTS,
                Optional.empty(),
                OptionalDouble.empty(),
                TrialDesign.ENDLESS,
                seed);
    }

    /**
     * How many trials a block has.
     *
     * @param stageConditions indices of those that take part; empty: all
     */
    public static long blockSize(List<PhaseCondition> conditions, TrialDesign design, List<Integer> stageConditions) {
        long places = 0;
        for (int c = 0; c < conditions.size(); c++) {
            if (stageConditions.isEmpty() || stageConditions.contains(c)) {
                places += conditions.get(c).perBlock();
            }
        }
        return places * design.combinations();
    }

    /** The same with an amplitude gate. */
    public PhaseTargetSettings withAmplitude(AmplitudeWindow window, AmplitudePast past) {
        return new PhaseTargetSettings(
                conditions,
                horizonNanos,
                outputDelayNanos,
                minIntervalNanos,
                jitterNanos,
                past,
                Optional.of(window),
                maxExpectedErrorRad,
                design,
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
                amplitudePast,
                amplitude,
                OptionalDouble.of(rad),
                design,
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
                amplitudePast,
                amplitude,
                maxExpectedErrorRad,
                design,
                seed);
    }

    /** The same with an output delay. */
    public PhaseTargetSettings withOutputDelayNanos(long nanos) {
        return new PhaseTargetSettings(
                conditions,
                horizonNanos,
                nanos,
                minIntervalNanos,
                jitterNanos,
                amplitudePast,
                amplitude,
                maxExpectedErrorRad,
                design,
                seed);
    }

    /** The same with another design. */
    public PhaseTargetSettings withDesign(TrialDesign other) {
        return new PhaseTargetSettings(
                conditions,
                horizonNanos,
                outputDelayNanos,
                minIntervalNanos,
                jitterNanos,
                amplitudePast,
                amplitude,
                maxExpectedErrorRad,
                other,
                seed);
    }

    private static void requireWithin(String key, long nanos, long maxNanos) {
        if (nanos < 0 || nanos > maxNanos) {
            throw new IllegalArgumentException(key + " = " + nanos + ": must be 0 to " + maxNanos);
        }
    }
}
