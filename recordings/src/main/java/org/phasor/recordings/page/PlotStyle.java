package org.phasor.recordings.page;

import java.util.List;
import org.phasor.dsp.evaluation.ErrorGate;

/** How plots look: light, one colour and one shape for each gate. */
final class PlotStyle {

    static final String GRID = "#e4e7eb";
    static final String AXIS = "#6b7280";
    static final String STRONG = "#1d4e89";
    static final String WEAK = "#a3acb9";
    static final String TEXT = "#222";
    static final String LIMIT = "#b3261e";
    static final String PAUSE = "#c2571a";

    private PlotStyle() {}

    static void open(Markup page, int width, int height, String title) {
        page.raw(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " aria-label=\"%s\" font-size=\"13\">\n",
                width, height, width, height, Markup.escaped(title));
    }

    static void close(Markup page) {
        page.raw("</svg>\n");
    }

    static void text(Markup page, double x, double y, String anchor, String words) {
        page.raw(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#222\">%s</text>\n",
                x, y, anchor, Markup.escaped(words));
    }

    /** For ticks and marks where there is little room. */
    static void smallText(Markup page, double x, double y, String anchor, String words, String color) {
        page.raw(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"11\" fill=\"%s\">%s</text>\n",
                x, y, anchor, color, Markup.escaped(words));
    }

    static int labelWidth(List<String> names) {
        return 24 + 8 * names.stream().mapToInt(String::length).max().orElse(0);
    }

    static String color(ErrorGate gate) {
        return switch (gate) {
            case ALL -> "#7b8794";
            case AMP50 -> STRONG;
            case OWN50 -> "#c2571a";
        };
    }

    static void marker(Markup page, ErrorGate gate, double x, double y) {
        String fill = color(gate);
        switch (gate) {
            case ALL -> page.raw("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>\n", x, y, fill);
            case AMP50 ->
                page.raw("<rect x=\"%.1f\" y=\"%.1f\" width=\"8\" height=\"8\" fill=\"%s\"/>\n", x - 4, y - 4, fill);
            case OWN50 -> page.raw("<path d=\"M%.1f %.1f l5 5 l-5 5 l-5 -5 z\" fill=\"%s\"/>\n", x, y - 5, fill);
        }
    }

    /** The three gates with their marks, for above a plot. */
    static void legend(Markup page) {
        page.raw("<p class=\"legend\">");
        for (ErrorGate gate : ErrorGate.values()) {
            page.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"14\" height=\"14\">");
            marker(page, gate, 7, 7);
            page.raw("</svg> %s&#160;&#160;&#160;", gate.key());
        }
        page.raw("&#8212; 95 % interval</p>\n");
    }
}
