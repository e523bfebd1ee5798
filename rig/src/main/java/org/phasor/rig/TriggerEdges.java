package org.phasor.rig;

import org.phasor.acquisition.Sample;

/**
 * Finds the pulses on trigger channels of the EEG's own stream: where one of them rises above its level. What is seen in a sample
 * happened since the one before: its time is taken to be the middle between them. Used by one thread.
 */
final class TriggerEdges {

    /** Where such samples are nobody can say. */
    static final int LOSES_EDGES = Sample.GAP | Sample.UNANCHORED | Sample.UNSURE;

    private final int[] channels;
    private final double level;
    private final long halfPeriodNanos;
    private boolean known;
    private boolean high;
    private long lastNanos;
    private boolean any;

    /**
     * @param channels indices in the sample, at least one
     * @param level above which a channel is high, in its own unit
     */
    TriggerEdges(int[] channels, double level, double rateHz) {
        this.channels = channels.clone();
        this.level = level;
        halfPeriodNanos = Math.round(0.5e9 / rateHz);
    }

    /** Tells the watch what this sample shows, and how far the stream has come. */
    void take(Sample sample, ReturnWatch watch) {
        boolean usable = !sample.has(LOSES_EDGES);
        boolean nowHigh = false;
        for (int channel : channels) {
            double value = sample.values[channel];
            usable &= !Double.isNaN(value);
            nowHigh |= value > level;
        }
        if (usable && known) {
            if (nowHigh && !high) {
                watch.edge(sample.index, sample.timeNanos - halfPeriodNanos);
            }
        } else if (any) {
            // A channel that is high after what cannot be used may have risen at any time before.
            watch.lost(lastNanos, sample.timeNanos);
        }
        known = usable;
        high = nowHigh;
        if (!sample.has(Sample.UNANCHORED)) {
            lastNanos = sample.timeNanos;
            any = true;
            watch.advance(sample.index, sample.timeNanos);
        }
    }
}
