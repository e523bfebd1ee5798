package org.phasor.rig.certify;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.phasor.rig.machine.Pause;
import org.phasor.rig.machine.PauseWatch;
import org.phasor.rig.machine.Pauses;

/** How many pauses of each kind there were in the measured time of all parts, and the longest of each. One thread. */
final class PauseTally {

    private final Map<Pause.Kind, Long> counts = new EnumMap<>(Pause.Kind.class);
    private final Map<Pause.Kind, Pause> longest = new EnumMap<>(Pause.Kind.class);
    private final Map<Pause.Kind, Long> nanos = new EnumMap<>(Pause.Kind.class);
    private Optional<String> whyNot = Optional.empty();

    /** Takes what was watched since the part's measuring began. */
    void add(PauseWatch watch) {
        watch.all().forEach(this::add);
        whyNot = watch.whyNot();
    }

    void add(Pause.Kind kind, Pauses more) {
        counts.merge(kind, more.count(), Long::sum);
        nanos.merge(kind, more.totalNanos(), Long::sum);
        more.longest().ifPresent(p -> longest.merge(kind, p, (a, b) -> a.nanos() >= b.nanos() ? a : b));
    }

    long count(Pause.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** 0 when there was none. */
    double longestMs(Pause.Kind kind) {
        return longest.containsKey(kind) ? longest.get(kind).nanos() / 1e6 : 0;
    }

    /** All of a kind together. */
    double totalMs(Pause.Kind kind) {
        return nanos.getOrDefault(kind, 0L) / 1e6;
    }

    /** Why some, or all, were not seen. */
    Optional<String> whyNot() {
        return whyNot;
    }

    /** The longest that stopped all threads. */
    double longestOfAllThreadsMs() {
        return Math.max(longestMs(Pause.Kind.SAFEPOINT), longestMs(Pause.Kind.COLLECTOR));
    }
}
