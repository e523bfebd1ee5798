package org.phasor.recordings.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.phasor.dsp.CircularStatistics;
import org.phasor.dsp.evaluation.ErrorGate;
import org.phasor.dsp.evaluation.EvaluationRow;
import org.phasor.dsp.evaluation.EvaluationSettings;
import org.phasor.dsp.evaluation.Interval;
import org.phasor.dsp.evaluation.Recommendation;
import org.phasor.dsp.evaluation.RecordingEvaluation;

/** The page of {@code phasor evaluate}: tables and plots in one file. The same evaluations make the same page. */
public final class EvaluationPage {

    private EvaluationPage() {}

    /** Writes the page; an older file is replaced. */
    public static void write(Path out, List<EvaluatedFile> files) throws IOException {
        Files.writeString(out, page(files), StandardCharsets.UTF_8);
    }

    static String page(List<EvaluatedFile> files) {
        Markup page = new Markup();
        PageFrame.open(page, "Phasor: estimators compared");
        page.element("h1", "Phase estimators compared");
        page.element(
                "p",
                "Every estimator was run over the recording sample by sample, as a rig runs it, and asked for the phase at"
                        + " the newest sample plus a delay. Unless the truth is known, it is a filter that knows the"
                        + " future: then an error is disagreement with that filter, not with the brain.");
        files.forEach(file -> section(page, file));
        definitions(page);
        PageFrame.close(page);
        return page.toString();
    }

    private static void section(Markup page, EvaluatedFile file) {
        RecordingEvaluation evaluation = file.evaluation();
        page.element("h2", file.file().getFileName() + ", " + file.channel());
        facts(page, file);
        page.element("h3", "What it says");
        if (evaluation.truthQuality().illDefined()) {
            page.raw(
                    "<p class=\"warning\">%s</p>\n",
                    Markup.escaped(evaluation.truthQuality().words()));
        }
        page.raw("<ul>\n");
        Recommendation.of(evaluation).forEach(line -> page.element("li", line));
        page.raw("</ul>\n");
        double first = evaluation.delaysMs().get(0);
        page.element("h3", "Spread of the error, " + AxisScale.label(first) + " ms ahead");
        PlotStyle.legend(page);
        DotChart.circularSd(evaluation, first).draw(page);
        page.element("h3", "Bias, " + AxisScale.label(first) + " ms ahead");
        PlotStyle.legend(page);
        DotChart.bias(evaluation, first).draw(page);
        if (evaluation.delaysMs().size() > 1) {
            page.element("h3", "The cost of looking ahead");
            new SweepChart(evaluation).draw(page);
        }
        page.element(
                "h3",
                "Errors, " + AxisScale.label(first)
                        + " ms ahead: all samples (area) and where the rhythm is strong (line," + " amp50)");
        page.raw("<div>\n");
        for (String name : evaluation.estimators()) {
            ErrorHistogram.draw(
                    page,
                    evaluation.row(name, first, ErrorGate.ALL).orElseThrow(),
                    evaluation.row(name, first, ErrorGate.AMP50).orElseThrow());
        }
        page.raw("</div>\n");
        page.element("h3", "All numbers");
        table(page, evaluation);
    }

    private static void facts(Markup page, EvaluatedFile file) {
        RecordingEvaluation evaluation = file.evaluation();
        EvaluationSettings settings = evaluation.settings();
        page.raw("<dl>\n");
        PageParts.fact(page, "file", file.file().toString());
        PageParts.fact(page, "stream, channel", file.stream() + ", " + file.channel());
        PageParts.fact(
                page,
                "length",
                String.format(
                        Locale.ROOT, "%.0f s at %s Hz", evaluation.seconds(), AxisScale.label(evaluation.rateHz())));
        PageParts.fact(
                page,
                "band",
                AxisScale.label(settings.bandLowHz()) + " to " + AxisScale.label(settings.bandHighHz()) + " Hz");
        PageParts.fact(
                page,
                "peak",
                String.format(
                        Locale.ROOT,
                        "%.1f Hz, searched from %s to %s Hz in the first %.0f s",
                        evaluation.peak().peakHz(),
                        AxisScale.label(settings.searchLowHz()),
                        AxisScale.label(settings.searchHighHz()),
                        evaluation.trainingSeconds()));
        PageParts.fact(
                page,
                "SNR",
                String.format(
                        Locale.ROOT,
                        "%.1f dB over the 1/f background at the peak",
                        evaluation.peak().prominenceDb()));
        PageParts.fact(page, "truth", settings.truth().words());
        PageParts.fact(page, "the truth itself", evaluation.truthQuality().words());
        PageParts.fact(
                page,
                "scored",
                evaluation.scoredSamples() + " samples"
                        + (evaluation.leftOutSeconds() > 0
                                ? String.format(
                                        Locale.ROOT,
                                        "; %.1f s near gaps or values that are no numbers left out",
                                        evaluation.leftOutSeconds())
                                : ""));
        file.notes().forEach(note -> PageParts.fact(page, "note", note));
        file.refusals().forEach((name, why) -> PageParts.fact(page, "not run", name + ": " + why));
        page.raw("</dl>\n");
    }

    private static void table(Markup page, RecordingEvaluation evaluation) {
        page.raw(
                "<div class=\"wide\">\n<table>\n<thead><tr><th class=\"name\">estimator</th><th>delay (ms)</th><th class=\"name\">gate</th>"
                        + "<th>circular SD (deg)</th><th>bias (deg)</th><th>PLV</th><th>MAE (deg)</th><th>valid (%)</th>"
                        + "<th>SD over the default's (deg)</th></tr></thead>\n<tbody>\n");
        String before = "";
        for (EvaluationRow row : evaluation.rows()) {
            CircularStatistics errors = row.errors().errors();
            page.raw(row.name().equals(before) ? "<tr>" : "<tr class=\"first\">");
            page.raw(
                    "<td class=\"name\">%s</td><td>%s</td><td class=\"name\">%s</td>",
                    Markup.escaped(row.name()),
                    AxisScale.label(row.delayMs()),
                    row.gate().key());
            cell(
                    page,
                    "%.1f",
                    Math.toDegrees(errors.circularSdRad()),
                    degrees(row.errors().circularSdRad()));
            cell(
                    page,
                    "%+.1f",
                    Math.toDegrees(errors.biasRad()),
                    degrees(row.errors().biasRad()));
            cell(page, "%.3f", errors.plv(), row.errors().plv());
            cell(
                    page,
                    "%.1f",
                    Math.toDegrees(errors.meanAbsoluteRad()),
                    degrees(row.errors().meanAbsoluteRad()));
            page.raw("<td>%.0f</td>", 100 * row.validPart());
            row.overDefault()
                    .ifPresentOrElse(
                            p -> cell(page, "%+.1f", Math.toDegrees(p.differenceRad()), degrees(p.interval())),
                            () -> page.raw("<td></td>"));
            page.raw("</tr>\n");
            before = row.name();
        }
        page.raw("</tbody>\n</table>\n</div>\n");
    }

    private static Interval degrees(Interval rad) {
        return new Interval(Math.toDegrees(rad.low()), Math.toDegrees(rad.high()));
    }

    private static void cell(Markup page, String form, double value, Interval interval) {
        page.raw("<td>").raw(Double.isFinite(value) ? form : "-", value);
        if (Double.isFinite(interval.low()) && Double.isFinite(interval.high())) {
            page.raw(" <span class=\"interval\">[" + form + " " + form + "]</span>", interval.low(), interval.high());
        }
        page.raw("</td>");
    }

    private static void definitions(Markup page) {
        page.element("h2", "What the numbers are");
        page.raw("<dl>\n");
        PageParts.fact(
                page,
                "error",
                "estimate less truth at the newest sample's time plus the delay, in -180 to 180 degrees;"
                        + " phase 0 is the positive peak");
        for (ErrorGate gate : ErrorGate.values()) {
            PageParts.fact(page, gate.key(), gate.words());
        }
        PageParts.fact(page, "circular SD", "sqrt(-2 ln PLV); about 0.8 times as large is the mean absolute error");
        PageParts.fact(page, "bias", "circular mean of the errors; positive: the estimate is ahead of the truth");
        PageParts.fact(page, "PLV", "length of the mean of the errors' unit vectors, 0 to 1");
        PageParts.fact(page, "MAE", "mean of the errors' absolute values");
        PageParts.fact(page, "valid", "part of the gate's samples at which the estimator gave an estimate");
        PageParts.fact(
                page,
                "on noise",
                "on signals without any rhythm echt came out at a circular SD of 60 to 83 degrees over all"
                        + " samples and 42 to 70 at amp50, because estimator and filter pass the same noise: numbers near these mean nothing");
        PageParts.fact(
                page,
                "intervals",
                "95 %, by a bootstrap of 1000 draws over stretches of 5 s; with fewer than about 20"
                        + " stretches they are too narrow");
        PageParts.fact(
                page,
                "SD over the default's",
                "difference of the circular SDs on the same samples, by a paired bootstrap:"
                        + " negative is better than the default; an interval that holds 0 is chance");
        PageParts.fact(
                page,
                "training",
                "the first 60 s of the recording, or 35 % when that is shorter, give the peak and whatever"
                        + " an estimator is trained on; scored is what comes 2 s after it to 2.5 s before the end, every 37 ms");
        page.raw("</dl>\n");
    }
}
