package org.phasor.lsl;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * The long run, started by {@code .ci/soak lsl [SECONDS]}: first 128 channels at 2 kHz to two healthy receivers and one
 * that has stopped reading, then 256 channels at 10 kHz to one. Nothing may be lost, memory must stay flat. Exit code 0
 * when all held, 1 otherwise.
 */
public final class LslSoak {

    private static final int CHUNK = 10;
    private static final long MAX_HEAP_GROWTH_BYTES = 5L << 20;

    /** Of a push, beside which a stopped receiver must not be felt. */
    private static final double MAX_PUSH_SECONDS = 1;

    private static boolean failed;

    private LslSoak() {}

    /**
     * @param args seconds in all, 600 by default: two thirds for the first half, one for the second
     */
    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 600;
        if (seconds < 15) {
            throw new IllegalArgumentException("seconds = " + seconds + ": must be >= 15");
        }
        run("128 channels at 2 kHz to 3 receivers, 1 of them stopped", 128, 2000, 2, true, seconds * 2 / 3);
        run("256 channels at 10 kHz to 1 receiver", 256, 10_000, 1, false, seconds / 3);
        System.out.println(failed ? "soak lsl: FAILED" : "soak lsl: passed");
        System.exit(failed ? 1 : 0);
    }

    /** Counts what it gets, and what is not the next number on any channel. */
    private static final class Watch implements InletListener {
        private volatile long received;
        private volatile long wrong;
        private volatile String lost;

        @Override
        public void onSample(double stampSeconds, boolean anchored, long arrivalNanos, double[] values) {
            double first = received % (1 << 20);
            for (int c = 0; c < values.length; c++) {
                if (values[c] != first + c) {
                    wrong++;
                    break;
                }
            }
            received++;
        }

        @Override
        public void onLost(String why) {
            lost = why;
        }
    }

    private static void run(String what, int channels, int rateHz, int healthy, boolean stopped, int seconds)
            throws IOException, InterruptedException {
        System.out.println("== " + what + ", " + seconds + " s");
        // The stopped one's queue is full before memory is measured the first time.
        OutletOptions options = new OutletOptions(2);
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            StreamInfo info = TestNetwork.eeg(ChannelFormat.FLOAT32, channels, rateHz);
            StreamOutlet outlet = (StreamOutlet) lsl.outlet(info, stopped ? options : OutletOptions.DEFAULTS);
            List<Watch> watches = new ArrayList<>();
            for (int i = 0; i < healthy; i++) {
                Watch watch = new Watch();
                watches.add(watch);
                lsl.inlet(TestNetwork.onLoopback(outlet.info()), InletOptions.DEFAULTS.withRecovery(false))
                        .start(watch);
            }
            try (Socket silent = new Socket()) {
                if (stopped) {
                    silent.setReceiveBufferSize(8 << 10);
                    silent.connect(new InetSocketAddress(
                            TestNetwork.loopback(), outlet.info().v4DataPort()));
                    RawClient.send(silent, RawClient.feedRequest("", "Max-Buffer-Length: 1000000"));
                }
                while (outlet.consumerCount() < healthy + (stopped ? 1 : 0)) {
                    Thread.sleep(5);
                }
                push(outlet, channels, rateHz, seconds, watches, stopped);
            }
        }
    }

    private static void push(
            StreamOutlet outlet, int channels, int rateHz, int seconds, List<Watch> watches, boolean stopped)
            throws InterruptedException {
        double[] chunk = new double[CHUNK * channels];
        long samples = 0;
        long worstPushNanos = 0;
        long start = System.nanoTime();
        long warmUpEnd = (long) rateHz * Math.max(Math.min(6, seconds / 2), seconds / 6);
        long total = (long) rateHz * seconds;
        Footprint warm = null;
        while (samples < total) {
            for (int i = 0; i < CHUNK; i++) {
                for (int c = 0; c < channels; c++) {
                    chunk[i * channels + c] = (samples + i) % (1 << 20) + c;
                }
            }
            long before = System.nanoTime();
            outlet.pushChunk(chunk, CHUNK, LslClock.seconds());
            worstPushNanos = Math.max(worstPushNanos, System.nanoTime() - before);
            samples += CHUNK;
            if (samples == warmUpEnd) {
                warm = Footprint.now();
            }
            long due = start + (long) (samples * 1e9 / rateHz);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
        double ranSeconds = (System.nanoTime() - start) / 1e9;
        if (!stopped) {
            outlet.awaitFlushed(Duration.ofSeconds(10));
        }
        awaitAll(watches, samples);
        Footprint end = Footprint.now();
        report(outlet, watches, samples, stopped);
        System.out.printf(
                Locale.ROOT,
                "ran %.1f s; longest push %.1f ms; heap %.1f -> %.1f MiB; threads %+d; files %+d%n",
                ranSeconds,
                worstPushNanos / 1e6,
                warm.heapBytes() / 1048576.0,
                end.heapBytes() / 1048576.0,
                end.threads().size() - warm.threads().size(),
                end.files() - warm.files());
        require(end.heapBytes() - warm.heapBytes() < MAX_HEAP_GROWTH_BYTES, "the heap grew by 5 MiB or more");
        require(end.threads().size() <= warm.threads().size(), "there are more threads");
        // The clock's probes open one socket per inlet now and then.
        require(end.files() - warm.files() <= watches.size(), "there are more open files");
        require(worstPushNanos < MAX_PUSH_SECONDS * 1e9, "a push took longer than " + MAX_PUSH_SECONDS + " s");
        require(ranSeconds < seconds * 1.05 + 1, "the samples were not pushed in time");
    }

    private static void awaitAll(List<Watch> watches, long samples) throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        for (Watch watch : watches) {
            while (watch.received < samples && System.nanoTime() < deadline) {
                Thread.sleep(2);
            }
        }
    }

    private static void report(StreamOutlet outlet, List<Watch> watches, long samples, boolean stopped) {
        for (Watch watch : watches) {
            System.out.printf(
                    Locale.ROOT,
                    "healthy receiver: %d of %d samples, %d wrong%s%n",
                    watch.received,
                    samples,
                    watch.wrong,
                    watch.lost == null ? "" : ", lost: " + watch.lost);
            require(watch.received == samples, "a healthy receiver lacks " + (samples - watch.received) + " samples");
            require(watch.wrong == 0, "a healthy receiver got wrong values");
            require(watch.lost == null, "a healthy receiver was disconnected");
        }
        System.out.println("dropped for others: " + outlet.droppedSamples());
        require(stopped == outlet.droppedSamples() > 0, "only a stopped receiver, and it surely, loses samples");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            failed = true;
            System.out.println("broken: " + otherwise);
        }
    }
}
