package org.phasor.acquisition;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Feeds a {@link SampleClock} with stamps made from true times, and keeps what it said. */
final class ClockRun {

    final SampleClock clock;
    final Random random;
    final List<Long> gapsAt = new ArrayList<>();
    final List<Long> unsureAt = new ArrayList<>();
    final Sample sample = new Sample(1);
    double correctionSeconds;

    private long index;

    ClockRun(double rateHz, long seed) {
        clock = new SampleClock(rateHz);
        random = new Random(seed);
    }

    /** The time given to a sample, in seconds less the true time. */
    double errorOf(double trueSeconds, double stampSeconds) {
        sample.poison();
        sample.index = index;
        sample.stampSeconds = stampSeconds;
        sample.clockCorrectionSeconds = correctionSeconds;
        sample.arrivalNanos = 0;
        sample.flags = 0;
        clock.stamp(sample);
        if (sample.has(Sample.GAP)) {
            gapsAt.add(index);
        }
        if (sample.has(Sample.UNSURE)) {
            unsureAt.add(index);
        }
        index++;
        return sample.timeNanos / 1e9 - trueSeconds;
    }

    /** The stamp of a sample, from its true time in seconds. */
    interface Stamps {
        double stamp(long i, double trueSeconds);
    }

    /** Feeds samples {@code from} to {@code to} at true times start + i * period; the largest error from {@code countFrom} on. */
    double largestError(double start, double period, long from, long to, long countFrom, Stamps stamps) {
        double largest = 0;
        for (long i = from; i < to; i++) {
            double truth = start + i * period;
            double error = errorOf(truth, stamps.stamp(i, truth));
            if (i >= countFrom) {
                largest = Math.max(largest, Math.abs(error));
            }
        }
        return largest;
    }
}
