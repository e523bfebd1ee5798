package org.phasor.stimulator;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a person confirms before a live device is armed (rule S14). Immutable. Initials only: no medical data belongs
 * here.
 *
 * @param initials of the person who arms, 1 to 8 letters, digits, dots or dashes
 * @param secondInitials of the second person who is there; another one
 * @param confirmed all of {@link Item}
 * @param overrides the keys of the limits whose overrides the person has read aloud and confirmed
 * @param resetReason why the session may begin although the last one was stopped; empty when it was not
 */
public record ArmingChecklist(
        String initials, String secondInitials, Set<Item> confirmed, Set<String> overrides, String resetReason) {

    /** A question whose answer must be yes. */
    public enum Item {
        SCREENING_CLEARED("Screening is done, and every yes in it was cleared by the responsible physician"),
        CONSENT_GIVEN("Informed consent is on file"),
        EARS_PROTECTED("Subject and staff wear ear protection"),
        SECOND_PERSON("A second trained person is in the room"),
        STOP_WITHIN_REACH("The stimulator's own stop button is within reach and was tried today"),
        SEIZURE_PLAN("Everybody here knows the plan for a seizure");

        private final String question;

        Item(String question) {
            this.question = question;
        }

        public String question() {
            return question;
        }
    }

    private static final String INITIALS = "[\\p{L}0-9.-]{1,8}";

    /**
     * @throws IllegalArgumentException one line naming what is missing
     */
    public ArmingChecklist {
        confirmed = Set.copyOf(confirmed);
        overrides = Set.copyOf(overrides);
        Objects.requireNonNull(resetReason, "resetReason");
        require("initials", initials);
        require("second person's initials", secondInitials);
        if (initials.equalsIgnoreCase(secondInitials)) {
            throw new IllegalArgumentException(
                    "second person's initials = \"" + secondInitials + "\": must be another person's");
        }
        if (confirmed.size() < Item.values().length) {
            EnumSet<Item> missing = EnumSet.allOf(Item.class);
            missing.removeAll(confirmed);
            throw new IllegalArgumentException(
                    "not confirmed: " + missing.stream().map(Item::question).collect(Collectors.joining("; ")));
        }
    }

    private static void require(String what, String initials) {
        if (initials == null || !initials.matches(INITIALS)) {
            throw new IllegalArgumentException(
                    what + " = \"" + initials + "\": must be 1 to 8 letters, digits, dots or dashes");
        }
    }
}
