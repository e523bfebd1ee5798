package org.phasor.rig.command;

import java.io.PrintWriter;
import java.util.Locale;
import org.phasor.dsp.CircularStatistics;
import org.phasor.dsp.evaluation.EvaluationRow;
import org.phasor.dsp.evaluation.EvaluationSettings;
import org.phasor.dsp.evaluation.Interval;
import org.phasor.dsp.evaluation.Recommendation;
import org.phasor.dsp.evaluation.RecordingEvaluation;
import org.phasor.recordings.page.EvaluatedFile;

/** An evaluation as a person reads it on a terminal. */
final class EvaluationText {

    private static final int WIDTH = 100;

    private EvaluationText() {}

    static void print(PrintWriter out, EvaluatedFile file) {
        RecordingEvaluation evaluation = file.evaluation();
        EvaluationSettings settings = evaluation.settings();
        out.printf(
                Locale.ROOT,
                "%s: %s, %.0f s at %s Hz%n",
                file.file(),
                file.channel(),
                evaluation.seconds(),
                Narrator.plain(evaluation.rateHz()));
        out.printf(
                Locale.ROOT,
                "  peak       %.1f Hz, %.1f dB over the background (searched %s to %s Hz in the first %.0f s)%n",
                evaluation.peak().peakHz(),
                evaluation.peak().prominenceDb(),
                Narrator.plain(settings.searchLowHz()),
                Narrator.plain(settings.searchHighHz()),
                evaluation.trainingSeconds());
        say(out, "  truth      ", settings.truth().words());
        say(out, "             ", evaluation.truthQuality().words());
        out.printf(
                Locale.ROOT,
                "  scored     %d samples after the first %.0f s%s%n",
                evaluation.scoredSamples(),
                evaluation.trainingSeconds(),
                evaluation.leftOutSeconds() > 0
                        ? String.format(
                                Locale.ROOT,
                                "; %.1f s near gaps or values that are no numbers left out",
                                evaluation.leftOutSeconds())
                        : "");
        file.notes().forEach(note -> say(out, "  note       ", note));
        table(out, evaluation);
        file.refusals().forEach((name, why) -> say(out, "  not run    ", name + ": " + why));
        out.println();
        Recommendation.of(evaluation).forEach(line -> say(out, "  ", line));
        out.println();
    }

    /** In lines of a terminal's width, the further ones as far in as the first. */
    private static void say(PrintWriter out, String head, String words) {
        StringBuilder line = new StringBuilder(head);
        boolean empty = true;
        for (String word : words.split(" ")) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                out.println(line);
                line = new StringBuilder(" ".repeat(head.length()));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.println(line);
    }

    private static void table(PrintWriter out, RecordingEvaluation evaluation) {
        int width = Math.max(
                9,
                evaluation.estimators().stream().mapToInt(String::length).max().orElse(9));
        String head = "  %-" + width + "s  %5s  %-5s  %6s %13s  %6s %15s  %5s  %5s  %6s%n";
        out.println();
        out.printf(
                Locale.ROOT,
                head,
                "estimator",
                "delay",
                "gate",
                "SD",
                "[95 %]",
                "bias",
                "[95 %]",
                "PLV",
                "MAE",
                "valid");
        out.printf(Locale.ROOT, head, "", "ms", "", "deg", "deg", "deg", "deg", "", "deg", "%");
        String before = evaluation.rows().get(0).name();
        for (EvaluationRow row : evaluation.rows()) {
            if (!row.name().equals(before)) {
                out.println();
                before = row.name();
            }
            CircularStatistics errors = row.errors().errors();
            out.printf(
                    Locale.ROOT,
                    "  %-" + width + "s  %5s  %-5s  %6s %13s  %6s %15s  %5s  %5s  %6s%n",
                    row.name(),
                    Narrator.plain(row.delayMs()),
                    row.gate().key(),
                    degrees("%.1f", errors.circularSdRad()),
                    interval("%.1f", row.errors().circularSdRad()),
                    degrees("%+.1f", errors.biasRad()),
                    interval("%+.1f", row.errors().biasRad()),
                    number("%.3f", errors.plv()),
                    degrees("%.1f", errors.meanAbsoluteRad()),
                    number("%.0f", 100 * row.validPart()));
        }
    }

    private static String interval(String form, Interval rad) {
        return Double.isFinite(rad.low()) && Double.isFinite(rad.high())
                ? "[" + degrees(form, rad.low()) + " " + degrees(form, rad.high()) + "]"
                : "-";
    }

    private static String degrees(String form, double rad) {
        return number(form, Math.toDegrees(rad));
    }

    private static String number(String form, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, form, value) : "-";
    }
}
