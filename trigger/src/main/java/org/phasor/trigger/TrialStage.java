package org.phasor.trigger;

import java.util.HashSet;
import java.util.List;

/**
 * A part of a session: so many trials, or a rest. Immutable; checked when made.
 *
 * @param name what recordings and the screen call it; not blank
 * @param trials how many; 0: a rest
 * @param restNanos how long a rest lasts, 0 unless it is one; to 24 h
 * @param conditions indices of the conditions that take part, each once; empty: all
 */
public record TrialStage(String name, long trials, long restNanos, List<Integer> conditions) {

    static final long MAX_TRIALS = 1_000_000;
    private static final long DAY_NANOS = 24 * 3600 * 1_000_000_000L;

    public TrialStage {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("stage.name = \"\": must not be blank");
        }
        conditions = List.copyOf(conditions);
        if (trials < 0 || trials > MAX_TRIALS) {
            throw new IllegalArgumentException("stage '" + name + "': trials = " + trials + ": must be 0 to 1000000");
        }
        if (restNanos < 0 || restNanos > DAY_NANOS || trials > 0 && restNanos > 0 || trials == 0 && restNanos == 0) {
            throw new IllegalArgumentException("stage '" + name + "': trials = " + trials + ", restNanos = " + restNanos
                    + ": must be one of them, a rest of at most 24 h");
        }
        if (conditions.size() != new HashSet<>(conditions).size()) {
            throw new IllegalArgumentException(
                    "stage '" + name + "': conditions = " + conditions + ": one stands twice");
        }
    }

    public static TrialStage ofTrials(String name, long trials) {
        return new TrialStage(name, trials, 0, List.of());
    }

    public static TrialStage rest(String name, long nanos) {
        return new TrialStage(name, 0, nanos, List.of());
    }

    boolean isRest() {
        return trials == 0;
    }
}
