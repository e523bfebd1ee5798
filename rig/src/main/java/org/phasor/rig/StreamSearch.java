package org.phasor.rig;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.StreamInfo;

/** Looks for the one LSL stream that a key of a rig file means. */
final class StreamSearch {

    /** How long a second stream that matches is waited for: two amplifiers must not be mixed up. */
    private static final Duration AMBIGUITY_WAIT = Duration.ofSeconds(1);

    private StreamSearch() {}

    /**
     * @param predicate XPath
     * @param key of the rig file, for messages
     * @param place of that key, for messages
     * @param words is told that it is looked for
     * @throws IOException when there is none or more than one, in one line
     * @throws RigFileException when the predicate is no XPath
     */
    static StreamInfo one(
            Lsl lsl, String predicate, double timeoutSeconds, String key, String place, Consumer<String> words)
            throws IOException, InterruptedException, RigFileException {
        words.accept(
                "looking for an LSL stream with " + predicate + " (up to " + (long) Math.ceil(timeoutSeconds) + " s)");
        List<StreamInfo> found;
        try {
            found = lsl.resolver().resolve(predicate, 0, AMBIGUITY_WAIT);
            if (found.isEmpty()) {
                Duration left = Duration.ofNanos((long) (timeoutSeconds * 1e9));
                found = lsl.resolver().resolve(predicate, 1, left);
                if (!found.isEmpty()) {
                    found = lsl.resolver().resolve(predicate, 0, AMBIGUITY_WAIT);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new RigFileException(List.of(new RigFault(place, key, "", e.getMessage())));
        }
        if (found.isEmpty()) {
            throw new IOException("no LSL stream with " + predicate + " was found in " + timeoutSeconds + " s (" + key
                    + ")" + RigInput.quotesHint(predicate) + "; there are: " + all(lsl));
        }
        if (found.size() > 1) {
            throw new IOException(found.size() + " LSL streams match " + predicate + " (" + key + "), it must be one: "
                    + names(found));
        }
        return found.get(0);
    }

    private static String all(Lsl lsl) throws IOException, InterruptedException {
        List<StreamInfo> found = lsl.resolver().resolve("", 0, AMBIGUITY_WAIT);
        return found.isEmpty() ? "none at all" : names(found);
    }

    private static String names(List<StreamInfo> streams) {
        return streams.stream()
                .map(s -> s + " on " + (s.hostname().isEmpty() ? "unknown host" : s.hostname()))
                .collect(Collectors.joining("; "));
    }
}
