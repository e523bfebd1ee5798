package org.phasor.acquisition;

/**
 * Counts what a {@link SampleClock} finds lost. A stretch of breaks begins with a step of the line and ends when the line is sure
 * again: only then is it known whether samples were lost or the sender had stalled. The loss is how far the line then lies behind the
 * one from before, in periods. Allocates only what {@link #newest} makes.
 */
final class StreamBreaks {

    /** A step that could as well be none counts as none. */
    private static final double LEAST_PERIODS = 0.6;

    private static final double LEAST_DEVIATIONS = 4;

    private final StampLine before;

    private boolean open;
    private long openFirst;
    private long openLast;
    private long openFrom;
    private long openTo;

    private long count;
    private long lostSamples;
    private long first;
    private long last;
    private long from;
    private long to;
    private long lost;

    StreamBreaks(double nominalPeriodNanos, double memorySamples) {
        before = new StampLine(nominalPeriodNanos, memorySamples);
    }

    /** The line as it stands, not doubted; ignored within a stretch of breaks. */
    void whole(StampLine line) {
        if (!open) {
            before.copyFrom(line);
        }
    }

    /** One sample on without a look at the line. */
    void advance() {
        before.advance();
    }

    /** The clock correction changed: no loss. */
    void shift(double nanos) {
        before.shift(nanos);
    }

    /** The line moved at once at this sample. */
    void broke(long index, long beforeNanos, long nowNanos) {
        if (!open) {
            open = true;
            openFirst = index;
            openFrom = beforeNanos;
        }
        openLast = index;
        openTo = nowNanos;
    }

    /** The line is as good as it gets: counts the stretch, if there was one. */
    void settle(StampLine line, double deviationNanos) {
        if (!open) {
            return;
        }
        open = false;
        double behindNanos = line.positionNanos() - before.positionNanos();
        boolean known = behindNanos > Math.max(LEAST_PERIODS * line.periodNanos(), LEAST_DEVIATIONS * deviationNanos);
        first = openFirst;
        last = openLast;
        from = openFrom;
        to = openTo;
        lost = known ? Math.max(1, Math.round(behindNanos / line.periodNanos())) : 0;
        lostSamples += lost;
        count++;
    }

    long count() {
        return count;
    }

    long lostSamples() {
        return lostSamples;
    }

    /** The last that was counted; before the first, one with number 0. */
    SampleGap newest() {
        return new SampleGap(count, first, last, from, to, lost);
    }
}
