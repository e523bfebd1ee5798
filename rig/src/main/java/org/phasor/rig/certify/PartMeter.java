package org.phasor.rig.certify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.phasor.recordings.page.Certification.Column;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.rig.machine.Pause;
import org.phasor.rig.machine.PauseWatch;

/** Looks at a part once a second, and writes down the worst of each. One thread. */
final class PartMeter {

    /** The virtual machine tells of its pauses about a second after they happened. */
    static final long TOLD_AFTER_NANOS = 2_000_000_000;

    private static final double NANOS_PER_MS = 1e6;

    /** One second, waiting until its pauses are known. */
    private record Second(long fromNanos, long toNanos, StallLog.Ages ages, double pulseMs) {}

    private final Measurement measurement;
    private final PauseWatch watch;
    private final SenderWatch sender;
    private final long startNanos;
    private final double startSeconds;
    private final Map<Stage, Histogram> before = new EnumMap<>(Stage.class);
    private final Deque<Second> waiting = new ArrayDeque<>();
    private long lookedNanos;

    PartMeter(Measurement measurement, PauseWatch watch, SenderWatch sender, long startNanos) {
        this.sender = sender;
        // What came before does not count.
        sender.takeWorstNanos();
        this.measurement = measurement;
        this.watch = watch;
        this.startNanos = startNanos;
        startSeconds = measurement.seconds();
        lookedNanos = startNanos;
    }

    double elapsedSeconds(long nowNanos) {
        return (nowNanos - startNanos) / 1e9;
    }

    /** @param latency of the part so far */
    void look(long nowNanos, Map<Stage, Histogram> latency) {
        double ageMs = grown(Stage.STAMP_TO_DECISION, latency) / NANOS_PER_MS;
        long pulseNanos = Math.max(grown(Stage.PLANNED_TO_ACTUAL, latency), grown(Stage.ARRIVAL_TO_DEVICE, latency));
        double ordinaryMs = latency.get(Stage.STAMP_TO_DECISION).getValueAtPercentile(50) / NANOS_PER_MS;
        double decidingMs = grown(Stage.ARRIVAL_TO_DECISION, latency) / NANOS_PER_MS;
        StallLog.Ages ages = new StallLog.Ages(ageMs, sender.takeWorstNanos() / NANOS_PER_MS, decidingMs, ordinaryMs);
        waiting.add(new Second(lookedNanos, nowNanos, ages, pulseNanos / NANOS_PER_MS));
        lookedNanos = nowNanos;
        while (!waiting.isEmpty() && nowNanos - waiting.peek().toNanos() >= TOLD_AFTER_NANOS) {
            take(waiting.remove());
        }
    }

    /** The largest value that came since the last look; 0 when none did. */
    private long grown(Stage stage, Map<Stage, Histogram> latency) {
        Histogram now = latency.get(stage);
        Histogram newer = now.copy();
        Histogram older = before.put(stage, now);
        if (older != null && older.getTotalCount() <= newer.getTotalCount()) {
            newer.subtract(older);
        }
        return newer.getTotalCount() == 0 ? 0 : newer.getMaxValue();
    }

    private void take(Second second) {
        var pauses = watch.during(second.fromNanos(), second.toNanos());
        double pauseMs = 0;
        for (Pause pause : pauses) {
            if (pause.kind() != Pause.Kind.SCHEDULER) {
                pauseMs = Math.max(pauseMs, pause.nanos() / NANOS_PER_MS);
            }
        }
        double from = startSeconds + elapsedSeconds(second.fromNanos());
        double to = startSeconds + elapsedSeconds(second.toNanos());
        measurement.timeline.add(new Column(from, to, second.ages().oldestMs(), second.pulseMs(), pauseMs));
        measurement.stalls.add(from, second.ages(), pauses);
    }

    /** What still waited for its pauses is taken with those that are known. */
    void end() {
        while (!waiting.isEmpty()) {
            take(waiting.remove());
        }
        measurement.pauses.add(watch);
    }
}
