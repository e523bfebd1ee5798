package org.phasor.stimulator;

import java.util.ArrayList;
import java.util.List;

/**
 * A person's signature under going beyond a live device's floor. Immutable. Allows nothing beyond
 * {@link Limit#liveUtmost}.
 *
 * @param limit a {@link Limit#key}, {@link #TRAIN} or {@link #INTENSITY}
 * @param signedBy who answers for it; one line, not blank
 * @param reason one line, not blank
 * @param protocol the approved protocol that asks for it; one line, not blank
 */
public record LimitOverride(String limit, String signedBy, String reason, String protocol) {

    /** For a pattern that the table of trains calls outside or does not cover. */
    public static final String TRAIN = "train";

    /** For more than {@link Intensity#FLOOR_PERCENT_RMT}. */
    public static final String INTENSITY = "intensity";

    /** It is read aloud, and stands in the audit log. */
    private static final int LONGEST_TEXT = 500;

    /**
     * @throws IllegalArgumentException one line naming the key, its value and what was expected
     */
    public LimitOverride {
        if (!names().contains(limit)) {
            throw new IllegalArgumentException(
                    "limit = \"" + limit + "\": must be one of " + String.join(", ", names()));
        }
        requireText("signedBy", signedBy);
        requireText("reason", reason);
        requireText("protocol", protocol);
    }

    /** What can be overridden. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Limit limit : Limit.values()) {
            names.add(limit.key());
        }
        names.add(TRAIN);
        names.add(INTENSITY);
        return names;
    }

    private static void requireText(String key, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(key + " = \"" + text + "\": must not be blank");
        }
        if (text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    key + " = \"...\": must be one line of at most " + LONGEST_TEXT + " characters");
        }
    }
}
