package org.phasor.lsl;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The search for a stream that was lost, by what stays the same when its sender restarts. One per loss. */
final class SenderSearch {

    /** Listening that long shows whether there is more than one candidate. */
    private static final Duration FIRST_COLLECTING = Duration.ofSeconds(1);

    private static final Duration LATER_COLLECTING = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final UdpResolver resolver;
    private Duration collecting = FIRST_COLLECTING;

    SenderSearch(UdpResolver resolver) {
        this.resolver = resolver;
    }

    /** The stream itself, or the only one like it; null when there is none, or when nobody can tell which it is. */
    StreamInfo candidate(StreamInfo lost) throws InterruptedException {
        List<StreamInfo> found;
        try {
            found = resolver.ask(query(lost), 1, collecting, TIMEOUT);
        } catch (IOException | IllegalArgumentException e) {
            // No network now, or a description too long for a query: nothing is found, the search goes on.
            return null;
        } finally {
            collecting = LATER_COLLECTING;
        }
        for (StreamInfo same : found) {
            if (same.uid().equals(lost.uid())) {
                return same;
            }
        }
        return found.size() == 1 ? found.get(0) : null;
    }

    /** As native liblsl asks, but for quotes, which it gets wrong. */
    static String query(StreamInfo lost) {
        StringBuilder query = new StringBuilder("channel_count='" + lost.channelCount() + "'");
        appendUnlessEmpty(query, "name", lost.name());
        appendUnlessEmpty(query, "type", lost.type());
        appendUnlessEmpty(query, "source_id", lost.sourceId());
        appendUnlessEmpty(query, "channel_format", lost.format().wireName());
        return query.toString();
    }

    /** A value of several lines cannot be asked for. */
    private static void appendUnlessEmpty(StringBuilder query, String element, String value) {
        boolean oneLine = value.indexOf('\n') < 0 && value.indexOf('\r') < 0;
        if (!value.isEmpty() && oneLine) {
            query.append(" and ").append(Predicates.equalTo(element, value));
        }
    }
}
