package org.phasor.lsl;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Finds streams by multicast, broadcast and unicast queries. */
final class UdpResolver implements Resolver {

    private static final Pattern HAS_OR = Pattern.compile("\\bor\\b");

    private final LslSettings settings;

    UdpResolver(LslSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<StreamInfo> resolve(String predicate, int minimum, Duration timeout)
            throws IOException, InterruptedException {
        return ask(sessionQuery(predicate), minimum, Duration.ZERO, timeout);
    }

    /** As native liblsl writes it; a predicate with {@code or} in it is bracketed, lest it reach into other sessions. */
    String sessionQuery(String predicate) {
        String session = Predicates.equalTo("session_id", settings.sessionId());
        String wanted = predicate.strip();
        if (wanted.isEmpty()) {
            return session;
        }
        InfoQuery.compile(wanted);
        return session + " and " + (HAS_OR.matcher(wanted).find() ? "(" + wanted + ")" : wanted);
    }

    /**
     * Asks with the query as it stands.
     *
     * @param atLeast listens that long even when there are enough
     */
    List<StreamInfo> ask(String query, int minimum, Duration atLeast, Duration timeout)
            throws IOException, InterruptedException {
        if (minimum < 0 || timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "minimum = " + minimum + ", timeout = " + timeout + ": neither may be negative");
        }
        InfoQuery.compile(query);
        try (ResolveRound round = new ResolveRound(settings, query)) {
            return round.run(minimum, atLeast, timeout);
        }
    }
}
