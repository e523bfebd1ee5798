package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A stream of 500 samples per second with one honest receiver, which must get each of them whatever happens beside it. */
final class WatchedStream implements AutoCloseable {

    private static final int CHANNELS = 64;
    private static final long INTERVAL_NANOS = 2_000_000;
    private static final long MAX_STANDSTILL_NANOS = 2_000_000_000L;

    private final Lsl lsl;
    private final Outlet outlet;
    private final Thread pusher = new Thread(this::push, "watched-stream");
    private volatile boolean stopped;
    private volatile long pushed;
    private volatile long received;
    private volatile long missing;
    private volatile long worstPauseNanos;
    private volatile String lost;

    private final class Watch implements InletListener {
        private long lastNanos;

        @Override
        public void onSample(double stampSeconds, boolean anchored, long arrivalNanos, double[] values) {
            missing += values[0] == received + missing ? 0 : 1;
            received++;
            worstPauseNanos = lastNanos == 0 ? 0 : Math.max(worstPauseNanos, arrivalNanos - lastNanos);
            lastNanos = arrivalNanos;
        }

        @Override
        public void onLost(String why) {
            lost = why;
        }
    }

    /** Serves by these settings; the receiver has an inlet of the same. */
    WatchedStream(LslSettings settings) throws IOException, InterruptedException {
        lsl = new PureJavaLsl(settings);
        StreamInfo.Builder info = TestNetwork.eeg(ChannelFormat.FLOAT32, CHANNELS, 500).toBuilder();
        outlet = lsl.outlet(info.name("Watched").build(), new OutletOptions(30));
        // The clock's probes would open and close a socket beside what is counted.
        Inlet inlet = lsl.inlet(TestNetwork.onLoopback(outlet.info()), new InletOptions(30, false, false));
        inlet.start(new Watch());
        assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
        pusher.setDaemon(true);
        pusher.start();
        while (received < 100) {
            Thread.sleep(5);
        }
    }

    Lsl lsl() {
        return lsl;
    }

    Outlet outlet() {
        return outlet;
    }

    private void push() {
        double[] values = new double[CHANNELS];
        long due = System.nanoTime();
        while (!stopped) {
            values[0] = pushed;
            outlet.push(values, 1 + pushed / 500.0);
            pushed++;
            due += INTERVAL_NANOS;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    /** Fails unless the receiver has had all so far. */
    void requireNothingMissedYet() throws InterruptedException {
        long before = pushed;
        long deadline = System.nanoTime() + MAX_STANDSTILL_NANOS;
        while (received < before && lost == null && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        assertThat(lost).as("the honest receiver's loss").isNull();
        assertThat(missing).as("gaps that the honest receiver saw").isZero();
        assertThat(received).as("samples that the honest receiver got").isGreaterThanOrEqualTo(before);
        assertThat(worstPauseNanos).as("its longest pause").isLessThan(MAX_STANDSTILL_NANOS);
    }

    /** Ends the stream and fails unless its receiver has had all of it, without a long standstill. */
    void requireNothingMissed() throws InterruptedException {
        stopped = true;
        pusher.join(5000);
        assertThat(pusher.isAlive()).as("the pushing thread hangs").isFalse();
        requireNothingMissedYet();
        assertThat(received).as("samples that the honest receiver got").isEqualTo(pushed);
    }

    @Override
    public void close() {
        stopped = true;
        lsl.close();
    }
}
