package org.phasor.dsp.artefact;

import org.phasor.dsp.SlidingPercentile;

/**
 * Median of the last seconds and median absolute deviation of the last minute of values. One thread. Allocates nothing after construction.
 *
 * <p>Of every so many values one counts, about 37 per second: no multiple of any rhythm's or the mains' period, and a bounded
 * amount of work. Each deviation is from the median as it was when the value came. A short median keeps up with
 * the drift of a DC amplifier, which is otherwise most of the spread; a long one is not drawn along by a slow artefact.
 */
final class RunningSpread {

    static final double DEVIATION_SECONDS = 60;
    static final double KNOWN_AFTER_SECONDS = 1;

    private static final double COUNTED_HZ = 37;

    private final SlidingPercentile values;
    private final SlidingPercentile distances;
    private final int every;
    private final double secondsEach;
    private int untilNext;
    private double median = Double.NaN;
    private double deviation = Double.NaN;

    RunningSpread(double medianSeconds, double rateHz) {
        every = (int) Math.max(1, Math.rint(rateHz / COUNTED_HZ));
        secondsEach = every / rateHz;
        values = new SlidingPercentile(places(medianSeconds));
        distances = new SlidingPercentile(places(DEVIATION_SECONDS));
    }

    private int places(double seconds) {
        return (int) Math.max(1, Math.rint(seconds / secondsEach));
    }

    void restart() {
        values.clear();
        distances.clear();
        untilNext = 0;
        median = Double.NaN;
        deviation = Double.NaN;
    }

    void take(double value) {
        if (untilNext > 0) {
            untilNext--;
            return;
        }
        untilNext = every - 1;
        values.add(value);
        median = values.percentile(50);
        distances.add(Math.abs(value - median));
        deviation = distances.percentile(50);
    }

    /** Whether there is enough to judge by. */
    boolean isKnown() {
        return seconds() >= KNOWN_AFTER_SECONDS;
    }

    /** How much of the signal the statistics hold. */
    double seconds() {
        return Math.max(0, distances.count() - 1) * secondsEach;
    }

    double median() {
        return median;
    }

    double deviation() {
        return deviation;
    }
}
