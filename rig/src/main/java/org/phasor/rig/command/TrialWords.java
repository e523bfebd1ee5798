package org.phasor.rig.command;

import java.util.Locale;
import org.phasor.rig.TrialStatus;

/** How the trials stand, in a line: {@code trials 12 given of 200, stage warm-up, next: trough, 3 redone}. */
final class TrialWords {

    private TrialWords() {}

    /** What a person wants to know of the trials. */
    static String of(TrialStatus trials) {
        StringBuilder line = new StringBuilder("trials ").append(trials.given()).append(" given");
        trials.planned().ifPresent(n -> line.append(" of ").append(n));
        if (!trials.stage().isEmpty()) {
            line.append(", stage ").append(trials.stage());
        }
        if (!trials.condition().isEmpty()) {
            line.append(", next: ").append(trials.condition());
        }
        redone(trials, line);
        line.append(waiting(trials.waiting()));
        trials.secondsLeft().ifPresent(s -> line.append(String.format(Locale.ROOT, ", %.0f s left", Math.ceil(s))));
        return line.toString();
    }

    /** For a summary: without the word itself. */
    static String counts(TrialStatus trials) {
        StringBuilder line = new StringBuilder().append(trials.given()).append(" given");
        trials.planned().ifPresent(n -> line.append(" of ").append(n));
        redone(trials, line);
        return line.toString();
    }

    private static void redone(TrialStatus trials, StringBuilder line) {
        if (trials.redone() > 0) {
            line.append(", ").append(trials.redone()).append(" redone");
        }
        if (trials.leftOut() > 0) {
            line.append(", ").append(trials.leftOut()).append(" left out");
        }
    }

    private static String waiting(TrialStatus.Waiting waiting) {
        return switch (waiting) {
            case NOTHING -> "";
            case PAUSED -> ", paused";
            case RESTING -> ", resting";
            case DEVICE -> ", the device is not ready";
            case DONE -> ", all done";
        };
    }
}
