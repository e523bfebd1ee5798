package org.phasor.rig.certify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.stimulator.Outcome;

/** All that was measured, over the parts of a certification; of bounded size however long it takes. One thread. */
public final class Measurement {

    private final Map<Stage, Histogram> latency = new EnumMap<>(Stage.class);
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final List<String> notes = new ArrayList<>();
    final Timeline timeline = new Timeline();
    final StallLog stalls = new StallLog();
    final PauseTally pauses = new PauseTally();
    private double seconds;
    private long recordedBytes;
    private String brokenBy;
    private boolean beyondHorizon;

    /** What a part measured in the end, or by now. */
    void add(double partSeconds, Map<Stage, Histogram> partLatency, Map<Outcome, Long> partOutcomes) {
        seconds += partSeconds;
        partLatency.forEach((stage, histogram) -> latency.merge(stage, histogram.copy(), Measurement::sum));
        partOutcomes.forEach((outcome, n) -> outcomes.merge(outcome, n, Long::sum));
    }

    private static Histogram sum(Histogram a, Histogram b) {
        a.add(b);
        return a;
    }

    void recorded(long bytes) {
        recordedBytes += bytes;
    }

    void note(String line) {
        if (!notes.contains(line)) {
            notes.add(line);
        }
    }

    /** It could not be armed with the rig's horizon, and was with a longer one. */
    void tooOld(String refusal, double horizonMs) {
        note("With the rig's horizon it was not armed (" + refusal + "): measured with one of "
                + Numbers.plain(horizonMs) + " ms instead.");
        beyondHorizon = true;
    }

    /** Whether the rig's horizon did not do. */
    boolean beyondHorizon() {
        return beyondHorizon;
    }

    /** The run did not get through: that is a finding, too. */
    void broken(String why) {
        brokenBy = why;
        note("The run ended early: " + why);
    }

    /** What ended the run before its time. */
    public Optional<String> brokenBy() {
        return Optional.ofNullable(brokenBy);
    }

    /** What a reader must know. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Measured so far: armed, all parts. */
    public double seconds() {
        return seconds;
    }

    long recordedBytes() {
        return recordedBytes;
    }

    /** Of the parts that were added; empty where nothing was measured. */
    Histogram latency(Stage stage) {
        return latency.getOrDefault(stage, NONE);
    }

    private static final Histogram NONE = new Histogram(1);

    long count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** Came due in time's sense, and were refused for the machine's sake: it was late, or the samples were. */
    long refused() {
        return count(Outcome.VETOED_LATE) + count(Outcome.VETOED_STALE) + count(Outcome.VETOED_GAP);
    }

    long delivered() {
        return count(Outcome.DELIVERED);
    }
}
