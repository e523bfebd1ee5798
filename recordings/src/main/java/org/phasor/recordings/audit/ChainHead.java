package org.phasor.recordings.audit;

import java.util.Optional;

/**
 * The last record of an audit log at some moment: whoever keeps it elsewhere can tell that no record up to there was
 * changed.
 *
 * @param record its number
 * @param hash 64 hexadecimal digits
 */
public record ChainHead(long record, String hash) {

    /** Begins the line in a recording's log that holds the head of its audit log. */
    public static final String LINE = "audit-head ";

    /** As it stands in the recording's log. */
    public String line() {
        return LINE + record + " " + hash;
    }

    /** From a line of the recording's log; empty when it is another line. */
    static Optional<ChainHead> of(String line) {
        if (!line.matches(LINE + "\\d{1,18} [0-9a-f]{64}")) {
            return Optional.empty();
        }
        String[] words = line.split(" ");
        return Optional.of(new ChainHead(Long.parseLong(words[1]), words[2]));
    }
}
