package org.phasor.rig;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.stimulator.PulsePattern;
import org.phasor.stimulator.StopReason;

/**
 * Holds the pulses that came back on a trigger channel against those that were commanded: each has to come, once, in its window, and
 * none that was not asked for. A pure function of what it is told; time is that of the stream, never a clock's. Used by one thread.
 *
 * <p>An edge is judged once the stream has gone on by as much as an edge may lie before its command; a pulse counts as missing once
 * the stream has passed the end of its window. Where edges may have been lost or are mistimed nothing is judged: neither a pulse
 * whose window overlaps such a stretch, nor an edge that follows it within a window and fits no pulse.
 */
final class ReturnWatch {

    /** What the watch finds. */
    interface Findings {
        void returned(long decision, int pulse, long frame, long nanos, long delayNanos);

        void unexpected(long frame, long nanos);

        void missing(long decision, int pulse, long frame);

        void stop(StopReason reason, String detail);
    }

    /**
     * What is allowed.
     *
     * @param earliestNanos from the command to the first moment at which its pulse may be seen; below 0 for clocks that differ
     * @param latestNanos and to the last
     * @param graceNanos how much later than that an edge may still become known
     * @param pattern what one decision gives
     * @param expectedNanos the delay that was measured before; empty when none was
     * @param maxJitterNanos largest standard deviation of the last {@link RollingDelay#LENGTH} delays
     * @param maxDriftNanos how far their mean may lie from the expected one; from that of the first ones when none is known
     * @param maxMissing so many missing ones in a row stop
     */
    record Rules(
            long earliestNanos,
            long latestNanos,
            long graceNanos,
            PulsePattern pattern,
            OptionalLong expectedNanos,
            double maxJitterNanos,
            double maxDriftNanos,
            int maxMissing) {}

    /** @param certain false for a command that failed: its pulse may have been given */
    private record Commanded(long decision, int pulse, long nanos, boolean certain) {}

    private record Edge(long frame, long nanos) {}

    private record Stretch(long fromNanos, long toNanos) {}

    private static final double NANOS_PER_MS = 1e6;

    private final Rules rules;
    private final Findings findings;
    private final List<Commanded> commanded = new ArrayList<>();
    private final Deque<Edge> edges = new ArrayDeque<>();
    private final Deque<Stretch> lost = new ArrayDeque<>();
    private final RollingDelay rolling = new RollingDelay();
    private long streamNanos = Long.MIN_VALUE;
    private long streamFrame;
    private int missingInARow;
    private boolean stopped;

    ReturnWatch(Rules rules, Findings findings) {
        this.rules = rules;
        this.findings = findings;
    }

    /** What the interlock did; anything but a command is of no interest. */
    void delivered(Delivery delivery) {
        if (!delivery.outcome.counts()) {
            return;
        }
        for (int i = 0; i < delivery.pulses; i++) {
            commanded.add(new Commanded(
                    delivery.decisionId,
                    delivery.pulse + i,
                    delivery.gateNanos + i * rules.pattern().gapNanos(),
                    delivery.outcome == Outcome.DELIVERED));
        }
    }

    /** A pulse was seen. */
    void edge(long frame, long nanos) {
        edges.add(new Edge(frame, nanos));
    }

    /** Edges between these times may have been lost, or lie elsewhere than they seem to. */
    void lost(long fromNanos, long toNanos) {
        lost.add(new Stretch(Math.min(fromNanos, toNanos), Math.max(fromNanos, toNanos)));
    }

    /** The stream has come so far. */
    void advance(long frame, long nanos) {
        if (nanos < streamNanos) {
            wentBack(nanos);
        }
        streamFrame = frame;
        streamNanos = nanos;
    }

    /** What is said to be lost of the time to come was a clock's error: it must not keep the watch from judging for so long. */
    private void wentBack(long nanos) {
        long until = nanos + 2 * waitNanos();
        for (int i = lost.size(); i > 0; i--) {
            Stretch stretch = lost.poll();
            if (stretch.fromNanos <= until) {
                lost.add(new Stretch(stretch.fromNanos, Math.min(stretch.toNanos, until)));
            }
        }
    }

    /** So long after its command it is known whether a pulse came back. */
    private long waitNanos() {
        return rules.latestNanos() - rules.earliestNanos() + rules.graceNanos();
    }

    /** Judges what can be judged: when every command up to the stream's time was told. */
    void judge() {
        for (Iterator<Edge> each = edges.iterator(); each.hasNext(); ) {
            Edge edge = each.next();
            if (streamNanos >= edge.nanos - rules.earliestNanos()) {
                each.remove();
                judge(edge);
            }
        }
        long wait = waitNanos();
        for (Iterator<Commanded> each = commanded.iterator(); each.hasNext(); ) {
            Commanded pulse = each.next();
            if (streamNanos > pulse.nanos + wait) {
                each.remove();
                notSeen(pulse);
            }
        }
        while (!lost.isEmpty() && streamNanos - lost.peek().toNanos > 2 * wait) {
            lost.poll();
        }
    }

    private void judge(Edge edge) {
        Commanded pulse = commandOf(edge.nanos);
        if (pulse == null) {
            if (!lostWithin(edge.nanos - rules.latestNanos(), edge.nanos - rules.earliestNanos())) {
                findings.unexpected(edge.frame, edge.nanos);
            }
            return;
        }
        commanded.remove(pulse);
        missingInARow = 0;
        long delay = edge.nanos - pulse.nanos;
        findings.returned(pulse.decision, pulse.pulse, edge.frame, edge.nanos, delay);
        rolling.add(delay);
        holdAgainstLimits();
    }

    /** The one whose delay would be closest to the usual; the oldest while that is not known. Null when none fits. */
    private Commanded commandOf(long edgeNanos) {
        OptionalLong usual = rolling.any() ? OptionalLong.of(Math.round(rolling.meanNanos())) : rules.expectedNanos();
        Commanded best = null;
        for (Commanded pulse : commanded) {
            long delay = edgeNanos - pulse.nanos;
            boolean fits = delay >= rules.earliestNanos() && delay <= rules.latestNanos();
            boolean better = best == null
                    || usual.isPresent()
                            && Math.abs(delay - usual.getAsLong())
                                    < Math.abs(edgeNanos - best.nanos - usual.getAsLong());
            if (fits && better) {
                best = pulse;
            }
        }
        return best;
    }

    private void notSeen(Commanded pulse) {
        if (!pulse.certain || lostWithin(pulse.nanos + rules.earliestNanos(), pulse.nanos + rules.latestNanos())) {
            return;
        }
        findings.missing(pulse.decision, pulse.pulse, streamFrame);
        missingInARow++;
        if (missingInARow >= rules.maxMissing()) {
            stop(
                    StopReason.RETURN_MISSING,
                    missingInARow + " pulses in a row did not come back on the trigger channel");
        }
    }

    private boolean lostWithin(long fromNanos, long toNanos) {
        return lost.stream().anyMatch(s -> s.fromNanos <= toNanos && s.toNanos >= fromNanos);
    }

    private void holdAgainstLimits() {
        if (!rolling.full()) {
            return;
        }
        double expected =
                rules.expectedNanos().isPresent() ? rules.expectedNanos().getAsLong() : rolling.firstMeanNanos();
        double drift = Math.abs(rolling.meanNanos() - expected);
        if (rolling.sdNanos() > rules.maxJitterNanos()) {
            stop(StopReason.LOOP_DELAY, limit("varies by", rolling.sdNanos(), "max-jitter-ms", rules.maxJitterNanos()));
        } else if (drift > rules.maxDriftNanos()) {
            stop(StopReason.LOOP_DELAY, limit("has moved by", drift, "max-drift-ms", rules.maxDriftNanos()));
        }
    }

    private static String limit(String what, double nanos, String key, double limitNanos) {
        return String.format(
                Locale.ROOT,
                "the loop delay of the last %d pulses %s %.2f ms: more than stimulator.return.%s = %.2f",
                RollingDelay.LENGTH,
                what,
                nanos / NANOS_PER_MS,
                key,
                limitNanos / NANOS_PER_MS);
    }

    private void stop(StopReason reason, String detail) {
        if (!stopped) {
            stopped = true;
            findings.stop(reason, detail);
        }
    }

    RollingDelay rolling() {
        return rolling;
    }
}
