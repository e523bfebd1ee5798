package org.phasor.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.Inlet;
import org.phasor.lsl.InletListener;
import org.phasor.lsl.InletOptions;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.Outlet;
import org.phasor.lsl.OutletOptions;
import org.phasor.lsl.Predicates;
import org.phasor.lsl.StreamInfo;

/** One outlet with one inlet: each sample carries the time of its push, as two whole numbers that a float holds. */
final class LslLatencyArm implements AutoCloseable {

    /** A float holds whole numbers below 2^24. */
    private static final int FLOAT_BITS = 24;

    private static final long FLOAT_MASK = (1L << FLOAT_BITS) - 1;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final double rateHz;
    private final Outlet outlet;
    private final Inlet inlet;
    private final double[] values;
    private final List<Histogram> runs = new ArrayList<>();
    private long base;
    private volatile Histogram into;
    private volatile long received;
    private long missing;

    LslLatencyArm(String name, Lsl serving, Lsl receiving, int channels, double rateHz)
            throws IOException, InterruptedException {
        this.name = name;
        this.rateHz = rateHz;
        values = new double[channels];
        outlet = serving.outlet(
                StreamInfo.builder("phasor-lsl-latency", "EEG")
                        .channelCount(channels)
                        .format(ChannelFormat.FLOAT32)
                        .nominalRateHz(rateHz)
                        .sourceId("phasor-lsl-latency")
                        .build(),
                OutletOptions.DEFAULTS);
        List<StreamInfo> found = receiving
                .resolver()
                .resolve(Predicates.equalTo("uid", outlet.info().uid()), 1, PATIENCE);
        if (found.isEmpty()) {
            outlet.close();
            throw new IOException(name + ": the outlet was not found on this machine: is UDP on loopback blocked?");
        }
        inlet = receiving.inlet(found.get(0), new InletOptions(60, false, false));
        base = System.nanoTime();
        inlet.start(new InletListener() {
            @Override
            public void onSample(double stamp, boolean anchored, long arrivalNanos, double[] sample) {
                long now = System.nanoTime();
                Histogram running = into;
                if (running != null) {
                    long pushed = base + ((long) sample[0] << FLOAT_BITS) + (long) sample[1];
                    running.recordValue(Math.max(0, Math.min(now - pushed, running.getHighestTrackableValue())));
                }
                received = received + 1;
            }
        });
        if (!outlet.awaitConsumer(PATIENCE)) {
            close();
            throw new IOException(name + ": the inlet did not connect in " + PATIENCE.toSeconds() + " s");
        }
    }

    String name() {
        return name;
    }

    long missing() {
        return missing;
    }

    void warmUp(double seconds) {
        feed(null, seconds);
    }

    void run(double seconds) {
        Histogram histogram = new Histogram(10_000_000_000L, 3);
        missing += feed(histogram, seconds);
        runs.add(histogram);
    }

    /** Returns how many samples did not come. */
    private long feed(Histogram histogram, double seconds) {
        long before = received;
        into = histogram;
        long samples = Math.round(seconds * rateHz);
        long start = System.nanoTime();
        for (long i = 0; i < samples; i++) {
            long due = start + Math.round(i * 1e9 / rateHz);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            long pushed = System.nanoTime() - base;
            values[0] = pushed >> FLOAT_BITS;
            values[1] = pushed & FLOAT_MASK;
            outlet.push(values, 0);
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (received - before < samples && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        into = null;
        return samples - (received - before);
    }

    /** Median of the runs, and their range, in microseconds. */
    String percentile(double percent) {
        double[] sorted = runs.stream()
                .mapToDouble(h -> h.getValueAtPercentile(percent) / 1000.0)
                .sorted()
                .toArray();
        return String.format(
                Locale.ROOT, "%.1f (%.1f to %.1f)", sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    @Override
    public void close() {
        inlet.close();
        outlet.close();
    }
}
