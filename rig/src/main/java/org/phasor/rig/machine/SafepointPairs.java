package org.phasor.rig.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts together what the flight recorder tells of a safepoint in three events: it begins when the threads are asked to
 * stop and ends when they run again, and in between an operation says what for. They come in any order. One thread.
 */
final class SafepointPairs {

    /** Halves whose other half never comes (a stream that begins in the middle) are forgotten. */
    private static final int MOST_WAITING = 64;

    /** A whole one. */
    record Safepoint(Instant begin, long nanos, String operation) {}

    private static final class Parts {
        Instant begin;
        Instant end;
        String operation;

        boolean whole() {
            return begin != null && end != null;
        }
    }

    private final Map<Long, Parts> waiting = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Parts> eldest) {
            return size() > MOST_WAITING;
        }
    };

    private Parts parts(long id) {
        return waiting.computeIfAbsent(id, i -> new Parts());
    }

    void begin(long id, Instant at) {
        parts(id).begin = at;
    }

    void end(long id, Instant at) {
        parts(id).end = at;
    }

    void operation(long id, String name) {
        parts(id).operation = name;
    }

    /** The next whole one, until there is none; asked for when all that happened so far has been told. */
    Optional<Safepoint> take() {
        for (Map.Entry<Long, Parts> entry : waiting.entrySet()) {
            Parts parts = entry.getValue();
            if (parts.whole()) {
                waiting.remove(entry.getKey());
                return Optional.of(new Safepoint(
                        parts.begin,
                        Duration.between(parts.begin, parts.end).toNanos(),
                        parts.operation == null ? "" : parts.operation));
            }
        }
        return Optional.empty();
    }
}
