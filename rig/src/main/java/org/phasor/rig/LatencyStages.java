package org.phasor.rig;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

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

    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private final SingleWriterRecorder[] recorders = new SingleWriterRecorder[Stage.values().length];
    private final Histogram[] totals = new Histogram[recorders.length];

    /** What was recorded since the last reading; kept, because a new one takes 200 kB each time. */
    private final Histogram[] newest = new Histogram[recorders.length];

    LatencyStages() {
        for (int i = 0; i < recorders.length; i++) {
            recorders[i] = new SingleWriterRecorder(LONGEST_NANOS, DIGITS);
            totals[i] = new Histogram(LONGEST_NANOS, DIGITS);
        }
    }

    /** Times before zero (a stamp ahead of its arrival by clock error) count as zero. */
    void record(Stage stage, long nanos) {
        recorders[stage.ordinal()].recordValue(Math.max(0, Math.min(nanos, LONGEST_NANOS)));
    }

    /** Everything since the start, or since {@link #forget}. */
    public synchronized Histogram total(Stage stage) {
        int i = stage.ordinal();
        newest[i] = recorders[i].getIntervalHistogram(newest[i]);
        totals[i].add(newest[i]);
        return totals[i].copy();
    }

    Map<Stage, Histogram> totals() {
        Map<Stage, Histogram> stages = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            stages.put(stage, total(stage));
        }
        return stages;
    }

    /** Starts all stages anew: the first frames after a start wait for compilers, not for us. */
    synchronized void forget() {
        for (Stage stage : Stage.values()) {
            recorders[stage.ordinal()].reset();
            totals[stage.ordinal()].reset();
        }
    }
}
