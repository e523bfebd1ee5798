package org.phasor.rig.certify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.phasor.recordings.page.Certification.Stall;
import org.phasor.rig.machine.Pause;

/** The seconds with the oldest samples, {@value #MOST} at the most, each with what may have made them so. One thread. */
final class StallLog {

    static final int MOST = 12;

    /** A pause that long, as part of the age beyond the ordinary, explains it. */
    private static final double EXPLAINS = 0.5;

    /** What is younger than this, in multiples of the ordinary age, is no stall. */
    private static final double LEAST_MULTIPLE = 2;

    private static final Comparator<Stall> LONGEST_FIRST =
            Comparator.comparingDouble(Stall::ms).reversed();

    private final List<Stall> stalls = new ArrayList<>();

    /**
     * Of one second.
     *
     * @param oldestMs the oldest a sample was when it was decided on
     * @param sendingMs the latest that a sample was sent after it was due
     * @param decidingMs the longest from arrival to decision
     * @param ordinaryMs the age of most samples: the median so far
     */
    record Ages(double oldestMs, double sendingMs, double decidingMs, double ordinaryMs) {

        double excessMs() {
            return oldestMs - ordinaryMs;
        }

        /** Whether most of it passed before the sample was sent. */
        boolean waitedForTheSender() {
            return sendingMs >= EXPLAINS * excessMs();
        }

        /** Whether most of it passed after the sample had arrived. */
        boolean waitedForTheLoop() {
            return decidingMs >= EXPLAINS * excessMs();
        }
    }

    /** @param pauses that touched the second, in any order */
    void add(double atSeconds, Ages ages, List<Pause> pauses) {
        double ageMs = ages.oldestMs();
        boolean none = ageMs < LEAST_MULTIPLE * ages.ordinaryMs();
        if (none || stalls.size() == MOST && ageMs <= stalls.get(MOST - 1).ms()) {
            return;
        }
        stalls.add(new Stall(atSeconds, ageMs, cause(ages, pauses)));
        stalls.sort(LONGEST_FIRST);
        if (stalls.size() > MOST) {
            stalls.remove(MOST);
        }
    }

    /** What stopped everything, where it was long enough; else what stopped one thread; else nobody knows. */
    static String cause(Ages ages, List<Pause> pauses) {
        double excessMs = ages.excessMs();
        Optional<Pause> collector = longest(pauses, Pause.Kind.COLLECTOR, excessMs);
        Optional<Pause> safepoint = longest(pauses, Pause.Kind.SAFEPOINT, excessMs);
        Optional<Pause> scheduler = longest(pauses, Pause.Kind.SCHEDULER, excessMs);
        if (collector.isPresent()) {
            return String.format(Locale.ROOT, "collector: all threads stood for %.2f ms", ms(collector.get()));
        }
        if (safepoint.isPresent()) {
            String why = safepoint.get().cause();
            return String.format(
                    Locale.ROOT,
                    "safepoint%s: all threads stood for %.2f ms",
                    why.isEmpty() ? "" : " (" + why + ")",
                    ms(safepoint.get()));
        }
        if (scheduler.isPresent()) {
            return String.format(
                    Locale.ROOT,
                    "scheduler: a thread that only sleeps woke %.2f ms late, too: the cores were given to others",
                    ms(scheduler.get()));
        }
        if (ages.waitedForTheSender()) {
            return String.format(
                    Locale.ROOT,
                    "the imitated amplifier: it sent %.2f ms late, as it did not get a core; a real one does not wait",
                    ages.sendingMs());
        }
        return ages.waitedForTheLoop()
                ? "the loop alone: the sample had arrived and no pause was seen; another thread had its core"
                : "the network or the reader: the sample was sent in time, arrived late, and no pause was seen";
    }

    private static Optional<Pause> longest(List<Pause> pauses, Pause.Kind kind, double excessMs) {
        return pauses.stream()
                .filter(p -> p.kind() == kind && ms(p) >= EXPLAINS * excessMs)
                .max(Comparator.comparingLong(Pause::nanos));
    }

    private static double ms(Pause pause) {
        return pause.nanos() / 1e6;
    }

    /** The longest first. */
    List<Stall> stalls() {
        return List.copyOf(stalls);
    }
}
