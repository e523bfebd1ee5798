package org.phasor.dsp.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an evaluation says to somebody who has to choose an estimator, in words. */
public final class Recommendation {

    /** One that was silent more often than this is not recommended: it chose its samples. */
    private static final double LEAST_VALID = 0.9;

    /** With fewer the bootstrap's intervals are too narrow. */
    private static final int FEW_BLOCKS = 20;

    private Recommendation() {}

    /** One sentence or two for each line. */
    public static List<String> of(RecordingEvaluation evaluation) {
        double delayMs = evaluation.delaysMs().get(0);
        List<String> lines = new ArrayList<>();
        if (evaluation.truthQuality().illDefined()) {
            lines.add("On this recording the truth is itself ill-defined: do not choose by what follows. On noise"
                    + " without any rhythm echt comes out at 60 to 83 deg (42 to 70 at amp50), too.");
        }
        Optional<EvaluationRow> best = evaluation.estimators().stream()
                .map(name -> evaluation.row(name, delayMs, ErrorGate.AMP50).orElseThrow())
                .filter(r -> r.validPart() >= LEAST_VALID
                        && Double.isFinite(r.errors().errors().circularSdRad()))
                .findFirst();
        if (best.isEmpty()) {
            lines.add("No estimator gave a valid estimate often enough to be recommended.");
            return lines;
        }
        lines.add(String.format(
                Locale.ROOT,
                "Lowest circular SD here, %s ms ahead, where the rhythm is strong (amp50): %s, %s.",
                plain(delayMs),
                best.get().name(),
                sd(best.get())));
        lines.add(againstDefault(evaluation, best.get()));
        int blocks = best.get().errors().blocks();
        if (blocks < FEW_BLOCKS) {
            lines.add("Only " + blocks + " stretches of 5 s were scored: the intervals are too narrow. Record longer.");
        }
        lines.add(gate(evaluation, best.get()));
        lines.add(
                evaluation.truthQuality().known()
                        ? "The truth is the phase that this signal was made with: these are errors, but of a synthetic"
                                + " signal."
                        : "These errors are disagreement with a filter that knows the future, not with the brain: a"
                                + " filter that errs in the same way as an estimator flatters it.");
        return lines;
    }

    private static String againstDefault(RecordingEvaluation evaluation, EvaluationRow best) {
        String byDefault = evaluation.defaultEstimator();
        if (best.name().equals(byDefault)) {
            return evaluation.estimators().size() == 1
                    ? "It is the default, and the only one that was run."
                    : "It is the default." + next(evaluation, best);
        }
        if (best.overDefault().isEmpty()) {
            return "The default, " + byDefault + ", was not run.";
        }
        PairedBootstrap paired = best.overDefault().get();
        String numbers = String.format(
                Locale.ROOT,
                "%.1f deg less than the default, %s (95 %% %.1f to %.1f, paired over %d blocks of 5 s)",
                -Math.toDegrees(paired.differenceRad()),
                byDefault,
                -Math.toDegrees(paired.interval().high()),
                -Math.toDegrees(paired.interval().low()),
                paired.blocks());
        return paired.beyondChance()
                ? "That is " + numbers
                        + ": beyond chance on this recording. It was picked as the lowest of "
                        + evaluation.estimators().size() + ", which flatters it: confirm on another recording."
                : "That is " + numbers + ": within chance. Nothing here speaks against the default.";
    }

    /** By how much the next one is worse than the default. */
    private static String next(RecordingEvaluation evaluation, EvaluationRow best) {
        return evaluation.estimators().stream()
                .filter(name -> !name.equals(best.name()))
                .flatMap(name -> evaluation.row(name, best.delayMs(), ErrorGate.AMP50).stream())
                .flatMap(row -> row.overDefault().stream().map(paired -> nextWords(row.name(), paired)))
                .findFirst()
                .orElse("");
    }

    private static String nextWords(String name, PairedBootstrap paired) {
        return String.format(
                Locale.ROOT,
                " Next is %s, by %.1f deg (95 %% %.1f to %.1f, paired): %s.",
                name,
                Math.toDegrees(paired.differenceRad()),
                Math.toDegrees(paired.interval().low()),
                Math.toDegrees(paired.interval().high()),
                paired.beyondChance() ? "beyond chance on this recording" : "within chance");
    }

    private static String gate(RecordingEvaluation evaluation, EvaluationRow best) {
        EvaluationRow all =
                evaluation.row(best.name(), best.delayMs(), ErrorGate.ALL).orElseThrow();
        EvaluationRow own =
                evaluation.row(best.name(), best.delayMs(), ErrorGate.OWN50).orElseThrow();
        double without = Math.toDegrees(all.errors().errors().circularSdRad());
        double with = Math.toDegrees(own.errors().errors().circularSdRad());
        return String.format(
                Locale.ROOT,
                "Firing only while its own amplitude is above the median (own50) %s the SD from %.1f to %.1f deg%s.",
                with < without ? "lowers" : "does not lower",
                without,
                with,
                with < without - 5 ? ": worth trigger.amplitude-percentile = 50 in the rig file" : "");
    }

    private static String sd(EvaluationRow row) {
        return String.format(
                Locale.ROOT,
                "%.1f deg (95 %% %.1f to %.1f)",
                Math.toDegrees(row.errors().errors().circularSdRad()),
                Math.toDegrees(row.errors().circularSdRad().low()),
                Math.toDegrees(row.errors().circularSdRad().high()));
    }

    /** A number without trailing zeros. */
    static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
