package org.phasor.recordings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A condition of a session as it stands in the config's facts: {@code condition.0.name}, {@code condition.0.signal},
 * {@code condition.0.phase-deg} or, where there is no such phase, {@code condition.0.phase}, and so on.
 *
 * @param name what reports call it
 * @param signal name of the signal it looks at
 * @param aim what it aims at
 * @param phaseRad the phase it aims at, 0 = positive peak; NaN unless it is always the same
 */
public record RecordedCondition(String name, String signal, Aim aim, double phaseRad) {

    /** What a condition aims at. */
    public enum Aim {
        /** Always at the same phase. */
        PHASE,
        /** At a phase that is drawn anew for each trial: the plan says which. */
        RANDOM_PHASE,
        /** At none. */
        NO_PHASE;

        private String word() {
            return this == RANDOM_PHASE ? "random" : "none";
        }
    }

    /** At one phase. */
    public RecordedCondition(String name, String signal, double phaseRad) {
        this(name, signal, Aim.PHASE, phaseRad);
    }

    /** Adds the conditions to the facts of a {@link SessionHeader}, in order: decisions name them by position. */
    public static void write(List<RecordedCondition> conditions, Map<String, String> facts) {
        for (int i = 0; i < conditions.size(); i++) {
            RecordedCondition condition = conditions.get(i);
            facts.put("condition." + i + ".name", condition.name);
            facts.put("condition." + i + ".signal", condition.signal);
            if (condition.aim == Aim.PHASE) {
                facts.put("condition." + i + ".phase-deg", Double.toString(Math.toDegrees(condition.phaseRad)));
            } else {
                facts.put("condition." + i + ".phase", condition.aim.word());
            }
        }
    }

    /**
     * Those of a session; empty when it names none.
     *
     * @throws IllegalArgumentException when a phase is no number
     */
    public static List<RecordedCondition> read(Map<String, String> facts) {
        List<RecordedCondition> conditions = new ArrayList<>();
        for (int i = 0; ; i++) {
            String prefix = "condition." + i;
            String name = facts.getOrDefault(prefix + ".name", "condition " + i);
            String signal = facts.getOrDefault(prefix + ".signal", "");
            if (facts.containsKey(prefix + ".phase-deg")) {
                double degrees = degrees(prefix + ".phase-deg", facts.get(prefix + ".phase-deg"));
                conditions.add(new RecordedCondition(name, signal, Math.toRadians(degrees)));
            } else if (facts.containsKey(prefix + ".phase")) {
                Aim aim = aim(prefix + ".phase", facts.get(prefix + ".phase"));
                conditions.add(new RecordedCondition(name, signal, aim, Double.NaN));
            } else {
                return conditions;
            }
        }
    }

    private static double degrees(String fact, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(fact + " = \"" + text + "\": must be a number", e);
        }
    }

    private static Aim aim(String fact, String text) {
        for (Aim aim : List.of(Aim.RANDOM_PHASE, Aim.NO_PHASE)) {
            if (aim.word().equals(text)) {
                return aim;
            }
        }
        throw new IllegalArgumentException(fact + " = \"" + text + "\": must be random or none");
    }
}
