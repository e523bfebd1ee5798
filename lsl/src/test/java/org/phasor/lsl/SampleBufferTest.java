package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class SampleBufferTest {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static SampleBuffer buffer(int channels, double rateHz, int capacity) {
        return new SampleBuffer(TestNetwork.eeg(ChannelFormat.FLOAT32, channels, rateHz), capacity);
    }

    private static void push(SampleBuffer buffer, double stamp, double... values) {
        buffer.onSample(stamp, true, System.nanoTime(), values);
    }

    @Test
    void givesWhatIsThereOldestFirst() throws Exception {
        SampleBuffer buffer = buffer(2, 100, 4);
        push(buffer, 1, 10, 11);
        push(buffer, 2, 20, 21);
        double[] into = new double[8];
        double[] stamps = new double[4];
        long[] arrivals = new long[4];
        assertThat(buffer.take(into, stamps, arrivals, PATIENCE)).isEqualTo(2);
        assertThat(into).startsWith(10, 11, 20, 21);
        assertThat(stamps).startsWith(1, 2);
        assertThat(arrivals[1]).isNotZero();
        assertThat(buffer.take(into, stamps, AT_ONCE)).isZero();
    }

    @Test
    void takesNoMoreThanFits() throws Exception {
        SampleBuffer buffer = buffer(2, 100, 4);
        for (int i = 0; i < 4; i++) {
            push(buffer, i, i, -i);
        }
        assertThat(buffer.take(new double[5], null, AT_ONCE)).isEqualTo(2);
        assertThat(buffer.take(new double[8], new double[1], AT_ONCE)).isEqualTo(1);
        assertThat(buffer.waitingSamples()).isEqualTo(1);
        assertThatThrownBy(() -> buffer.take(new double[1], null, AT_ONCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 values");
    }

    @Test
    void dropsTheOldestAndCountsThem() throws Exception {
        SampleBuffer buffer = buffer(1, 100, 3);
        for (int i = 0; i < 10; i++) {
            push(buffer, i, i);
        }
        double[] into = new double[9];
        assertThat(buffer.take(into, null, AT_ONCE)).isEqualTo(3);
        assertThat(into).startsWith(7, 8, 9);
        assertThat(buffer.droppedSamples()).isEqualTo(7);
        assertThat(buffer.receivedSamples()).isEqualTo(10);
    }

    @Test
    void latestSkipsWhatIsOlder() throws Exception {
        SampleBuffer buffer = buffer(1, 100, 8);
        double[] into = new double[1];
        double[] stamp = new double[1];
        assertThat(buffer.latest(into)).isFalse();
        for (int i = 0; i < 5; i++) {
            push(buffer, i, 10 * i);
        }
        assertThat(buffer.latest(into, stamp, AT_ONCE)).isTrue();
        assertThat(into[0]).isEqualTo(40);
        assertThat(stamp[0]).isEqualTo(4);
        assertThat(buffer.latest(into)).as("seen already").isFalse();
        assertThat(buffer.counts()).isEqualTo(new SampleCounts(5, 0, 0, 4, 4, 0, 0));
    }

    @Test
    void peekTakesNothing() throws Exception {
        SampleBuffer buffer = buffer(1, 100, 2);
        double[] into = new double[1];
        assertThat(buffer.peek(into, null)).isFalse();
        push(buffer, 1, 7);
        push(buffer, 2, 8);
        push(buffer, 3, 9);
        assertThat(buffer.peek(into, null)).isTrue();
        assertThat(into[0]).isEqualTo(9);
        assertThat(buffer.take(new double[4], null, AT_ONCE)).isEqualTo(2);
        assertThat(buffer.peek(into, null)).as("taken, and still the newest").isTrue();
    }

    @Test
    void skipAllSaysHowMany() throws Exception {
        SampleBuffer buffer = buffer(1, 100, 4);
        assertThat(buffer.skipAll()).isZero();
        push(buffer, 1, 1);
        push(buffer, 2, 2);
        assertThat(buffer.skipAll()).isEqualTo(2);
        assertThat(buffer.take(new double[4], null, AT_ONCE)).isZero();
    }

    @Test
    void waitsForTheFirst() throws Exception {
        SampleBuffer buffer = buffer(1, 100, 4);
        CountDownLatch waits = new CountDownLatch(1);
        Thread sender = new Thread(() -> {
            try {
                waits.await();
            } catch (InterruptedException e) {
                return;
            }
            push(buffer, 1, 5);
        });
        sender.start();
        double[] into = new double[1];
        waits.countDown();
        assertThat(buffer.take(into, null, Duration.ofDays(300_000))).isEqualTo(1);
        assertThat(into[0]).isEqualTo(5);
        sender.join();
    }

    @Test
    void givesUpInTime() throws Exception {
        long before = System.nanoTime();
        assertThat(buffer(1, 100, 4).take(new double[1], null, Duration.ofMillis(30)))
                .isZero();
        assertThat(System.nanoTime() - before).isBetween(30_000_000L, 5_000_000_000L);
    }

    @Test
    void endsAWaitThatIsInterruptedAndRefusesASecondReader() throws Exception {
        SampleBuffer buffer = buffer(1, 100, 4);
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            try {
                buffer.take(new double[1], null, PATIENCE);
            } catch (InterruptedException | RuntimeException e) {
                end.set(e);
            }
        });
        reader.start();
        while (reader.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> buffer.take(new double[1], null, PATIENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one thread may");
        reader.interrupt();
        reader.join();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void countsJumpsOfMoreThanFourIntervalsAndTwentyMilliseconds() {
        SampleBuffer slow = buffer(1, 100, 2);
        for (double stamp : new double[] {10, 10.01, 10.0499, 10.1, 10.11, 10.0, 10.01}) {
            push(slow, stamp, 0);
        }
        assertThat(slow.counts().gaps()).as("one forward, one back").isEqualTo(2);
        SampleBuffer fast = buffer(1, 1000, 2);
        for (double stamp : new double[] {10, 10.019, 10.0395}) {
            push(fast, stamp, 0);
        }
        assertThat(fast.counts().gaps()).isEqualTo(1);
        SampleBuffer irregular = buffer(1, 0, 2);
        push(irregular, 1, 0);
        push(irregular, 100, 0);
        assertThat(irregular.counts().gaps()).isZero();
    }

    /** I4: who joins within a chunk has samples whose stamps mean nothing. */
    @Test
    void marksUnanchoredSamplesByStampsThatAreNone() throws Exception {
        SampleBuffer buffer = buffer(1, 100, 4);
        buffer.onSample(0.01, false, 1, new double[] {1});
        assertThat(buffer.newestStampSeconds()).isNaN();
        push(buffer, 1000, 2);
        double[] stamps = new double[2];
        assertThat(buffer.take(new double[2], stamps, AT_ONCE)).isEqualTo(2);
        assertThat(stamps).containsExactly(Double.NaN, 1000);
        assertThat(buffer.counts().unanchored()).isEqualTo(1);
        assertThat(buffer.counts().gaps()).as("no stamp, no jump").isZero();
    }

    @Test
    void knowsTheAgeOfTheNewestByTheCorrectionOnly() {
        SampleBuffer buffer = buffer(1, 100, 4);
        TimeCorrection ahead = new TimeCorrection(-1000, 0.001, 0);
        assertThat(buffer.newestAgeSeconds(ahead)).as("no sample").isNaN();
        assertThat(buffer.newestArrivalAgeSeconds()).isInfinite();
        push(buffer, LslClock.seconds() + 1000 - 0.5, 0);
        assertThat(buffer.newestAgeSeconds(null)).as("clocks not compared").isNaN();
        assertThat(buffer.newestAgeSeconds(ahead)).isCloseTo(0.5, Offset.offset(0.2));
        assertThat(buffer.newestArrivalAgeSeconds()).isBetween(0.0, 0.2);
    }

    @Test
    void holdsTexts() throws Exception {
        SampleBuffer buffer = new SampleBuffer(TestNetwork.eeg(ChannelFormat.STRING, 2, 0), 4);
        buffer.onText(5, true, 1, new String[] {"a", "b"});
        String[] into = new String[4];
        assertThat(buffer.take(into, null, AT_ONCE)).isEqualTo(1);
        assertThat(into).containsExactly("a", "b", null, null);
        assertThatThrownBy(() -> buffer.take(new double[2], null, AT_ONCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is text");
    }

    @Test
    void holdsStreamsWithoutChannels() throws Exception {
        SampleBuffer buffer = buffer(0, 100, 4);
        push(buffer, 3);
        push(buffer, 4);
        double[] stamps = new double[4];
        assertThat(buffer.take(new double[0], stamps, AT_ONCE)).isEqualTo(2);
        assertThat(stamps).startsWith(3, 4);
    }

    @Test
    void knowsWhetherTheConnectionStands() {
        SampleBuffer buffer = buffer(1, 100, 4);
        buffer.onLost("gone");
        assertThat(buffer.lossReason()).isEqualTo("gone");
        buffer.onRecovered();
        assertThat(buffer.lossReason()).isNull();
        assertThat(buffer.counts().losses()).isEqualTo(1);
    }

    @Test
    void refusesSizesThatMakeNoSense() {
        StreamInfo info = TestNetwork.eeg(ChannelFormat.FLOAT32, 1000, 1000);
        for (int capacity : new int[] {-1, 1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> new SampleBuffer(info, capacity))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("capacitySamples = " + capacity);
        }
        for (double seconds : new double[] {0, -1, Double.NaN, 1e9}) {
            assertThatThrownBy(() -> SampleBuffer.of(info, seconds))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("seconds = " + seconds);
        }
    }

    @Test
    void isFedByAnInlet() throws Exception {
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            Outlet outlet = lsl.outlet(TestNetwork.eeg(ChannelFormat.INT16, 2, 100), OutletOptions.DEFAULTS);
            Inlet inlet = lsl.inlet(TestNetwork.onLoopback(outlet.info()), InletOptions.DEFAULTS);
            SampleBuffer buffer = SampleBuffer.of(inlet.info(), 1);
            inlet.start(buffer);
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
            outlet.push(new double[] {1, 2}, 50);
            double[] into = new double[2];
            double[] stamps = new double[1];
            assertThat(buffer.take(into, stamps, PATIENCE)).isEqualTo(1);
            assertThat(into).containsExactly(1, 2);
            assertThat(stamps).containsExactly(50);
        }
    }
}
