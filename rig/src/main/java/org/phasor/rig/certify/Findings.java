package org.phasor.rig.certify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.phasor.recordings.page.Certification;
import org.phasor.recordings.page.Certification.HorizonPrice;
import org.phasor.recordings.page.LatencyStage;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.rig.PhasorVersion;
import org.phasor.rig.machine.Pause;

/** Puts together what a certification says. */
public final class Findings {

    private static final double NANOS_PER_MICRO = 1000;

    private Findings() {}

    /**
     * @param command that made it, as a person would type it
     * @param madeAt date and time, for a person
     * @param scope whether there was a window, in words
     * @param price empty when it was not computed
     * @param machine by name
     */
    public static Certification of(
            CertifyRun run,
            CertifyLoad load,
            CertifyLimits limits,
            String command,
            String madeAt,
            String scope,
            Optional<HorizonPrice> price,
            Map<String, String> machine)
            throws IOException {
        Measurement measured = run.measurement();
        Verdict verdict = Verdict.of(measured, limits);
        List<String> notes = new ArrayList<>(measured.notes());
        if (run.stopped()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "Ended by the operator: this is what was measured in the first %.0f s.",
                    measured.seconds()));
        }
        Map<String, String> words = new LinkedHashMap<>();
        words.put("measured", String.format(Locale.ROOT, "%.0f s, armed", measured.seconds()));
        words.put("pulses", measured.delivered() + " given, " + measured.refused() + " refused as late or stale");
        words.putAll(load.words(run.recordingWords(), scope));
        Map<String, String> machineWords = new LinkedHashMap<>(machine);
        machineWords.put("threads and memory", run.quietWords());
        return new Certification(
                command,
                PhasorVersion.text(),
                madeAt,
                (run.stopped() ? "ended by the operator; so far: " : "") + verdict.line(),
                verdict.met(),
                load.horizonMs(),
                load.centreHz(),
                verdict.limits(),
                stages(measured),
                measured.timeline.columns(),
                measured.stalls.stalls(),
                pauses(measured.pauses),
                price,
                words,
                machineWords,
                notes);
    }

    private static List<LatencyStage> stages(Measurement measured) {
        List<LatencyStage> stages = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            Histogram histogram = measured.latency(stage);
            if (histogram.getTotalCount() > 0) {
                stages.add(stage(stage, histogram));
            }
        }
        return stages;
    }

    static LatencyStage stage(Stage stage, Histogram histogram) {
        long[] bins = new long[LatencyStage.BINS];
        for (HistogramIterationValue value : histogram.recordedValues()) {
            double micros = value.getValueIteratedTo() / NANOS_PER_MICRO;
            bins[LatencyStage.binOf(micros)] += value.getCountAddedInThisIterationStep();
        }
        long n = histogram.getTotalCount();
        return new LatencyStage(
                stage.key(),
                words(stage),
                n,
                micros(histogram, 50, n >= 2),
                micros(histogram, 99, n >= 100),
                micros(histogram, 99.9, n >= 1000),
                micros(histogram, 100, n >= 1),
                bins);
    }

    private static OptionalDouble micros(Histogram histogram, double percentile, boolean enough) {
        return enough
                ? OptionalDouble.of(histogram.getValueAtPercentile(percentile) / NANOS_PER_MICRO)
                : OptionalDouble.empty();
    }

    private static String words(Stage stage) {
        return switch (stage) {
            case STAMP_TO_ARRIVAL -> "the sample's own time to read from the network";
            case ARRIVAL_TO_DECISION -> "read from the network to decided";
            case STAMP_TO_DECISION -> "the sample's own time to decided: what the horizon must cover";
            case ARRIVAL_TO_DEVICE -> "read from the network to device call returned, pulses fired at once";
            case GATE_TO_DEVICE_RETURN -> "the gate's clock reading to device call returned, every pulse";
            case PLANNED_TO_ACTUAL -> "planned time to the gate's clock reading, scheduled pulses";
        };
    }

    private static String pauses(PauseTally pauses) {
        if (pauses.whyNot().isPresent()) {
            return "Pauses: " + pauses.whyNot().get();
        }
        return String.format(
                Locale.ROOT,
                "Pauses of the whole program: %d, the longest %.2f ms, %.1f ms in all; of them by the collector: %d, the"
                        + " longest %.2f ms. A thread that sleeps a millisecond at a time woke more than 1 ms late %d times,"
                        + " by %.2f ms at the most (scheduler).",
                pauses.count(Pause.Kind.SAFEPOINT),
                pauses.longestOfAllThreadsMs(),
                pauses.totalMs(Pause.Kind.SAFEPOINT),
                pauses.count(Pause.Kind.COLLECTOR),
                pauses.longestMs(Pause.Kind.COLLECTOR),
                pauses.count(Pause.Kind.SCHEDULER),
                pauses.longestMs(Pause.Kind.SCHEDULER));
    }
}
