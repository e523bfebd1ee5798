package org.phasor.rig.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.phasor.recordings.SessionFrames;
import org.phasor.recordings.SessionRecording;
import org.phasor.trigger.Reason;

/** What a session's frames waited for: which part of them was held for which reason. */
final class ReasonShares {

    private ReasonShares() {}

    /** One line, the most frequent reason first: {@code too soon 41.2 %, amplitude low 20.3 %}. */
    static String of(SessionRecording session) throws IOException {
        long[] counts = new long[Reason.values().length];
        long all = 0;
        try (SessionFrames frames = session.walkFrames()) {
            while (frames.next()) {
                counts[Reason.fromCode(frames.reasonCode()).ordinal()]++;
                all++;
            }
        }
        List<Reason> found = new ArrayList<>();
        for (Reason reason : Reason.values()) {
            if (counts[reason.ordinal()] > 0) {
                found.add(reason);
            }
        }
        found.sort(Comparator.comparingLong((Reason r) -> -counts[r.ordinal()]));
        List<String> words = new ArrayList<>();
        for (Reason reason : found) {
            words.add(String.format(
                    Locale.ROOT,
                    "%s %.1f %%",
                    reason.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    100.0 * counts[reason.ordinal()] / all));
        }
        return words.isEmpty() ? "none" : String.join(", ", words);
    }
}
