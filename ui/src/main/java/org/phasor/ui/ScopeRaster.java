package org.phasor.ui;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Draws trace, grid and pulses into an array of pixels. The right edge is the newest sample; the top rows are kept for the
 * heads of pulse marks, the bottom rows for the bar that shows where there is no phase estimate. One thread.
 */
final class ScopeRaster {

    private static final int HEAD_ROWS = 16;
    private static final int BAR_ROWS = 4;
    private static final int DASH = 5;

    private final int width;
    private final int height;
    private final int pen;
    private final int[] pixels;

    /**
     * @param pen pixels of the screen per unit of length: 2 on a screen of twice the usual density
     */
    ScopeRaster(int width, int height, int pen) {
        this.width = width;
        this.height = height;
        this.pen = pen;
        pixels = new int[width * height];
    }

    int[] pixels() {
        return pixels;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The row of a value; beyond the raster where the value is beyond the scale. */
    int row(double value, VerticalScale scale) {
        int top = HEAD_ROWS * pen;
        return top + (int) Math.round(scale.fromTop(value) * (height - BAR_ROWS * pen - 2 - top));
    }

    /** The column of pixels where a column of the trace is drawn. */
    int x(long column, TraceColumns trace) {
        return (int) Math.max(-width, Math.min(2L * width, width - 1 - (trace.newest() - column)));
    }

    /** Draws everything anew. */
    void paint(
            TraceColumns trace, VerticalScale scale, PulseMarks marks, OptionalDouble level, double columnsPerSecond) {
        Arrays.fill(pixels, ScopeColors.BACKGROUND);
        grid(scale, columnsPerSecond);
        level.ifPresent(value -> dashedRow(row(value, scale), ScopeColors.AXIS));
        if (trace.isEmpty()) {
            return;
        }
        for (int back = marks.size() - 1; back >= 0; back--) {
            int x = x(trace.columnAt(marks.timeNanos(back)), trace);
            if (x >= 0 && x < width) {
                mark(x, OutcomeLook.of(marks.outcome(back)));
            }
        }
        for (int x = 0; x < width; x++) {
            long column = trace.newest() - (width - 1 - x);
            if (trace.has(column)) {
                verticalLine(
                        x, row(trace.high(column), scale), row(trace.low(column), scale) + pen - 1, ScopeColors.TRACE);
            }
            if (trace.wasSampled(column) && !trace.estimated(column)) {
                verticalLine(x, height - BAR_ROWS * pen, height - 1, ScopeColors.NO_ESTIMATE);
            }
        }
    }

    private void grid(VerticalScale scale, double columnsPerSecond) {
        for (int i = 0; i < scale.tickCount(); i++) {
            rectangle(0, row(scale.tickValue(i), scale), width, pen, ScopeColors.GRID);
        }
        for (double x = width - 1; x >= 0; x -= columnsPerSecond) {
            rectangle((int) Math.round(x), 0, pen, height, ScopeColors.GRID);
        }
    }

    private void mark(int x, OutcomeLook look) {
        int bottom = height - BAR_ROWS * pen - 1;
        int head = (HEAD_ROWS - 3) * pen;
        if (look.solid()) {
            rectangle(x, head, 2 * pen, bottom - head, look.argb());
        } else {
            for (int y = head; y < bottom; y += 2 * DASH * pen) {
                rectangle(x, y, pen, Math.min(DASH * pen, bottom - y), look.argb());
            }
        }
        // The head: a triangle on its tip.
        for (int y = 0; y < head; y++) {
            int half = (head - y) / 2;
            if (look.solid() || y < 2 * pen) {
                rectangle(x - half, y, 2 * half + 1, 1, look.argb());
            } else {
                rectangle(x - half, y, 2 * pen, 1, look.argb());
                rectangle(x + half - 2 * pen + 1, y, 2 * pen, 1, look.argb());
            }
        }
    }

    private void dashedRow(int y, int argb) {
        for (int x = 0; x < width; x += 2 * DASH * pen) {
            rectangle(x, y, DASH * pen, pen, argb);
        }
    }

    private void verticalLine(int x, int fromRow, int toRow, int argb) {
        rectangle(x, fromRow, 1, toRow - fromRow + 1, argb);
    }

    /** Fills what of a rectangle lies in the raster. */
    private void rectangle(int x, int y, int w, int h, int argb) {
        int left = Math.max(0, x);
        int right = Math.min(width, x + w);
        for (int row = Math.max(0, y); row < Math.min(height, y + h); row++) {
            if (left < right) {
                Arrays.fill(pixels, row * width + left, row * width + right, argb);
            }
        }
    }
}
