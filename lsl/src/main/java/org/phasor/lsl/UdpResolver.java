package org.phasor.lsl;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Finds streams by multicast, broadcast and unicast queries. */
final class UdpResolver implements Resolver, AutoCloseable {

    private static final Pattern HAS_OR = Pattern.compile("\\bor\\b");

    private final LslSettings settings;
    private final Set<ContinuousResolver> watches = ConcurrentHashMap.newKeySet();

    UdpResolver(LslSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<StreamInfo> resolve(String predicate, int minimum, Duration timeout)
            throws IOException, InterruptedException {
        return ask(sessionQuery(predicate), minimum, Duration.ZERO, timeout);
    }

    @Override
    public ContinuousResolver watch(String predicate, Duration forgetAfter, ResolverListener listener)
            throws IOException {
        ContinuousResolver.requireForgetAfter(forgetAfter);
        String query = sessionQuery(predicate);
        InfoQuery.compile(query);
        ContinuousResolver[] self = new ContinuousResolver[1];
        ContinuousResolver watch = new ContinuousResolver(
                new UdpSearch(settings, query), forgetAfter, listener, () -> watches.remove(self[0]));
        self[0] = watch;
        watches.add(watch);
        return watch;
    }

    /** Ends every continuous search. */
    @Override
    public void close() {
        for (ContinuousResolver watch : watches) {
            watch.close();
        }
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
