package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A writer that never waits, a reader, and one who looks on: no sample is torn, given twice, or lost uncounted. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SampleBufferStressTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CHANNELS = 16;
    private static final int SAMPLES = 200_000;
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private static SampleBuffer buffer(int capacity) {
        return new SampleBuffer(TestNetwork.eeg(ChannelFormat.DOUBLE64, CHANNELS, 1000), capacity);
    }

    private static Thread writer(SampleBuffer buffer, int pauseEvery) {
        Thread thread = new Thread(() -> {
            double[] values = new double[CHANNELS];
            for (int i = 0; i < SAMPLES; i++) {
                java.util.Arrays.fill(values, i);
                buffer.onSample(i, true, i, values);
                if (i % pauseEvery == 0) {
                    Thread.yield();
                }
            }
        });
        thread.start();
        return thread;
    }

    private static void requireWhole(double[] values, int at, double stamp) {
        for (int c = 0; c < CHANNELS; c++) {
            if (values[at * CHANNELS + c] != stamp) {
                throw new AssertionError(
                        "torn: stamp " + stamp + ", channel " + c + " of another sample: " + values[at * CHANNELS + c]);
            }
        }
    }

    private static Thread onlooker(SampleBuffer buffer, Thread writer, AtomicReference<Throwable> failure) {
        Thread thread = new Thread(() -> {
            double[] values = new double[CHANNELS];
            double[] stamp = new double[1];
            double last = -1;
            try {
                while (writer.isAlive()) {
                    if (buffer.peek(values, stamp)) {
                        requireWhole(values, 0, stamp[0]);
                        if (stamp[0] < last) {
                            throw new AssertionError("the newest went back from " + last + " to " + stamp[0]);
                        }
                        last = stamp[0];
                    }
                }
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        thread.start();
        return thread;
    }

    private static long readAll(SampleBuffer buffer, Thread writer) throws InterruptedException {
        double[] into = new double[64 * CHANNELS];
        double[] stamps = new double[64];
        double last = -1;
        long taken = 0;
        for (; ; ) {
            boolean over = !writer.isAlive();
            int count = buffer.take(into, stamps, PATIENCE);
            for (int i = 0; i < count; i++) {
                requireWhole(into, i, stamps[i]);
                assertThat(stamps[i]).isGreaterThan(last);
                last = stamps[i];
            }
            taken += count;
            if (over && count == 0) {
                assertThat(last).as("the last sample is never dropped").isEqualTo(SAMPLES - 1);
                return taken;
            }
        }
    }

    private static void run(int capacity, int pauseEvery, Consumer<SampleCounts> then) throws Exception {
        SampleBuffer buffer = buffer(capacity);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread writer = writer(buffer, pauseEvery);
        Thread onlooker = onlooker(buffer, writer, failure);
        long taken = readAll(buffer, writer);
        writer.join();
        onlooker.join();
        assertThat(failure.get()).isNull();
        SampleCounts counts = buffer.counts();
        assertThat(taken + counts.dropped()).isEqualTo(counts.received()).isEqualTo(SAMPLES);
        then.accept(counts);
    }

    @Test
    void losesNothingUncountedWhenTheWriterIsFaster() throws Exception {
        run(2, SAMPLES, counts -> assertThat(counts.dropped()).isPositive());
        run(8, 100, counts -> {});
    }

    @Test
    void losesNothingWhenThereIsRoom() throws Exception {
        run(SAMPLES, 10, counts -> assertThat(counts.dropped()).isZero());
    }

    @Test
    void latestNeverGoesBack() throws Exception {
        SampleBuffer buffer = buffer(4);
        Thread writer = writer(buffer, 50);
        double[] into = new double[CHANNELS];
        double[] stamp = new double[1];
        double last = -1;
        long taken = 0;
        while (last < SAMPLES - 1) {
            if (buffer.latest(into, stamp, PATIENCE)) {
                requireWhole(into, 0, stamp[0]);
                assertThat(stamp[0]).isGreaterThan(last);
                last = stamp[0];
                taken++;
            }
        }
        writer.join();
        SampleCounts counts = buffer.counts();
        assertThat(taken + counts.dropped() + counts.skipped()).isEqualTo(SAMPLES);
    }

    @Test
    void neitherEndAllocates() throws Exception {
        SampleBuffer buffer = buffer(256);
        PostProcessing smoothing = PostProcessing.withoutClock(true, true, 1000);
        double[] values = new double[CHANNELS];
        double[] into = new double[8 * CHANNELS];
        double[] stamps = new double[8];
        Duration atOnce = Duration.ZERO;
        long before = 0;
        int warmUp = 20_000;
        int measured = 100_000;
        double sum = 0;
        for (int i = 0; i < warmUp + measured; i++) {
            if (i == warmUp) {
                before = THREADS.getCurrentThreadAllocatedBytes();
            }
            buffer.onSample(i / 1000.0, true, i, values);
            if (i % 5 == 0) {
                int count = buffer.take(into, stamps, atOnce);
                smoothing.apply(stamps, count);
                sum += stamps[0];
            } else if (i % 5 == 3) {
                buffer.latest(into);
                buffer.peek(into, stamps);
                sum += buffer.newestArrivalAgeSeconds();
            }
        }
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(sum).isNotNaN();
        assertThat((double) bytes / measured).as("bytes per sample").isLessThan(1);
    }
}
