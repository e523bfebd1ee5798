package org.phasor.rig;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.phasor.acquisition.RigClock;

/**
 * Latency by stage, in nanoseconds. Recorded by the loop thread only, without allocation; read by any one thread at a
 * time.
 */
public final class LatencyStages {

    /** The stages of design.md 9, in their order. */
    public enum Stage {
        /** From the sample's own time to its arrival. */
        STAMP_TO_ARRIVAL("stampToArrival"),
        /** From arrival to the decision, every frame. */
        ARRIVAL_TO_DECISION("arrivalToDecision"),
        /** From the sample's own time to the decision: what the horizon must cover. */
        STAMP_TO_DECISION("stampToDecision"),
        /** From arrival to the return of the device call, for pulses that fire at once. */
        ARRIVAL_TO_DEVICE("arrivalToDevice"),
        /** From the gate's reading to the return of the device call. */
        GATE_TO_DEVICE_RETURN("gateToDeviceReturn"),
        /** From the planned time to the gate's reading, for scheduled pulses. */
        PLANNED_TO_ACTUAL("plannedToActual");

        private final String key;

        Stage(String key) {
            this.key = key;
        }

        /** The key in {@code --json}. */
        public String key() {
            return key;
        }
    }

    static final long LONGEST_NANOS = 60_000_000_000L;
    static final int DIGITS = 3;

    private final RigClock clock;
    private final SingleWriterRecorder[] recorders = new SingleWriterRecorder[Stage.values().length];
    private final Histogram[] totals = new Histogram[recorders.length];

    /** What was recorded since the last reading; kept, because a new one takes 200 kB each time. */
    private final Histogram[] newest = new Histogram[recorders.length];

    private final RecentLatency recent = new RecentLatency(recorders.length);

    /** Recorded since the latency log was last written, and what it writes meanwhile. */
    private Histogram[] unlogged = new Histogram[recorders.length];

    private Histogram[] logged = new Histogram[recorders.length];
    private long unloggedSinceMillis = System.currentTimeMillis();
    private Runnable onForget = () -> {};

    LatencyStages() {
        this(RigClock.SYSTEM);
    }

    LatencyStages(RigClock clock) {
        this.clock = clock;
        for (int i = 0; i < recorders.length; i++) {
            recorders[i] = new SingleWriterRecorder(LONGEST_NANOS, DIGITS);
            newest[i] = recorders[i].getIntervalHistogram();
            totals[i] = new Histogram(LONGEST_NANOS, DIGITS);
            unlogged[i] = new Histogram(LONGEST_NANOS, DIGITS);
            logged[i] = new Histogram(LONGEST_NANOS, DIGITS);
        }
    }

    /** Times before zero (a stamp ahead of its arrival by clock error) count as zero. */
    void record(Stage stage, long nanos) {
        recorders[stage.ordinal()].recordValue(Math.max(0, Math.min(nanos, LONGEST_NANOS)));
    }

    /** Keeps the last minute apart from what was before; call it at least every few seconds. Any thread but the loop's. */
    synchronized void keepUp() {
        if (recent.turnedOver(clock.nanoTime())) {
            for (int i = 0; i < recorders.length; i++) {
                take(i);
            }
        }
    }

    private void take(int i) {
        newest[i] = recorders[i].getIntervalHistogram(newest[i]);
        if (newest[i].getTotalCount() > 0) {
            totals[i].add(newest[i]);
            unlogged[i].add(newest[i]);
            recent.add(i, newest[i], clock.nanoTime());
        }
    }

    /** Everything since the start, or since {@link #forget}. */
    public synchronized Histogram total(Stage stage) {
        take(stage.ordinal());
        return totals[stage.ordinal()].copy();
    }

    /** The same in a few numbers, without the copy. */
    public synchronized LatencyFigures figures(Stage stage) {
        take(stage.ordinal());
        return LatencyFigures.of(totals[stage.ordinal()]);
    }

    /** Those of the last 55 to 60 seconds, to two digits. */
    public synchronized LatencyFigures lastMinute(Stage stage) {
        take(stage.ordinal());
        return recent.figures(stage.ordinal(), clock.nanoTime());
    }

    Map<Stage, Histogram> totals() {
        Map<Stage, Histogram> stages = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            stages.put(stage, total(stage));
        }
        return stages;
    }

    /**
     * What was recorded since the last call, armed or not, with start and end in milliseconds since 1970. One thread
     * calls it, and is done with the histograms before it calls again.
     */
    Map<Stage, Histogram> takeUnlogged(long nowMillis) {
        Histogram[] taken;
        long since;
        synchronized (this) {
            for (int i = 0; i < recorders.length; i++) {
                take(i);
                logged[i].reset();
            }
            taken = unlogged;
            unlogged = logged;
            logged = taken;
            since = unloggedSinceMillis;
            unloggedSinceMillis = nowMillis;
        }
        Map<Stage, Histogram> stages = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            Histogram histogram = taken[stage.ordinal()];
            histogram.setTag(stage.key());
            histogram.setStartTimeStamp(since);
            histogram.setEndTimeStamp(nowMillis);
            stages.put(stage, histogram);
        }
        return stages;
    }

    /** What else begins anew with {@link #forget}. */
    void alsoForget(Runnable action) {
        onForget = action;
    }

    /** Starts all stages anew: the first frames after a start wait for compilers, not for us. */
    synchronized void forget() {
        for (Stage stage : Stage.values()) {
            take(stage.ordinal());
            totals[stage.ordinal()].reset();
        }
        recent.forget();
        onForget.run();
    }
}
