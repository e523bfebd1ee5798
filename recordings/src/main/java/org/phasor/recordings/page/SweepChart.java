package org.phasor.recordings.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.phasor.dsp.evaluation.ErrorGate;
import org.phasor.dsp.evaluation.EvaluationRow;
import org.phasor.dsp.evaluation.RecordingEvaluation;

/** What it costs to look ahead: a line for each estimator over the delays, at gate amp50. */
final class SweepChart {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    private static final int LEFT = 60;
    private static final int TOP = 14;
    private static final int BOTTOM = 50;
    private static final double LABEL_PITCH = 15;

    private final RecordingEvaluation evaluation;
    private final List<Double> delays;
    private final List<Mark> marks;

    /** A delay that matters, as an upright line with its name. */
    record Mark(String name, double delayMs) {}

    SweepChart(RecordingEvaluation evaluation) {
        this(evaluation, List.of());
    }

    SweepChart(RecordingEvaluation evaluation, List<Mark> marks) {
        this.evaluation = evaluation;
        this.marks = marks;
        delays = evaluation.delaysMs().stream().sorted().toList();
    }

    private record EndLabel(String name, double y, String color) {}

    void draw(Markup page) {
        List<String> names = evaluation.estimators();
        int right = WIDTH - PlotStyle.labelWidth(names);
        int bottom = HEIGHT - BOTTOM;
        AxisScale x = AxisScale.covering(0, delays.get(delays.size() - 1), LEFT, right);
        double[] sds = sds();
        AxisScale y = AxisScale.around(sds[0], Math.max(sds[0] + 1, sds[sds.length - 1]), bottom, TOP);
        PlotStyle.open(page, WIDTH, HEIGHT, "circular SD over delay");
        for (double tick : y.ticks()) {
            line(page, LEFT, y.pixel(tick), right, y.pixel(tick), tick == y.low() ? PlotStyle.AXIS : PlotStyle.GRID);
            PlotStyle.text(page, LEFT - 8.0, y.pixel(tick) + 4, "end", AxisScale.label(tick));
        }
        for (double tick : x.ticks()) {
            line(page, x.pixel(tick), bottom, x.pixel(tick), bottom + 5.0, PlotStyle.AXIS);
            PlotStyle.text(page, x.pixel(tick), bottom + 19.0, "middle", AxisScale.label(tick));
        }
        PlotStyle.text(page, (LEFT + right) / 2.0, HEIGHT - 10.0, "middle", "delay (ms ahead of the newest sample)");
        page.raw(
                "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\" fill=\"#222\">circular SD"
                        + " (degrees), amp50</text>\n",
                (TOP + bottom) / 2);
        for (int i = 0; i < marks.size(); i++) {
            double at = x.pixel(marks.get(i).delayMs());
            page.raw(
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\" stroke-dasharray=\"6 3\"/>\n",
                    at, TOP, at, bottom, PlotStyle.LIMIT);
            boolean left = at < (LEFT + right) / 2.0;
            PlotStyle.smallText(
                    page,
                    left ? at + 5 : at - 5,
                    TOP + 12.0 + 14 * i,
                    left ? "start" : "end",
                    marks.get(i).name(),
                    PlotStyle.LIMIT);
        }
        List<EndLabel> labels = new ArrayList<>();
        for (int i = names.size() - 1; i >= 0; i--) {
            String name = names.get(i);
            boolean strong = i == 0 || name.equals(evaluation.defaultEstimator());
            labels.addAll(curve(page, name, strong ? PlotStyle.STRONG : PlotStyle.WEAK, strong, x, y));
        }
        label(page, labels, right + 10.0);
        PlotStyle.close(page);
    }

    /** In degrees, ascending; 0 alone where there is none. */
    private double[] sds() {
        double[] sds = evaluation.rows().stream()
                .filter(r -> r.gate() == ErrorGate.AMP50)
                .mapToDouble(r -> Math.toDegrees(r.errors().errors().circularSdRad()))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return sds.length == 0 ? new double[1] : sds;
    }

    private List<EndLabel> curve(Markup page, String name, String color, boolean strong, AxisScale x, AxisScale y) {
        StringBuilder points = new StringBuilder();
        double last = Double.NaN;
        for (double delay : delays) {
            EvaluationRow row = evaluation.row(name, delay, ErrorGate.AMP50).orElse(null);
            double sd = row == null
                    ? Double.NaN
                    : Math.toDegrees(row.errors().errors().circularSdRad());
            if (Double.isFinite(sd)) {
                last = y.pixel(sd);
                points.append(String.format(java.util.Locale.ROOT, "%.1f,%.1f ", x.pixel(delay), last));
                page.raw("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n", x.pixel(delay), last, color);
            }
        }
        page.raw(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"/>\n",
                points.toString().strip(), color, strong ? "2.5" : "1.5");
        return Double.isNaN(last) ? List.of() : List.of(new EndLabel(name, last, strong ? color : "#444"));
    }

    /** Beside the ends of the lines, moved apart where they would overlap, and back into the plot. */
    private static void label(Markup page, List<EndLabel> labels, double x) {
        List<EndLabel> fromAbove = new ArrayList<>(labels);
        fromAbove.sort(Comparator.comparingDouble(EndLabel::y));
        double[] at = new double[labels.size()];
        for (int i = 0; i < at.length; i++) {
            at[i] = Math.max(fromAbove.get(i).y(), i == 0 ? TOP : at[i - 1] + LABEL_PITCH);
        }
        double below = HEIGHT - 10.0;
        for (int i = at.length - 1; i >= 0; i--) {
            at[i] = Math.min(at[i], below);
            below = at[i] - LABEL_PITCH;
            page.raw(
                    "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>\n",
                    x,
                    at[i] + 4,
                    fromAbove.get(i).color(),
                    Markup.escaped(fromAbove.get(i).name()));
        }
    }

    private static void line(Markup page, double x1, double y1, double x2, double y2, String color) {
        page.raw("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n", x1, y1, x2, y2, color);
    }
}
