package org.phasor.trigger;

import org.phasor.acquisition.Sample;

/**
 * Refuses pulses while a muscle or the eyes are active: when a channel's peak-to-peak range within a window before the pulse is
 * beyond a limit. A range knows neither offset nor, within so short a window, drift.
 *
 * <p>The window's two ends belong to it; samples are in it by their own time. It is also too active when not all of it is known:
 * before the first sample, across a {@link Sample#GAP}, with an {@link Sample#UNANCHORED} sample or a value that is not finite.
 *
 * <p>The "pre-innervation" check of the BEST toolbox has 200 microvolts within 50 to 5 ms before the pulse.
 */
public final class ActivityGate implements AuxGate {

    /** More samples than the rate promises are kept: stamps may come denser for a while. */
    private static final double SPARE = 1.25;

    private static final int LEAST_CAPACITY = 128;
    private static final int MOST_CAPACITY = 1 << 24;

    private final int[] channels;
    private final double[] microvolts;
    private final double limitMicrovolts;
    private final long fromNanos;
    private final long toNanos;
    private final long[] times;
    private final int mask;
    private final RecentExtremes[] extremes;

    private long taken;
    /** The number of the first sample since the last break. */
    private long whole;

    private boolean judged;
    private long judgedPulseNanos;
    private boolean judgedSpoilt;

    /**
     * @param channels of the sample; at least one
     * @param microvolts how many one of each channel's units is
     * @param limitMicrovolts peak to peak; a range above it is too active; > 0
     * @param fromNanos where the window begins, from the pulse; below {@code toNanos}
     * @param toNanos where it ends, from the pulse; at most 0
     * @param rateHz frames per second, > 0
     */
    public ActivityGate(
            int[] channels, double[] microvolts, double limitMicrovolts, long fromNanos, long toNanos, double rateHz) {
        if (channels.length == 0 || channels.length != microvolts.length) {
            throw new IllegalArgumentException(
                    channels.length + " channels with " + microvolts.length + " units: must be as many, at least one");
        }
        if (!(limitMicrovolts > 0)) {
            throw new IllegalArgumentException("limitMicrovolts = " + limitMicrovolts + ": must be > 0");
        }
        if (!(fromNanos < toNanos && toNanos <= 0)) {
            throw new IllegalArgumentException(
                    "window = " + fromNanos + " to " + toNanos + " ns: must rise and end at the pulse at the latest");
        }
        if (!(rateHz > 0)) {
            throw new IllegalArgumentException("rateHz = " + rateHz + ": must be > 0");
        }
        this.channels = channels.clone();
        this.microvolts = microvolts.clone();
        this.limitMicrovolts = limitMicrovolts;
        this.fromNanos = fromNanos;
        this.toNanos = toNanos;
        int capacity = capacity(-fromNanos / 1e9 * rateHz * SPARE + LEAST_CAPACITY);
        times = new long[capacity];
        mask = capacity - 1;
        extremes = new RecentExtremes[channels.length];
        for (int c = 0; c < extremes.length; c++) {
            extremes[c] = new RecentExtremes(capacity);
        }
    }

    private static int capacity(double samples) {
        if (!(samples <= MOST_CAPACITY)) {
            throw new IllegalArgumentException(
                    "the window holds " + (long) samples + " samples: must be at most " + MOST_CAPACITY);
        }
        return Integer.highestOneBit(Math.max(LEAST_CAPACITY, (int) Math.ceil(samples)) - 1) << 1;
    }

    @Override
    public void take(Sample sample) {
        boolean unanchored = sample.has(Sample.UNANCHORED);
        boolean backwards = taken > whole && sample.timeNanos <= time(taken - 1);
        if (sample.has(Sample.GAP) || unanchored || backwards) {
            whole = taken;
        }
        if (unanchored) {
            // Its time means nothing: nothing is known until the next good sample.
            return;
        }
        times[(int) (taken & mask)] = sample.timeNanos;
        for (int c = 0; c < channels.length; c++) {
            extremes[c].put(taken, sample.values[channels[c]] * microvolts[c]);
        }
        taken++;
    }

    @Override
    public boolean active() {
        return taken == whole || tooActive(time(taken - 1) + fromNanos - toNanos, time(taken - 1));
    }

    @Override
    public boolean decided(long plannedPulseNanos) {
        return taken > whole && time(taken - 1) >= plannedPulseNanos + toNanos;
    }

    @Override
    public boolean spoils(long plannedPulseNanos) {
        if (!decided(plannedPulseNanos)) {
            return false;
        }
        if (!judged || judgedPulseNanos != plannedPulseNanos) {
            judged = true;
            judgedPulseNanos = plannedPulseNanos;
            judgedSpoilt = tooActive(plannedPulseNanos + fromNanos, plannedPulseNanos + toNanos);
        }
        return judgedSpoilt;
    }

    private boolean tooActive(long fromTime, long toTime) {
        // A block that is being written over is not whole any more.
        long oldest = Math.max(whole, taken - (times.length - RecentExtremes.BLOCK));
        if (oldest >= taken || time(oldest) > fromTime) {
            return true;
        }
        long first = firstAtOrAfter(fromTime, oldest);
        long last = firstAtOrAfter(toTime + 1, oldest) - 1;
        if (first > last) {
            return true;
        }
        for (int c = 0; c < extremes.length; c++) {
            // Not "above the limit": a range that is not a number is too active, too.
            if (!(extremes[c].range(first, last) <= limitMicrovolts)) {
                return true;
            }
        }
        return false;
    }

    /** The number of the first kept sample at or after this time; {@code taken} when there is none. */
    private long firstAtOrAfter(long timeNanos, long oldest) {
        long low = oldest;
        long high = taken;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (time(middle) < timeNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long time(long number) {
        return times[(int) (number & mask)];
    }
}
