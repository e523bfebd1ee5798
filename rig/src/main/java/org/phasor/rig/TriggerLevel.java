package org.phasor.rig;

import java.util.PriorityQueue;
import org.phasor.acquisition.SplitMix64;

/**
 * What a simulated trigger channel shows: 1 for {@value #WIDTH_NANOS} ns from the first sample at or after a pulse, else 0. A
 * function of the pulses, the samples' times and the seed. Used by one thread.
 */
final class TriggerLevel {

    static final long WIDTH_NANOS = 5_000_000;

    private static final double NANOS_PER_MS = 1e6;

    private final TriggerInputSettings settings;
    private final SplitMix64 jitter;
    private final PriorityQueue<Long> due = new PriorityQueue<>();
    private long highUntilNanos = Long.MIN_VALUE;

    TriggerLevel(TriggerInputSettings settings) {
        this.settings = settings;
        jitter = new SplitMix64(settings.seed());
    }

    /** A command came in at that time. */
    void command(long arrivalNanos) {
        double laterMs = settings.delayMs() + settings.jitterMs() * jitter.uniform();
        long onset = arrivalNanos + Math.round(laterMs * NANOS_PER_MS);
        for (int pulse = 0; pulse < settings.pulses(); pulse++) {
            due.add(onset + pulse * settings.gapNanos());
        }
    }

    /**
     * The channel's value in a sample.
     *
     * @param sampleNanos not before the last one's
     */
    double at(long sampleNanos) {
        while (!due.isEmpty() && due.peek() <= sampleNanos) {
            due.poll();
            highUntilNanos = sampleNanos + WIDTH_NANOS;
        }
        return sampleNanos < highUntilNanos ? 1 : 0;
    }
}
