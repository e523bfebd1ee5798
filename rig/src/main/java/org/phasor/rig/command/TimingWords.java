package org.phasor.rig.command;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.phasor.rig.DegreesAtTarget;
import org.phasor.rig.LatencyBudget;
import org.phasor.rig.LatencyFigures;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.rig.SessionTiming;
import org.phasor.rig.machine.Pause;
import org.phasor.rig.machine.Pauses;

/** How fast a session is, in words: a part of the progress line, and lines of the summary. */
public final class TimingWords {

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MS = 1e6;

    private TimingWords() {}

    /** The last minute for the progress line; what is not known yet is left out. */
    static String progress(SessionTiming timing) {
        LatencyFigures decision = timing.lastMinute().get(Stage.ARRIVAL_TO_DECISION);
        List<String> parts = new ArrayList<>();
        parts.add(String.format(
                Locale.ROOT,
                "arrival to decision p50 %s us, p99 %s us, max %s us",
                micros(decision.p50Nanos()),
                micros(decision.p99Nanos()),
                micros(decision.maxNanos())));
        LatencyBudget budget = timing.budgetP99();
        if (!budget.atOnce() && budget.leftMs().isPresent()) {
            parts.add(
                    budget.leftMs().getAsDouble() < 0
                            ? format(
                                    "TOO OLD for the horizon by %.1f ms (p99)",
                                    OptionalDouble.of(-budget.leftMs().getAsDouble()))
                            : format("%.1f of %.1f ms left (p99)", budget.leftMs(), budget.wholeMs()));
        }
        addFiredAndStops(timing, parts);
        return String.join(", ", parts);
    }

    /** Median and 99th percentile of arrival to decision in the last minute, as {@code 9 / 60 µs}; for the screen. */
    public static String decision(SessionTiming timing) {
        LatencyFigures decision = timing.lastMinute().get(Stage.ARRIVAL_TO_DECISION);
        return micros(decision.p50Nanos()) + " / " + micros(decision.p99Nanos()) + " µs";
    }

    /** What that is, and what is left of the horizon; for the screen. */
    public static String decisionAndLeft(SessionTiming timing) {
        String what = "p50 / p99 to decide";
        LatencyBudget budget = timing.budgetP99();
        if (budget.atOnce() || budget.leftMs().isEmpty()) {
            return what;
        }
        double left = budget.leftMs().getAsDouble();
        return what
                + (left < 0
                        ? format(", %.1f ms TOO OLD", OptionalDouble.of(-left))
                        : format(", %.1f of %.1f ms left", budget.leftMs(), budget.wholeMs()));
    }

    /** The rest of the last minute; for the screen. */
    static String screen(SessionTiming timing) {
        List<String> parts = new ArrayList<>();
        parts.add("slowest decision "
                + micros(timing.lastMinute().get(Stage.ARRIVAL_TO_DECISION).maxNanos()) + " us");
        addFiredAndStops(timing, parts);
        return String.join(", ", parts);
    }

    private static void addFiredAndStops(SessionTiming timing, List<String> parts) {
        LatencyFigures late = timing.lastMinute().get(Stage.PLANNED_TO_ACTUAL);
        if (late.maxNanos().isPresent()) {
            parts.add("fired within " + micros(late.maxNanos()) + " us");
        }
        Pauses stops = timing.pauses().get(Pause.Kind.SAFEPOINT);
        if (stops.count() > 0) {
            parts.add(String.format(
                    Locale.ROOT, "pauses %d (longest %.1f ms)", stops.count(), stops.maxNanos() / NANOS_PER_MS));
        }
    }

    private static String micros(OptionalLong nanos) {
        return nanos.isPresent() ? String.format(Locale.ROOT, "%.0f", nanos.getAsLong() / NANOS_PER_MICRO) : "-";
    }

    /** Lines of the summary, each with its title. */
    static List<String> summary(SessionTiming timing) {
        List<String> lines = new ArrayList<>();
        budget("budget       ", "p50", timing.budgetP50(), lines);
        budget("             ", "p99", timing.budgetP99(), lines);
        timing.degrees().ifPresent(degrees -> degrees(degrees, lines));
        pauses(timing, lines);
        return lines;
    }

    private static void budget(String title, String at, LatencyBudget budget, List<String> lines) {
        if (budget.leftMs().isEmpty()) {
            return;
        }
        List<String> parts = new ArrayList<>();
        if (!budget.atOnce()) {
            parts.add(part("stream", budget, budget.streamMs()));
        }
        parts.add(part("decision", budget, budget.decisionMs()));
        if (budget.atOnce()) {
            parts.add(part("device", budget, budget.deviceMs()));
        }
        parts.add(part(budget.atOnce() ? "rest" : "left", budget, budget.leftMs()));
        lines.add(title + at + " of " + format("%.3f ms", budget.wholeMs())
                + (budget.atOnce() ? " from arrival to device: " : ", the horizon: ") + String.join(", ", parts));
    }

    private static String part(String name, LatencyBudget budget, OptionalDouble ms) {
        return name + " " + format("%.3f ms", ms) + " (" + format("%.1f", budget.percent(ms)) + " %)";
    }

    private static void degrees(DegreesAtTarget degrees, List<String> lines) {
        String title = "in degrees   ";
        lines.add(title
                + String.format(
                        Locale.ROOT,
                        "at %.1f Hz (1 ms is %.2f deg): predicted %.1f deg ahead",
                        degrees.frequencyHz(),
                        0.36 * degrees.frequencyHz(),
                        degrees.horizonDeg())
                + (degrees.horizonSlackP99Deg().isPresent()
                        ? format(", %.1f left over at p99", degrees.horizonSlackP99Deg())
                        : ""));
        List<String> more = new ArrayList<>();
        if (degrees.plannedToActualP99Deg().isPresent()) {
            more.add(format("pulses late by %.3f deg at p99", degrees.plannedToActualP99Deg()));
        }
        if (degrees.ageP99Deg().isPresent()) {
            more.add(format(
                    "the samples' age would cost %.1f deg at p99 if it were not predicted", degrees.ageP99Deg()));
        }
        if (!more.isEmpty()) {
            lines.add("             " + String.join("; ", more));
        }
    }

    private static void pauses(SessionTiming timing, List<String> lines) {
        String title = "pauses       ";
        for (var entry : timing.pauses().entrySet()) {
            Pauses pauses = entry.getValue();
            if (pauses.longest().isPresent()) {
                Pause longest = pauses.longest().get();
                lines.add(String.format(
                        Locale.ROOT,
                        "%s%-9s %d, %.1f ms in all, longest %.2f ms at %s%s",
                        title,
                        entry.getKey().key(),
                        pauses.count(),
                        pauses.totalNanos() / NANOS_PER_MS,
                        longest.nanos() / NANOS_PER_MS,
                        longest.begin().truncatedTo(ChronoUnit.MILLIS),
                        longest.cause().isEmpty() ? "" : " (" + longest.cause() + ")"));
                title = "             ";
            }
        }
        if (timing.pausesWhyNot().isPresent()) {
            lines.add(title + timing.pausesWhyNot().get());
        } else if (!title.isBlank()) {
            lines.add(title + "none");
        }
    }

    private static String format(String pattern, OptionalDouble... values) {
        Object[] numbers = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = values[i].orElse(Double.NaN);
        }
        return String.format(Locale.ROOT, pattern, numbers);
    }
}
