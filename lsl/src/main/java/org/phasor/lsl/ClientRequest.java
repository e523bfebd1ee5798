package org.phasor.lsl;

import java.util.ArrayList;
import java.util.List;

/**
 * What a client of the TCP data port asks for.
 *
 * @param kind the request
 * @param argument the query of a short info, the uid of a feed, the two lengths of a feed of protocol 1.00
 * @param version of the protocol that a feed's client proposes, times 100
 * @param headers of a feed
 */
record ClientRequest(Kind kind, String argument, int version, FeedHeaders headers) {

    enum Kind {
        SHORT_INFO,
        FULL_INFO,
        FEED,
        /** A feed of protocol 1.00. */
        LEGACY_FEED,
        /** Nothing that is served here. */
        UNKNOWN
    }

    /** Longer requests are refused: a query of 60 kB fits. */
    static final int MAX_BYTES = 128 << 10;

    private static final String FEED_PREFIX = "LSL:streamfeed/";

    /** Null while the request is incomplete. */
    static ClientRequest parse(String received) {
        int firstEnd = received.indexOf('\n');
        if (firstEnd < 0) {
            return null;
        }
        String first = received.substring(0, firstEnd).strip();
        if (first.equals("LSL:fullinfo")) {
            return new ClientRequest(Kind.FULL_INFO, "", 0, null);
        }
        if (first.equals("LSL:shortinfo")) {
            return withSecondLine(Kind.SHORT_INFO, received, firstEnd);
        }
        if (first.equals("LSL:streamfeed")) {
            return withSecondLine(Kind.LEGACY_FEED, received, firstEnd);
        }
        if (first.startsWith(FEED_PREFIX)) {
            List<String> lines = headerLines(received, firstEnd + 1);
            return lines == null ? null : feed(first.substring(FEED_PREFIX.length()), lines);
        }
        return new ClientRequest(Kind.UNKNOWN, "", 0, null);
    }

    private static ClientRequest withSecondLine(Kind kind, String received, int firstEnd) {
        int end = received.indexOf('\n', firstEnd + 1);
        return end < 0
                ? null
                : new ClientRequest(kind, received.substring(firstEnd + 1, end).strip(), 0, null);
    }

    private static List<String> headerLines(String received, int from) {
        List<String> lines = new ArrayList<>();
        int start = from;
        for (int end = received.indexOf('\n', start); end >= 0; end = received.indexOf('\n', start)) {
            String line = received.substring(start, end).strip();
            if (line.isEmpty()) {
                return lines;
            }
            lines.add(line);
            start = end + 1;
        }
        return null;
    }

    private static ClientRequest feed(String versionAndUid, List<String> lines) {
        String[] words = versionAndUid.split("\\s+", 2);
        try {
            int version = Integer.parseInt(words[0]);
            String uid = words.length > 1 ? words[1].strip() : "";
            return new ClientRequest(Kind.FEED, uid, version, FeedHeaders.parse(lines));
        } catch (NumberFormatException e) {
            return new ClientRequest(Kind.UNKNOWN, "", 0, null);
        }
    }
}
