package org.phasor.benchmarks;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.phasor.lsl.LslClock;

/**
 * Sends samples at their intended times, whatever comes back and whenever: a sender that has fallen behind sends at once what was
 * due, and the times stay those that were intended. Each event is one sample above the level; the number of samples
 * between events is random (seeded), so that nothing that repeats can hide between them. One thread.
 */
final class PacedSender {

    static final double LEVEL = 50;
    private static final double LOW = 0;
    private static final double HIGH = 100;

    /** Slept until this long before a sample, then spun: what a wake-up takes. */
    private static final long SPIN_NANOS = 15_000;

    /** Longer than the longest that the rig would fire after. */
    private static final long STRAGGLERS_NANOS = 150_000_000L;

    /** Sent before anything counts, after the pause in which others had their turn. */
    private static final double PRE_ROLL_SECONDS = 1;

    private final double[] values;
    private final double rateHz;
    private final int meanSpacing;
    private final PulseTimes pulses;
    private final SplittableRandom chance = new SplittableRandom(1);
    private boolean exact;

    PacedSender(int channels, double rateHz, int meanSpacing, PulseTimes pulses) {
        values = new double[channels];
        this.rateHz = rateHz;
        this.meanSpacing = meanSpacing;
        this.pulses = pulses;
    }

    /** Quiet samples only. */
    String settle(SampleFeed feed, long samples) throws IOException {
        send(feed, samples, samples, false);
        return "settled";
    }

    /** Samples with events, those of the first second not counted; answers what was measured. */
    String feed(Arm arm, SampleFeed feed, long samples) throws IOException {
        long preRoll = Math.round(PRE_ROLL_SECONDS * rateHz);
        pulses.begin(arm);
        Histogram late = send(feed, preRoll + samples, preRoll, true);
        long deadline = System.nanoTime() + STRAGGLERS_NANOS;
        while (pulses.missing() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        return pulses.end(STRAGGLERS_NANOS) + ' ' + HistogramText.of(late);
    }

    /** How late each counted event was handed over. */
    private Histogram send(SampleFeed feed, long samples, long uncounted, boolean events) throws IOException {
        exact = exact || TimerSlack.none();
        Histogram late = HistogramText.empty();
        long start = System.nanoTime() + 1_000_000;
        long nextEvent = events ? spacing() : Long.MAX_VALUE;
        for (long i = 0; i < samples; i++) {
            long intended = start + Math.round(i * 1e9 / rateHz);
            waitUntil(intended);
            boolean event = i == nextEvent;
            values[0] = event ? HIGH : LOW;
            if (event) {
                nextEvent += spacing();
                pulses.sent(intended, i >= uncounted);
                if (i >= uncounted) {
                    late.recordValue(Math.max(0, System.nanoTime() - intended));
                }
            }
            feed.push(values, LslClock.toSeconds(intended));
        }
        return late;
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(left - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private int spacing() {
        int quarter = meanSpacing / 4;
        return meanSpacing + chance.nextInt(-quarter, quarter + 1);
    }
}
