package org.phasor.recordings.page;

import java.util.List;
import java.util.Locale;
import org.phasor.recordings.page.Certification.Column;

/** The worst of every second (of a long run: of every few) over the run, with pauses below it. */
final class TimelineChart {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 300;
    private static final int LEFT = 62;
    private static final int RIGHT = 16;
    private static final int TOP = 12;
    private static final int BOTTOM = 46;

    private TimelineChart() {}

    /** @param horizonMs what the age must not exceed, drawn as a line */
    static void draw(Markup page, List<Column> columns, double horizonMs) {
        double end = columns.get(columns.size() - 1).toSeconds();
        double worst = horizonMs;
        double least = horizonMs;
        for (Column column : columns) {
            for (double ms : new double[] {column.worstAgeMs(), column.worstPulseMs(), column.longestPauseMs()}) {
                worst = Math.max(worst, ms);
                least = ms > 0 ? Math.min(least, ms) : least;
            }
        }
        int base = HEIGHT - BOTTOM;
        LogScale y = LogScale.covering(Math.max(0.001, least), worst, base, TOP);
        double unit = end > 7200 ? 3600 : end > 180 ? 60 : 1;
        AxisScale round = AxisScale.covering(0, end / unit, LEFT, WIDTH - RIGHT);
        // Not to the next tick: nothing was measured there.
        AxisScale x = new AxisScale(0, end / unit, round.step(), LEFT, WIDTH - RIGHT);
        PlotStyle.open(page, WIDTH, HEIGHT, altText(columns, horizonMs));
        for (double tick : y.ticks()) {
            page.raw(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"%s\"/>\n",
                    LEFT, y.pixel(tick), WIDTH - RIGHT, y.pixel(tick), PlotStyle.GRID);
            PlotStyle.text(page, LEFT - 7.0, y.pixel(tick) + 4, "end", LogScale.label(tick));
        }
        for (double tick : x.ticks()) {
            if (tick > x.high()) {
                continue;
            }
            PlotStyle.text(page, x.pixel(tick), base + 18.0, "middle", AxisScale.label(tick));
        }
        for (Column column : columns) {
            bars(page, column, x, y, base, unit);
        }
        page.raw(
                "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"2\""
                        + " stroke-dasharray=\"6 3\"/>\n",
                LEFT, y.pixel(horizonMs), WIDTH - RIGHT, y.pixel(horizonMs), PlotStyle.LIMIT);
        page.raw(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>\n",
                LEFT, base, WIDTH - RIGHT, base, PlotStyle.AXIS);
        String axis = unit == 1 ? "time (s)" : unit == 60 ? "time (min)" : "time (h)";
        PlotStyle.text(page, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8.0, "middle", axis);
        page.raw(
                "<text transform=\"translate(14 %d) rotate(-90)\" text-anchor=\"middle\" fill=\"#222\">worst (ms)</text>\n",
                (TOP + base) / 2);
        PlotStyle.close(page);
    }

    /** What the marks of the plot mean, for above it. */
    static void legend(Markup page) {
        page.raw("<p class=\"legend\">");
        entry(page, "<rect width=\"14\" height=\"10\" y=\"2\" fill=\"" + PlotStyle.WEAK + "\"/>", "oldest sample");
        entry(
                page,
                "<path d=\"M2 7h10\" stroke=\"" + PlotStyle.STRONG + "\" stroke-width=\"3\"/>",
                "latest pulse, after its time");
        entry(page, PAUSE_MARK.formatted(7.0, 7.0), "longest pause");
        entry(
                page,
                "<path d=\"M0 7h14\" stroke=\"" + PlotStyle.LIMIT + "\" stroke-width=\"2\" stroke-dasharray=\"6 3\"/>",
                "horizon");
        page.raw("</p>\n");
    }

    private static final String PAUSE_MARK =
            "<path transform=\"translate(%.1f %.1f)\" d=\"M0 -5l5 8h-10z\" fill=\"" + PlotStyle.PAUSE + "\"/>";

    private static void entry(Markup page, String mark, String words) {
        page.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"14\" height=\"14\" aria-hidden=\"true\">")
                .raw(mark)
                .raw("</svg> ")
                .raw(Markup.escaped(words))
                .raw("&#160;&#160;&#160; ");
    }

    private static void bars(Markup page, Column column, AxisScale x, LogScale y, int base, double unit) {
        double from = x.pixel(column.fromSeconds() / unit);
        double width = Math.max(0.8, x.pixel(column.toSeconds() / unit) - from - 0.4);
        if (column.worstAgeMs() > 0) {
            double top = y.pixel(column.worstAgeMs());
            page.raw(
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
                    from, top, width, base - top, PlotStyle.WEAK);
        }
        if (column.worstPulseMs() > 0) {
            page.raw(
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"3\" fill=\"%s\"/>\n",
                    from, y.pixel(column.worstPulseMs()) - 1.5, width, PlotStyle.STRONG);
        }
        if (column.longestPauseMs() > 0) {
            page.raw(String.format(Locale.ROOT, PAUSE_MARK, from + width / 2, y.pixel(column.longestPauseMs())))
                    .raw("\n");
        }
    }

    private static String altText(List<Column> columns, double horizonMs) {
        double age = columns.stream().mapToDouble(Column::worstAgeMs).max().orElse(0);
        double pulse = columns.stream().mapToDouble(Column::worstPulseMs).max().orElse(0);
        double pause =
                columns.stream().mapToDouble(Column::longestPauseMs).max().orElse(0);
        return String.format(
                Locale.ROOT,
                "The worst of the run over time: oldest sample %.2f ms, latest pulse %.3f ms, longest pause %.2f ms;"
                        + " horizon %.1f ms",
                age,
                pulse,
                pause,
                horizonMs);
    }
}
