package org.phasor.recordings.page;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.phasor.dsp.evaluation.ErrorGate;
import org.phasor.dsp.evaluation.EvaluationRow;
import org.phasor.dsp.evaluation.Interval;
import org.phasor.dsp.evaluation.RecordingEvaluation;

/** One line for each estimator: a dot with its interval for each gate, at one delay. */
final class DotChart {

    private static final int WIDTH = 900;
    private static final int LINE = 36;
    private static final int TOP = 10;
    private static final int BOTTOM = 46;
    private static final int RIGHT = 20;

    private final RecordingEvaluation evaluation;
    private final double delayMs;
    private final Function<EvaluationRow, Interval> interval;
    private final ToDoubleFunction<EvaluationRow> value;
    private final String axis;

    private DotChart(
            RecordingEvaluation evaluation,
            double delayMs,
            ToDoubleFunction<EvaluationRow> value,
            Function<EvaluationRow, Interval> interval,
            String axis) {
        this.evaluation = evaluation;
        this.delayMs = delayMs;
        this.value = value;
        this.interval = interval;
        this.axis = axis;
    }

    static DotChart circularSd(RecordingEvaluation evaluation, double delayMs) {
        return new DotChart(
                evaluation,
                delayMs,
                r -> r.errors().errors().circularSdRad(),
                r -> r.errors().circularSdRad(),
                "circular SD of the error (degrees)");
    }

    static DotChart bias(RecordingEvaluation evaluation, double delayMs) {
        return new DotChart(
                evaluation,
                delayMs,
                r -> r.errors().errors().biasRad(),
                r -> r.errors().biasRad(),
                "bias (degrees; positive: estimate ahead of the truth)");
    }

    void draw(Markup page) {
        List<String> names = evaluation.estimators();
        int left = PlotStyle.labelWidth(names);
        int bottom = TOP + LINE * names.size();
        AxisScale x = scale(left);
        PlotStyle.open(page, WIDTH, bottom + BOTTOM, axis);
        for (double tick : x.ticks()) {
            String style = tick == 0 ? PlotStyle.AXIS : PlotStyle.GRID;
            page.raw(
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>\n",
                    x.pixel(tick), TOP, x.pixel(tick), bottom, style);
            PlotStyle.text(page, x.pixel(tick), bottom + 16, "middle", AxisScale.label(tick));
        }
        PlotStyle.text(page, (x.fromPixel() + x.toPixel()) / 2, bottom + 36, "middle", axis);
        for (int i = 0; i < names.size(); i++) {
            double middle = TOP + LINE * (i + 0.5);
            PlotStyle.text(page, left - 10.0, middle + 4, "end", names.get(i));
            for (ErrorGate gate : ErrorGate.values()) {
                double y = middle + (gate.ordinal() - 1) * 9;
                evaluation.row(names.get(i), delayMs, gate).ifPresent(row -> dot(page, x, y, row));
            }
        }
        PlotStyle.close(page);
    }

    private AxisScale scale(int left) {
        double low = 0;
        double high = 0;
        for (EvaluationRow row : evaluation.rows()) {
            Interval ends = interval.apply(row);
            for (double end : new double[] {value.applyAsDouble(row), ends.low(), ends.high()}) {
                if (row.delayMs() == delayMs && Double.isFinite(end)) {
                    low = Math.min(low, Math.toDegrees(end));
                    high = Math.max(high, Math.toDegrees(end));
                }
            }
        }
        return AxisScale.covering(low, high, left, WIDTH - RIGHT);
    }

    private void dot(Markup page, AxisScale x, double y, EvaluationRow row) {
        double at = Math.toDegrees(value.applyAsDouble(row));
        if (!Double.isFinite(at)) {
            return;
        }
        Interval ends = interval.apply(row);
        if (Double.isFinite(ends.low()) && Double.isFinite(ends.high())) {
            page.raw(
                    "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"2\"/>\n",
                    x.pixel(Math.toDegrees(ends.low())),
                    y,
                    x.pixel(Math.toDegrees(ends.high())),
                    y,
                    PlotStyle.color(row.gate()));
        }
        PlotStyle.marker(page, row.gate(), x.pixel(at), y);
    }
}
