package org.phasor.recordings.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.phasor.dsp.evaluation.ErrorGate;
import org.phasor.dsp.evaluation.EvaluationRow;
import org.phasor.dsp.evaluation.Interval;
import org.phasor.dsp.evaluation.RecordingEvaluation;
import org.phasor.recordings.page.Certification.HorizonPrice;
import org.phasor.recordings.page.Certification.LimitLine;
import org.phasor.recordings.page.Certification.Stall;

/** The page of {@code phasor certify}: one file with nothing from elsewhere. The same findings make the same page. */
public final class CertificationPage {

    private static final double MICROS_PER_MS = 1000;

    private CertificationPage() {}

    /**
     * Writes the page.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is such a file: it is left as it is
     */
    public static void write(Path out, Certification certification) throws IOException {
        Files.writeString(out, page(certification), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    }

    static String page(Certification c) {
        Markup page = new Markup();
        PageFrame.open(page, "Phasor: this machine certified");
        page.element("h1", "What this machine can do");
        page.raw("<p class=\"verdict %s\">%s</p>\n", c.met() ? "met" : "unmet", Markup.escaped(c.verdict()));
        page.raw("<dl>\n");
        PageParts.fact(page, "made", c.madeAt() + ", Phasor " + c.version());
        page.raw("<dt>by</dt><dd><code>%s</code></dd>\n", Markup.escaped(c.command()));
        page.raw("</dl>\n");
        c.notes().forEach(note -> page.raw("<p class=\"warning\">%s</p>\n", Markup.escaped(note)));
        limits(page, c.limits());
        stages(page, c);
        timeline(page, c);
        c.horizon().ifPresent(price -> horizon(page, price));
        facts(page, "The load", c.load());
        facts(page, "The machine", c.machine());
        page.element("h2", "What the numbers are");
        page.raw("<dl>\n");
        CertificationWords.DEFINITIONS.forEach((name, words) -> PageParts.fact(page, name, words));
        page.raw("</dl>\n");
        PageFrame.close(page);
        return page.toString();
    }

    private static void limits(Markup page, List<LimitLine> limits) {
        page.element("h2", "Limits");
        page.raw(
                "<table>\n<thead><tr><th class=\"words\">limit</th><th>measured</th><th>at most</th>"
                        + "<th class=\"name\">unit</th><th class=\"name\">met</th><th class=\"words\"></th></tr></thead>\n<tbody>\n");
        for (LimitLine limit : limits) {
            page.raw(
                    "<tr><td class=\"words\">%s</td><td>%s</td><td>%s</td><td class=\"name\">%s</td>"
                            + "<td class=\"name %s\">%s</td><td class=\"words\">%s</td></tr>\n",
                    Markup.escaped(limit.words()),
                    number(limit.value()),
                    number(OptionalDouble.of(limit.bound())),
                    Markup.escaped(CertificationWords.unit(limit.unit())),
                    limit.met() ? "met" : "unmet",
                    limit.met() ? "yes" : "NO",
                    Markup.escaped(limit.note()));
        }
        page.raw("</tbody>\n</table>\n");
    }

    private static void stages(Markup page, Certification c) {
        page.element("h2", "Latency by stage");
        if (c.stages().isEmpty()) {
            page.element("p", "Nothing was measured.");
            return;
        }
        page.raw("<table>\n<thead><tr><th class=\"name\">stage (µs)</th><th>n</th><th>p50</th><th>p99</th>"
                + "<th>p99.9</th><th>max</th><th class=\"words\">from where to where</th></tr></thead>\n<tbody>\n");
        for (LatencyStage stage : c.stages()) {
            page.raw(
                    "<tr><td class=\"name\">%s</td><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td>"
                            + "<td class=\"words\">%s</td></tr>\n",
                    Markup.escaped(stage.key()),
                    stage.n(),
                    number(stage.p50Micros()),
                    number(stage.p99Micros()),
                    number(stage.p999Micros()),
                    number(stage.maxMicros()),
                    Markup.escaped(stage.words()));
        }
        page.raw("</tbody>\n</table>\n");
        CertificationWords.degrees(c).ifPresent(words -> page.element("p", words));
        page.element("p", "Both axes are logarithmic. Dotted: percentiles. Dashed red: the limit.");
        page.raw("<div class=\"charts\">\n");
        c.stages().forEach(stage -> LatencyChart.draw(page, stage, boundMicros(stage, c.limits())));
        page.raw("</div>\n");
    }

    /** A limit of a stage has the stage's key at its beginning. */
    private static OptionalDouble boundMicros(LatencyStage stage, List<LimitLine> limits) {
        return limits.stream()
                .filter(l -> l.key().startsWith(stage.key()))
                .mapToDouble(l -> l.unit().equals("ms") ? l.bound() * MICROS_PER_MS : l.bound())
                .findFirst();
    }

    private static void timeline(Markup page, Certification c) {
        page.element("h2", "Over time");
        page.element("p", c.pauses());
        if (!c.timeline().isEmpty()) {
            TimelineChart.legend(page);
            TimelineChart.draw(
                    page,
                    c.timeline(),
                    c.horizon().map(HorizonPrice::rigHorizonMs).orElse(Double.NaN));
        }
        if (!c.stalls().isEmpty()) {
            page.element("h3", "The longest stalls");
            page.raw(
                    "<table>\n<thead><tr><th>at (s)</th><th>oldest sample (ms)</th><th class=\"words\">cause, as far as"
                            + " it can be told</th></tr></thead>\n<tbody>\n");
            for (Stall stall : c.stalls()) {
                page.raw(
                        "<tr><td>%.0f</td><td>%.2f</td><td class=\"words\">%s</td></tr>\n",
                        stall.atSeconds(), stall.ms(), Markup.escaped(stall.cause()));
            }
            page.raw("</tbody>\n</table>\n");
        }
    }

    private static void horizon(Markup page, HorizonPrice price) {
        RecordingEvaluation evaluation = price.evaluation();
        String estimator = evaluation.defaultEstimator();
        page.element("h2", "The price of the horizon");
        page.raw("<p class=\"lead\">%s</p>\n", Markup.escaped(CertificationWords.horizon(price)));
        List<SweepChart.Mark> marks = new ArrayList<>();
        marks.add(new SweepChart.Mark("the rig's horizon", price.rigHorizonMs() + price.outputDelayMs()));
        price.neededHorizonMs()
                .ifPresent(ms -> marks.add(new SweepChart.Mark("what is needed", ms + price.outputDelayMs())));
        new SweepChart(evaluation, marks).draw(page);
        page.raw("<table>\n<thead><tr><th>horizon (ms)</th><th>with output delay (ms)</th><th>circular SD (deg)</th>"
                + "<th>95 % interval</th><th>bias (deg)</th></tr></thead>\n<tbody>\n");
        for (double delayMs : evaluation.delaysMs()) {
            evaluation.row(estimator, delayMs, ErrorGate.AMP50).ifPresent(row -> row(page, row, price));
        }
        page.raw("</tbody>\n</table>\n");
    }

    private static void row(Markup page, EvaluationRow row, HorizonPrice price) {
        Interval sd = row.errors().circularSdRad();
        page.raw(
                "<tr><td>%s</td><td>%s</td><td>%.1f</td><td>%.1f to %.1f</td><td>%+.1f</td></tr>\n",
                AxisScale.label(CertificationWords.rounded(row.delayMs() - price.outputDelayMs())),
                AxisScale.label(CertificationWords.rounded(row.delayMs())),
                Math.toDegrees(row.errors().errors().circularSdRad()),
                Math.toDegrees(sd.low()),
                Math.toDegrees(sd.high()),
                Math.toDegrees(row.errors().errors().biasRad()));
    }

    private static void facts(Markup page, String title, Map<String, String> facts) {
        page.element("h2", title);
        page.raw("<dl>\n");
        facts.forEach((name, value) -> PageParts.fact(page, name, value));
        page.raw("</dl>\n");
    }

    /** With about four figures: more are not there. */
    private static String number(OptionalDouble value) {
        return value.isEmpty() ? "-" : CertificationWords.number(value.getAsDouble(), Locale.ROOT);
    }
}
