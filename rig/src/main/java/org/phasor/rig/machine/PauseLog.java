package org.phasor.rig.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Counts pauses and keeps the longest and the newest. Any thread; nobody who is in a hurry. */
final class PauseLog {

    private static final long LONGEST_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 2;
    private static final int KEPT_LONGEST = 32;
    private static final int KEPT_NEWEST = 256;
    private static final Comparator<Pause> BY_LENGTH =
            Comparator.comparingLong(Pause::nanos).reversed().thenComparingLong(Pause::beginNanos);

    private final Map<Pause.Kind, Count> counts = new EnumMap<>(Pause.Kind.class);
    private final Deque<Pause> newest = new ArrayDeque<>();
    private long sinceNanos = Long.MIN_VALUE;

    PauseLog() {
        for (Pause.Kind kind : Pause.Kind.values()) {
            counts.put(kind, new Count());
        }
    }

    /** One that began before counting did is left out: the virtual machine tells of its own a second later. */
    synchronized void add(Pause pause) {
        if (pause.beginNanos() < sinceNanos) {
            return;
        }
        counts.get(pause.kind()).add(pause);
        if (newest.size() == KEPT_NEWEST) {
            newest.removeFirst();
        }
        newest.addLast(pause);
    }

    synchronized void forget(long nowNanos) {
        sinceNanos = nowNanos;
        newest.clear();
        counts.replaceAll((kind, count) -> new Count());
    }

    synchronized Pauses of(Pause.Kind kind) {
        Count count = counts.get(kind);
        return new Pauses(
                count.durations.copy(),
                count.totalNanos,
                count.longest.stream().findFirst(),
                Optional.ofNullable(count.newest));
    }

    synchronized List<Pause> longest(Pause.Kind kind) {
        return List.copyOf(counts.get(kind).longest);
    }

    synchronized List<Pause> during(long fromNanos, long toNanos) {
        return newest.stream().filter(p -> p.overlaps(fromNanos, toNanos)).toList();
    }

    private static final class Count {
        final Histogram durations = new Histogram(LONGEST_NANOS, DIGITS);
        final List<Pause> longest = new ArrayList<>();
        long totalNanos;
        Pause newest;

        void add(Pause pause) {
            durations.recordValue(Math.max(0, Math.min(pause.nanos(), LONGEST_NANOS)));
            totalNanos += pause.nanos();
            newest = pause;
            if (longest.size() < KEPT_LONGEST
                    || pause.nanos() > longest.get(KEPT_LONGEST - 1).nanos()) {
                longest.add(pause);
                longest.sort(BY_LENGTH);
                if (longest.size() > KEPT_LONGEST) {
                    longest.remove(KEPT_LONGEST);
                }
            }
        }
    }
}
