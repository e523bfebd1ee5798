package org.phasor.ui;

/**
 * A signal as the screen needs it: for each column of pixels the span of values that the line through the samples takes
 * there. Columns are numbered on the time axis, from 0 at time 0, so scrolling moves nothing and a sample touches only the
 * columns between it and the one before; each column's span begins where its neighbour's ends, so steep edges have no gaps.
 * One thread.
 */
final class TraceColumns {

    private static final long NONE = Long.MIN_VALUE;

    /** Without a sample for so many periods, the line is broken. */
    private static final double LONGEST_JOIN_PERIODS = 3.5;

    private final double nanosPerColumn;
    private final double longestJoinNanos;
    private final long[] column;
    private final double[] low;
    private final double[] high;
    private final boolean[] estimated;
    private long newest = NONE;
    private long lastNanos;
    private double lastValue = Double.NaN;

    /**
     * @param count how many newest columns are kept
     * @param rateHz of the samples
     */
    TraceColumns(int count, double nanosPerColumn, double rateHz) {
        this.nanosPerColumn = nanosPerColumn;
        longestJoinNanos = LONGEST_JOIN_PERIODS * 1e9 / rateHz;
        column = new long[count];
        java.util.Arrays.fill(column, NONE);
        low = new double[count];
        high = new double[count];
        estimated = new boolean[count];
    }

    /**
     * Adds the next sample.
     *
     * @param value NaN for none
     * @param broken it cannot be joined to the sample before
     */
    void add(long timeNanos, double value, boolean broken, boolean isEstimated) {
        long to = columnAt(timeNanos);
        boolean joined = !broken && timeNanos > lastNanos && timeNanos - lastNanos <= longestJoinNanos;
        if (joined && !Double.isNaN(value) && !Double.isNaN(lastValue)) {
            join(timeNanos, value);
        }
        include(to, value);
        if (column[slot(to)] == to) {
            estimated[slot(to)] = isEstimated;
        }
        lastNanos = timeNanos;
        lastValue = value;
    }

    private void join(long timeNanos, double value) {
        long to = columnAt(timeNanos);
        double slope = (value - lastValue) / (timeNanos - lastNanos);
        boolean wasEstimated = estimated[slot(columnAt(lastNanos))];
        for (long c = columnAt(lastNanos); c < to; c++) {
            double boundary = lastValue + slope * ((c + 1) * nanosPerColumn - lastNanos);
            include(c, boundary);
            include(c + 1, boundary);
            estimated[slot(c)] = wasEstimated;
        }
    }

    private void include(long c, double value) {
        if (newest != NONE && c <= newest - column.length) {
            return;
        }
        newest = Math.max(newest, c);
        int slot = slot(c);
        if (column[slot] != c) {
            column[slot] = c;
            low[slot] = Double.POSITIVE_INFINITY;
            high[slot] = Double.NEGATIVE_INFINITY;
            estimated[slot] = false;
        }
        if (!Double.isNaN(value)) {
            low[slot] = Math.min(low[slot], value);
            high[slot] = Math.max(high[slot], value);
        }
    }

    private int slot(long c) {
        return (int) Math.floorMod(c, (long) column.length);
    }

    /** The column that a time lies in. */
    long columnAt(long timeNanos) {
        return (long) Math.floor(timeNanos / nanosPerColumn);
    }

    /** Whether there is anything. */
    boolean isEmpty() {
        return newest == NONE;
    }

    /** The newest column that a sample lies in. */
    long newest() {
        return newest;
    }

    /** Whether the line passes through a column. */
    boolean has(long c) {
        return column[slot(c)] == c && low[slot(c)] <= high[slot(c)];
    }

    /** Whether a sample was taken in a column, usable or not. */
    boolean wasSampled(long c) {
        return column[slot(c)] == c;
    }

    double low(long c) {
        return low[slot(c)];
    }

    double high(long c) {
        return high[slot(c)];
    }

    /** Whether there was an estimate of the phase at a column's last sample. */
    boolean estimated(long c) {
        return estimated[slot(c)];
    }
}
