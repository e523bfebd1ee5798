package org.phasor.rig.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.phasor.rig.command.ScopeWindow.Controls;
import org.phasor.stimulator.ArmingChecklist;
import org.phasor.stimulator.ArmingChecklist.Item;

/**
 * Arms a live device with the person at the console, line by line: overrides, checklist, initials, then the code. Every
 * answer but the expected one ends it, and it begins anew. One thread.
 */
final class ArmingDialogue {

    private static final String YES = "yes";

    /** A question and what is done with the answer; what it returns, in one line, ends the dialogue. */
    private record Question(String text, java.util.function.Function<String, Optional<String>> answered) {}

    private final Controls controls;
    private final Consumer<String> say;
    private final Deque<Question> questions = new ArrayDeque<>();
    private final Set<Item> confirmed = EnumSet.noneOf(Item.class);
    private final Set<String> overrides = new HashSet<>();
    private String initials = "";
    private String resetReason = "";
    private boolean over;

    /**
     * @param say shows one line
     */
    ArmingDialogue(Controls controls, Consumer<String> say) {
        this.controls = controls;
        this.say = say;
        say.accept("ARMING A LIVE DEVICE. Answer each line with yes; anything else ends this.");
        controls.armingBrief().forEach(line -> say.accept("  " + line));
        for (String key : controls.overrides()) {
            questions.add(new Question(
                    "The override of " + key + " above is meant and signed. yes?",
                    answer -> yes(answer, "override of " + key, () -> overrides.add(key))));
        }
        for (Item item : Item.values()) {
            questions.add(new Question(
                    item.question() + ". yes?", answer -> yes(answer, item.question(), () -> confirmed.add(item))));
        }
        controls.lastStop()
                .ifPresent(stop -> questions.add(new Question(
                        "The last session ended so: " + stop + ". Why may this one begin?", this::reason)));
        questions.add(new Question("Your initials?", this::firstInitials));
        questions.add(new Question("The second person's initials?", this::secondInitials));
        ask();
    }

    private static Optional<String> yes(String answer, String what, Runnable then) {
        if (!answer.equalsIgnoreCase(YES)) {
            return Optional.of("not confirmed: " + what);
        }
        then.run();
        return Optional.empty();
    }

    private Optional<String> reason(String answer) {
        resetReason = answer;
        return answer.isBlank() ? Optional.of("no reason was given") : Optional.empty();
    }

    private Optional<String> firstInitials(String answer) {
        initials = answer;
        return Optional.empty();
    }

    /** The last answer of the first step. */
    private Optional<String> secondInitials(String answer) {
        try {
            String code =
                    controls.beginArming(new ArmingChecklist(initials, answer, confirmed, overrides, resetReason));
            questions.add(new Question("Type the code " + code + " to arm.", this::code));
            return Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Optional<String> code(String answer) {
        try {
            controls.typeCode(answer);
            say.accept("the code is right: the LIVE device is being armed; Enter shows that you are there");
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Takes an answer; whether the dialogue is over. */
    boolean answer(String line) {
        Optional<String> refused = questions.remove().answered.apply(line.strip());
        if (refused.isPresent()) {
            say.accept(
                    "NOT ARMED: " + refused.get().replaceFirst("^(not armed|arm): ", "") + ". Type arm to begin anew.");
            over = true;
        } else if (questions.isEmpty()) {
            over = true;
        } else {
            ask();
        }
        return over;
    }

    private void ask() {
        say.accept("  " + questions.element().text);
    }
}
