package org.phasor.recordings.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A stage's histogram on logarithmic axes, its percentiles and its limit marked. */
final class LatencyChart {

    private static final int WIDTH = 440;
    private static final int HEIGHT = 230;
    private static final int LEFT = 62;
    private static final int RIGHT = 26;
    private static final int TOP = 58;
    private static final int BOTTOM = 40;
    private static final double ROW = 14;
    private static final double LETTER = 6.6;

    private LatencyChart() {}

    private record Mark(String name, double micros) {}

    /** @param boundMicros the limit of one of its percentiles; empty: none */
    static void draw(Markup page, LatencyStage stage, OptionalDouble boundMicros) {
        int first = 0;
        int last = LatencyStage.BINS - 1;
        while (first < last && stage.bins()[first] == 0) {
            first++;
        }
        while (last > first && stage.bins()[last] == 0) {
            last--;
        }
        double least = LatencyStage.edgeMicros(first);
        double most = Math.max(LatencyStage.edgeMicros(last + 1), boundMicros.orElse(0));
        LogScale x = LogScale.covering(least, most, LEFT, WIDTH - RIGHT);
        long highest = 1;
        for (long count : stage.bins()) {
            highest = Math.max(highest, count);
        }
        int base = HEIGHT - BOTTOM;
        // A bin with a single value has to be seen: the axis begins below 1.
        LogScale y = new LogScale(0.5, Math.max(10, highest), base, TOP);
        PlotStyle.open(page, WIDTH, HEIGHT, altText(stage));
        PlotStyle.text(page, LEFT, 14, "start", stage.key() + ", n = " + stage.n());
        axes(page, x, y, base, highest);
        bars(page, stage, x, y, base);
        marks(page, stage, x, base);
        boundMicros.ifPresent(bound -> {
            line(page, x.pixel(bound), TOP, base, PlotStyle.LIMIT, "2", "6 3");
            PlotStyle.smallText(page, x.pixel(bound) - 4, base - 6.0, "end", "limit", PlotStyle.LIMIT);
        });
        PlotStyle.text(page, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 5, "middle", "time");
        page.raw(
                "<text transform=\"translate(13 %d) rotate(-90)\" text-anchor=\"middle\" fill=\"#222\">count</text>\n",
                (TOP + base) / 2);
        PlotStyle.close(page);
    }

    private static String altText(LatencyStage stage) {
        StringBuilder words = new StringBuilder("Histogram of " + stage.key() + ", " + stage.words() + ": n = ");
        words.append(stage.n());
        for (Mark mark : percentiles(stage)) {
            words.append(String.format(Locale.ROOT, ", %s %.4g microseconds", mark.name(), mark.micros()));
        }
        return words.toString();
    }

    private static List<Mark> percentiles(LatencyStage stage) {
        List<Mark> marks = new ArrayList<>();
        stage.p50Micros().ifPresent(v -> marks.add(new Mark("p50", v)));
        stage.p99Micros().ifPresent(v -> marks.add(new Mark("p99", v)));
        stage.p999Micros().ifPresent(v -> marks.add(new Mark("p99.9", v)));
        stage.maxMicros().ifPresent(v -> marks.add(new Mark("max", v)));
        return marks;
    }

    private static void axes(Markup page, LogScale x, LogScale y, int base, long highest) {
        for (double tick = 1; tick <= Math.max(10, highest); tick *= 10) {
            page.raw(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"%s\"/>\n",
                    LEFT, y.pixel(tick), WIDTH - RIGHT, y.pixel(tick), PlotStyle.GRID);
            PlotStyle.smallText(page, LEFT - 6.0, y.pixel(tick) + 4, "end", LogScale.label(tick), PlotStyle.TEXT);
        }
        for (double tick : x.ticks()) {
            line(page, x.pixel(tick), base, base + 4.0, PlotStyle.AXIS, "1", "");
            PlotStyle.smallText(page, x.pixel(tick), base + 17.0, "middle", LogScale.timeLabel(tick), PlotStyle.TEXT);
        }
        page.raw(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>\n",
                LEFT, base, WIDTH - RIGHT, base, PlotStyle.AXIS);
    }

    private static void bars(Markup page, LatencyStage stage, LogScale x, LogScale y, int base) {
        for (int bin = 0; bin < stage.bins().length; bin++) {
            if (stage.bins()[bin] > 0) {
                double from = x.pixel(LatencyStage.edgeMicros(bin));
                double to = x.pixel(LatencyStage.edgeMicros(bin + 1));
                double top = y.pixel(stage.bins()[bin]);
                page.raw(
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" fill-opacity=\"0.45\"/>\n",
                        from, top, Math.max(1, to - from - 0.6), base - top, PlotStyle.STRONG);
            }
        }
    }

    /** Names in as many rows above the plot as it takes to keep them apart. */
    private static void marks(Markup page, LatencyStage stage, LogScale x, int base) {
        List<Mark> marks = percentiles(stage);
        double[] endOfRow = {0, 0, 0};
        for (Mark mark : marks) {
            double at = x.pixel(mark.micros());
            double half = mark.name().length() * LETTER / 2;
            double middle = Math.max(LEFT + half - 8, Math.min(WIDTH - half - 2, at));
            int row = 0;
            while (row < endOfRow.length - 1 && middle - half < endOfRow[row] + 4) {
                row++;
            }
            endOfRow[row] = middle + half;
            double y = TOP - 4 - row * ROW;
            line(page, at, y + 2, base, PlotStyle.AXIS, "1", "2 2");
            PlotStyle.smallText(page, middle, y, "middle", mark.name(), PlotStyle.TEXT);
        }
    }

    private static void line(Markup page, double x, double y1, double y2, String color, String width, String dashes) {
        page.raw(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%s\"%s/>\n",
                x, y1, x, y2, color, width, dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"");
    }
}
