package org.phasor.rig.command;

import java.util.Locale;
import org.phasor.stimulator.Outcome;

/** Outcomes as people and programs read them: {@code VETOED_NOT_ARMED} is {@code not-armed} among the vetoes. */
final class OutcomeWords {

    private OutcomeWords() {}

    static String key(Outcome outcome) {
        return outcome.name()
                .replaceFirst("^(VETOED|CANCELLED)_", "")
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }
}
