package org.phasor.recordings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A condition of a session as it stands in the config's facts: {@code condition.0.name}, {@code condition.0.signal},
 * {@code condition.0.phase-deg}, and so on.
 *
 * @param name what reports call it
 * @param signal name of the signal it looks at
 * @param phaseRad the phase it aims at, 0 = positive peak
 */
public record RecordedCondition(String name, String signal, double phaseRad) {

    /** Adds the conditions to the facts of a {@link SessionHeader}, in order: decisions name them by position. */
    public static void write(List<RecordedCondition> conditions, Map<String, String> facts) {
        for (int i = 0; i < conditions.size(); i++) {
            RecordedCondition condition = conditions.get(i);
            facts.put("condition." + i + ".name", condition.name);
            facts.put("condition." + i + ".signal", condition.signal);
            facts.put("condition." + i + ".phase-deg", Double.toString(Math.toDegrees(condition.phaseRad)));
        }
    }

    /**
     * Those of a session; empty when it names none.
     *
     * @throws IllegalArgumentException when a phase is no number
     */
    public static List<RecordedCondition> read(Map<String, String> facts) {
        List<RecordedCondition> conditions = new ArrayList<>();
        for (int i = 0; facts.containsKey("condition." + i + ".phase-deg"); i++) {
            String phaseDeg = facts.get("condition." + i + ".phase-deg");
            double degrees;
            try {
                degrees = Double.parseDouble(phaseDeg);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "condition." + i + ".phase-deg = \"" + phaseDeg + "\": must be a number", e);
            }
            conditions.add(new RecordedCondition(
                    facts.getOrDefault("condition." + i + ".name", "condition " + i),
                    facts.getOrDefault("condition." + i + ".signal", ""),
                    Math.toRadians(degrees)));
        }
        return conditions;
    }
}
