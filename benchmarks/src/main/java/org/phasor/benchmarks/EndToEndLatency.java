package org.phasor.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.phasor.lsl.LslClock;
import org.phasor.lsl.liblsl.LiblslMissing;
import org.phasor.lsl.liblsl.NativeLsl;

/**
 * From the sample being handed to the socket to the datagram being received, 64 channels at 1 kHz; the rig, a bare
 * socket loop, and a loop over native liblsl where there is one, in turns in one run, so that all see the same machine.
 *
 * <pre>
 *   sender thread ──TCP──▶ [ rig | bare loop | native loop ] ──UDP──▶ receiver thread
 *      t0                                                  t1
 * </pre>
 */
final class EndToEndLatency {

    private static final int CHANNELS = 64;
    private static final double RATE_HZ = 1000;
    private static final int UDP_PORT = 16700;
    private static final int SAMPLES_PER_EVENT = 20;
    private static final double LOW = 0;
    private static final double HIGH = 100;
    private static final double LEVEL = 50;
    private static final long WARM_UP_EVENTS = 100;

    private final Histogram rig = new Histogram(10_000_000_000L, 3);
    private final Histogram bare = new Histogram(10_000_000_000L, 3);
    private final Histogram viaNative = new Histogram(10_000_000_000L, 3);
    private volatile long sentNanos;
    private volatile Histogram target;
    private volatile long received;
    private long missed;

    static void run(int rounds, double secondsPerRound, PrintStream out) throws Exception {
        new EndToEndLatency().measure(rounds, secondsPerRound, out);
    }

    private void measure(int rounds, double seconds, PrintStream out) throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), UDP_PORT);
        try (DatagramChannel receiver = DatagramChannel.open()) {
            receiver.bind(address);
            Thread thread = new Thread(() -> receive(receiver), "benchmark-receiver");
            thread.setDaemon(true);
            thread.start();
            try (NativeLsl liblsl = nativeOrNone(out);
                    NativeLslLoop nativeLoop =
                            liblsl == null ? null : new NativeLslLoop(liblsl, CHANNELS, RATE_HZ, LEVEL, address);
                    RigFeed rigFeed = new RigFeed(CHANNELS, RATE_HZ);
                    BareSocketLoop bareLoop = new BareSocketLoop(CHANNELS, LEVEL, address)) {
                double[] quiet = new double[CHANNELS];
                for (int i = 0; i < 60_000 && !rigFeed.armWhenSettled(); i++) {
                    rigFeed.push(quiet, LslClock.seconds());
                    LockSupport.parkNanos((long) (1e9 / RATE_HZ));
                }
                feed(rigFeed, null, WARM_UP_EVENTS * SAMPLES_PER_EVENT / RATE_HZ);
                feed(bareLoop, null, WARM_UP_EVENTS * SAMPLES_PER_EVENT / RATE_HZ);
                if (nativeLoop != null) {
                    feed(nativeLoop, null, WARM_UP_EVENTS * SAMPLES_PER_EVENT / RATE_HZ);
                }
                for (int i = 0; i < rounds; i++) {
                    feed(rigFeed, rig, seconds);
                    feed(bareLoop, bare, seconds);
                    if (nativeLoop != null) {
                        feed(nativeLoop, viaNative, seconds);
                    }
                }
            }
        }
        out.println("end to end, sample handed to the socket to datagram received, " + CHANNELS + " channels at "
                + (int) RATE_HZ + " Hz (microseconds):");
        out.println("                        n      p50      p99    p99.9      max");
        row(out, "Phasor", rig);
        row(out, "bare socket loop", bare);
        if (viaNative.getTotalCount() > 0) {
            row(out, "native liblsl loop", viaNative);
            out.printf(
                    Locale.ROOT,
                    "ratio of the medians to the native loop: %.2f%n",
                    rig.getValueAtPercentile(50) / (double) viaNative.getValueAtPercentile(50));
        }
        out.printf(
                Locale.ROOT,
                "ratio of the medians to the bare loop: %.2f; events without a datagram: %d%n",
                rig.getValueAtPercentile(50) / (double) bare.getValueAtPercentile(50),
                missed);
    }

    private static NativeLsl nativeOrNone(PrintStream out) {
        try {
            NativeLsl liblsl = NativeLsl.loopbackOnly();
            out.println("native liblsl: " + liblsl.library());
            return liblsl;
        } catch (LiblslMissing e) {
            out.println("no loop over native liblsl: " + e.getMessage());
            return null;
        }
    }

    private void feed(SampleFeed feed, Histogram into, double seconds) throws IOException {
        double[] values = new double[CHANNELS];
        target = into;
        long start = System.nanoTime();
        long samples = Math.round(seconds * RATE_HZ);
        for (long i = 0; i < samples; i++) {
            long due = start + Math.round(i * 1e9 / RATE_HZ);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            boolean event = i % SAMPLES_PER_EVENT == SAMPLES_PER_EVENT / 2;
            values[0] = event ? HIGH : LOW;
            double stamp = LslClock.seconds();
            long before = received;
            if (event) {
                sentNanos = System.nanoTime();
            }
            feed.push(values, stamp);
            if (event && !arrived(before)) {
                missed += into == null ? 0 : 1;
            }
        }
        target = null;
    }

    /** Waits at most half a sample for the datagram, without taking the core from those who work on it. */
    private boolean arrived(long before) {
        long deadline = System.nanoTime() + (long) (SAMPLES_PER_EVENT / 2 * 1e9 / RATE_HZ);
        while (received == before && System.nanoTime() < deadline) {
            LockSupport.parkNanos(200_000);
        }
        return received != before;
    }

    private void receive(DatagramChannel receiver) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(256);
        try {
            while (true) {
                buffer.clear();
                receiver.receive(buffer);
                long now = System.nanoTime();
                Histogram into = target;
                if (into != null) {
                    into.recordValue(now - sentNanos);
                }
                received = received + 1;
            }
        } catch (IOException e) {
            // Closed: the measurement is over.
        }
    }

    private static void row(PrintStream out, String name, Histogram h) {
        out.printf(
                Locale.ROOT,
                "  %-18s %6d %8.1f %8.1f %8.1f %8.1f%n",
                name,
                h.getTotalCount(),
                h.getValueAtPercentile(50) / 1000.0,
                h.getValueAtPercentile(99) / 1000.0,
                h.getValueAtPercentile(99.9) / 1000.0,
                h.getMaxValue() / 1000.0);
    }
}
