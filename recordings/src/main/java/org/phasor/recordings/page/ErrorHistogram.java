package org.phasor.recordings.page;

import java.util.Arrays;
import org.phasor.dsp.evaluation.EvaluationRow;

/** Where the errors of one estimator lie, from −180 to 180 degrees, for two gates on top of each other. */
final class ErrorHistogram {

    private static final int WIDTH = 290;
    private static final int HEIGHT = 150;
    private static final int LEFT = 36;
    private static final int RIGHT = 20;
    private static final int TOP = 24;
    private static final int BOTTOM = 34;

    private ErrorHistogram() {}

    /**
     * @param all drawn as an area
     * @param strong a part of them, drawn as a line
     */
    static void draw(Markup page, EvaluationRow all, EvaluationRow strong) {
        double[] allParts = parts(all.histogram());
        double[] strongParts = parts(strong.histogram());
        double most = Math.max(
                Arrays.stream(allParts).max().orElse(0),
                Arrays.stream(strongParts).max().orElse(0));
        AxisScale x = new AxisScale(-180, 180, 90, LEFT, WIDTH - RIGHT);
        AxisScale y = AxisScale.covering(0, 100 * most, HEIGHT - BOTTOM, TOP);
        PlotStyle.open(page, WIDTH, HEIGHT, "errors of " + all.name());
        PlotStyle.text(page, LEFT, 15, "start", all.name());
        for (double tick : y.ticks()) {
            if (tick == 0 || tick == y.high()) {
                PlotStyle.text(page, LEFT - 5.0, y.pixel(tick) + 4, "end", AxisScale.label(tick));
            }
        }
        page.raw(
                "<path d=\"%s\" fill=\"%s\" fill-opacity=\"0.35\" stroke=\"none\"/>\n",
                steps(allParts, x, y), PlotStyle.color(all.gate()));
        page.raw(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>\n",
                steps(strongParts, x, y), PlotStyle.color(strong.gate()));
        int base = HEIGHT - BOTTOM;
        page.raw(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>\n",
                LEFT, base, WIDTH - RIGHT, base, PlotStyle.AXIS);
        for (double tick : x.ticks()) {
            page.raw(
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>\n",
                    x.pixel(tick), tick == 0 ? TOP : base, x.pixel(tick), base + 4, PlotStyle.AXIS);
            PlotStyle.text(page, x.pixel(tick), base + 17, "middle", AxisScale.label(tick));
        }
        PlotStyle.text(page, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 3, "middle", "error (degrees), % of samples");
        PlotStyle.close(page);
    }

    private static double[] parts(int[] counts) {
        double sum = Math.max(1, Arrays.stream(counts).sum());
        return Arrays.stream(counts).mapToDouble(c -> c / sum).toArray();
    }

    private static String steps(double[] parts, AxisScale x, AxisScale y) {
        StringBuilder path =
                new StringBuilder(String.format(java.util.Locale.ROOT, "M%.1f %.1f", x.pixel(-180), y.pixel(0)));
        double width = 360.0 / parts.length;
        for (int i = 0; i < parts.length; i++) {
            double height = y.pixel(100 * parts[i]);
            path.append(String.format(
                    java.util.Locale.ROOT,
                    " L%.1f %.1f L%.1f %.1f",
                    x.pixel(-180 + i * width),
                    height,
                    x.pixel(-180 + (i + 1) * width),
                    height));
        }
        return path.append(String.format(java.util.Locale.ROOT, " L%.1f %.1f", x.pixel(180), y.pixel(0)))
                .toString();
    }
}
