package org.phasor.rig.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.phasor.recordings.page.Certification.LimitLine;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.rig.machine.Pause;

/**
 * Whether the limits were met. What was not measured is not met; of what was measured seldom the largest value stands in
 * for the percentile, which is at most as large.
 *
 * @param limits each with its value and bound, in the order of {@link CertifyLimit}
 * @param met whether all of them were, and the run got through
 * @param line for a person: what is not met, or that everything is
 */
record Verdict(List<LimitLine> limits, boolean met, String line) {

    /** Fewer values say nothing, whatever they are. */
    static final int FEWEST = 20;

    private static final double NANOS_PER_MS = 1e6;
    private static final double NANOS_PER_MICRO = 1e3;

    static Verdict of(Measurement measured, CertifyLimits limits) {
        List<LimitLine> lines = new ArrayList<>();
        for (CertifyLimit limit : CertifyLimit.values()) {
            lines.add(line(limit, limits.bound(limit), measured));
        }
        boolean met = measured.brokenBy().isEmpty() && lines.stream().allMatch(LimitLine::met);
        return new Verdict(List.copyOf(lines), met, words(lines, measured));
    }

    private static LimitLine line(CertifyLimit limit, double bound, Measurement measured) {
        return switch (limit) {
            case ARRIVAL_TO_DEVICE ->
                stage(limit, bound, measured.latency(Stage.ARRIVAL_TO_DEVICE), 99, NANOS_PER_MICRO);
            case PLANNED_TO_ACTUAL ->
                stage(limit, bound, measured.latency(Stage.PLANNED_TO_ACTUAL), 99, NANOS_PER_MICRO);
            case AGE -> {
                LimitLine age = stage(limit, bound, measured.latency(Stage.STAMP_TO_DECISION), 99.9, NANOS_PER_MS);
                // Whatever the bound: a rig that is not armed at its own horizon will not do.
                yield measured.beyondHorizon()
                        ? new LimitLine(
                                age.key(),
                                age.words(),
                                age.value(),
                                bound,
                                age.unit(),
                                false,
                                "not armed at its horizon")
                        : age;
            }
            case PAUSE -> pause(limit, bound, measured.pauses);
            case REFUSED -> refused(limit, bound, measured);
        };
    }

    private static LimitLine stage(
            CertifyLimit limit, double bound, Histogram histogram, double percentile, double nanosPerUnit) {
        long n = histogram.getTotalCount();
        if (n < FEWEST) {
            return unmeasured(limit, bound, n + " values: needs " + FEWEST + ", a longer --duration gives more");
        }
        boolean enough = n * (100 - percentile) >= 99.999;
        double value = histogram.getValueAtPercentile(enough ? percentile : 100) / nanosPerUnit;
        return measured(limit, bound, value, enough ? "n = " + n : "the largest of only " + n + " values");
    }

    private static LimitLine pause(CertifyLimit limit, double bound, PauseTally pauses) {
        if (pauses.whyNot().isPresent()) {
            return unmeasured(limit, bound, pauses.whyNot().get());
        }
        return measured(limit, bound, pauses.longestOfAllThreadsMs(), "n = " + pauses.count(Pause.Kind.SAFEPOINT));
    }

    private static LimitLine refused(CertifyLimit limit, double bound, Measurement measured) {
        long due = measured.delivered() + measured.refused();
        if (due < FEWEST) {
            return unmeasured(limit, bound, due + " pulses came due: needs " + FEWEST);
        }
        return measured(limit, bound, 100.0 * measured.refused() / due, measured.refused() + " of " + due);
    }

    private static LimitLine measured(CertifyLimit limit, double bound, double value, String note) {
        return new LimitLine(
                limit.key(), limit.words(), OptionalDouble.of(value), bound, limit.unit(), value <= bound, note);
    }

    private static LimitLine unmeasured(CertifyLimit limit, double bound, String why) {
        return new LimitLine(
                limit.key(), limit.words(), OptionalDouble.empty(), bound, limit.unit(), false, "not measured: " + why);
    }

    private static String words(List<LimitLine> lines, Measurement measured) {
        List<String> parts = new ArrayList<>();
        measured.brokenBy().ifPresent(why -> parts.add("the run ended early: " + why));
        boolean met = parts.isEmpty() && lines.stream().allMatch(LimitLine::met);
        for (LimitLine line : lines) {
            if (line.met() == met) {
                parts.add(words(line));
            }
        }
        return (met ? "meets its limits: " : "does NOT meet its limits: ") + String.join("; ", parts);
    }

    private static String words(LimitLine line) {
        String bound = Numbers.measured(line.bound()) + ' ' + line.unit();
        if (line.value().isEmpty()) {
            return line.key() + ' ' + line.note();
        }
        String value = Numbers.measured(line.value().getAsDouble());
        return line.key() + ' ' + value + (line.met() ? " <= " : ' ' + line.unit() + ", at most ") + bound;
    }
}
