package org.phasor.recordings;

/**
 * What the stamps of one stream say of its rate, taken in one by one in constant memory. Not for sharing between threads.
 *
 * <p>Rate as pyxdf computes it: stretches are cut where stamps differ by more than max(1 s, 500 intervals), a
 * least-squares line is fitted to each, and the rate is intervals over the lines' durations.
 */
public final class StampStatistics {

    private static final double BREAK_SECONDS = 1.0;
    private static final double BREAK_INTERVALS = 500;
    private static final double GAP_SECONDS = 0.2;
    private static final double GAP_INTERVALS = 3;

    private final double breakSeconds;
    private final double gapSeconds;
    private final boolean regular;

    private long count;
    private double first = Double.NaN;
    private double last = Double.NaN;
    private long gaps;
    private boolean lastWasGap;

    private double intervals;
    private double duration;

    private long n;
    private double meanIndex;
    private double meanTime;
    private double comoment;
    private double stretchStart;

    /** @param nominalRateHz as declared; 0 for irregular streams, which have neither rate nor gaps */
    public StampStatistics(double nominalRateHz) {
        regular = nominalRateHz > 0;
        double interval = regular ? 1 / nominalRateHz : 0;
        breakSeconds = Math.max(BREAK_SECONDS, BREAK_INTERVALS * interval);
        gapSeconds = Math.max(GAP_SECONDS, GAP_INTERVALS * interval);
    }

    /** Takes in the next stamp. */
    public void add(double stampSeconds) {
        lastWasGap = false;
        if (count == 0) {
            first = stampSeconds;
        } else if (regular) {
            double step = stampSeconds - last;
            lastWasGap = !(Math.abs(step) <= gapSeconds);
            gaps += lastWasGap ? 1 : 0;
            if (!(Math.abs(step) <= breakSeconds)) {
                endStretch();
            }
        }
        last = stampSeconds;
        count++;
        if (regular) {
            regress(stampSeconds);
        }
    }

    /** Co-moment of index and time by Welford's recursion; times relative to the stretch's start keep their digits. */
    private void regress(double stampSeconds) {
        if (n == 0) {
            stretchStart = stampSeconds;
        }
        double index = n;
        double time = stampSeconds - stretchStart;
        n++;
        double indexBefore = index - meanIndex;
        meanIndex += indexBefore / n;
        meanTime += (time - meanTime) / n;
        comoment += indexBefore * (time - meanTime);
    }

    private void endStretch() {
        if (n > 1) {
            intervals += n - 1;
            duration += fittedDuration();
        }
        n = 0;
        meanIndex = 0;
        meanTime = 0;
        comoment = 0;
    }

    private double fittedDuration() {
        double variance = (double) n * ((double) n * n - 1) / 12;
        return comoment / variance * (n - 1);
    }

    public long count() {
        return count;
    }

    /** NaN before the first stamp. */
    public double firstSeconds() {
        return first;
    }

    /** NaN before the first stamp. */
    public double lastSeconds() {
        return last;
    }

    /** Steps longer than max(200 ms, 3 intervals), forwards or backwards. */
    public long gaps() {
        return gaps;
    }

    /** Whether the last stamp came after such a step. */
    public boolean lastWasGap() {
        return lastWasGap;
    }

    /** 0 for irregular streams and when no stretch has two stamps. */
    public double effectiveRateHz() {
        double allIntervals = intervals + (n > 1 ? n - 1 : 0);
        double allDuration = duration + (n > 1 ? fittedDuration() : 0);
        return allIntervals > 0 && allDuration > 0 ? allIntervals / allDuration : 0;
    }
}
