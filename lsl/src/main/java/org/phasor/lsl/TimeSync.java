package org.phasor.lsl;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Measures the clock offset to one sender again and again, on its own thread: waves of probes, of which the one with
 * the shortest round trip counts.
 */
final class TimeSync implements AutoCloseable {

    private static final int MAX_REPLY_BYTES = 512;

    private final LslSettings.Timing timing;
    private final Thread thread;
    private int wave = ThreadLocalRandom.current().nextInt(1, 1 << 30);
    private StreamInfo sender;
    private int generation;
    private boolean closed;
    private DatagramSocket socket;
    private final LongSupplier wallLeadMs;
    private volatile TimeCorrection newest;
    private volatile long wallLeadMsOfNewest;

    TimeSync(StreamInfo sender, LslSettings.Timing timing) {
        this(sender, timing, SleepSign::wallLeadMs);
    }

    /** @param wallLeadMs as {@link SleepSign#wallLeadMs()} */
    TimeSync(StreamInfo sender, LslSettings.Timing timing, LongSupplier wallLeadMs) {
        this.sender = sender;
        this.timing = timing;
        this.wallLeadMs = wallLeadMs;
        thread = new Thread(this::run, "lsl-timesync-" + sender.name());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** One measurement on the calling thread; null when too few probes were answered. */
    static TimeCorrection measureOnce(StreamInfo sender, LslSettings.Timing timing) {
        try (TimeSync once = new TimeSync(sender, timing)) {
            once.measure(sender, once.generation, System.nanoTime());
            return once.newest;
        }
    }

    /** Null until the first is known, and again after the sender has changed or this machine has slept. */
    TimeCorrection newest() {
        TimeCorrection measured = newest;
        return measured != null && SleepSign.between(wallLeadMsOfNewest, wallLeadMs.getAsLong()) ? null : measured;
    }

    /** Begins anew with a sender that has come back. */
    synchronized void retarget(StreamInfo other) {
        sender = other;
        newest = null;
        generation++;
        notifyAll();
    }

    private void run() {
        try {
            for (long start = System.nanoTime(); ; start = System.nanoTime()) {
                StreamInfo target;
                int current;
                synchronized (this) {
                    target = sender;
                    current = generation;
                }
                measure(target, current, start);
                if (!pauseUntil(start + nanos(timing.clockWaveSeconds()), current)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void measure(StreamInfo target, int current, long start) {
        try (DatagramSocket opened = new DatagramSocket()) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                socket = opened;
            }
            opened.connect(SenderAddress.of(target).service());
            wave++;
            Best best = new Best(current, timing.clockProbes());
            for (int i = 0; i < timing.clockProbes(); i++) {
                double writtenSeconds = LslClock.seconds();
                try {
                    byte[] bytes = TimeProbe.request(wave, writtenSeconds).getBytes(StandardCharsets.US_ASCII);
                    DatagramPacket probe = new DatagramPacket(bytes, bytes.length);
                    best.leaves(i, writtenSeconds);
                    opened.send(probe);
                } catch (IOException e) {
                    // Nobody listens there at the moment, or the network is down: this probe is lost.
                }
                receiveUntil(opened, start + nanos((i + 1) * timing.clockProbeSeconds()), best);
            }
            double all = timing.clockProbes() * timing.clockProbeSeconds() + timing.clockReplySeconds();
            if (best.replies < timing.clockProbes()) {
                receiveUntil(opened, start + nanos(all), best);
            }
            publish(best);
        } catch (IOException | RuntimeException e) {
            // No socket or no such address now; the next wave tries again.
        }
    }

    /**
     * The best reply of one wave. Writing a probe's time into it takes a while, so when it leaves is kept beside: the
     * offset would be wrong by half of that.
     */
    private static final class Best {
        /** Far less than lies between two probes, and more than is lost in writing a time. */
        private static final double SAME_SECONDS = 1e-5;

        private final int generation;
        private final double[] written;
        private final double[] departures;
        private TimeCorrection measured;
        private int replies;

        private Best(int generation, int probes) {
            this.generation = generation;
            written = new double[probes];
            departures = new double[probes];
        }

        private void leaves(int probe, double writtenSeconds) {
            written[probe] = writtenSeconds;
            departures[probe] = LslClock.seconds();
        }

        private double departure(double writtenSeconds) {
            for (int i = 0; i < written.length; i++) {
                if (Math.abs(written[i] - writtenSeconds) < SAME_SECONDS && departures[i] != 0) {
                    return departures[i];
                }
            }
            return Double.NaN;
        }
    }

    private void receiveUntil(DatagramSocket opened, long untilNanos, Best best) {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_REPLY_BYTES], MAX_REPLY_BYTES);
        for (; ; ) {
            long leftMs = (untilNanos - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0 || opened.isClosed()) {
                return;
            }
            try {
                opened.setSoTimeout((int) Math.min(leftMs, Integer.MAX_VALUE));
                packet.setLength(MAX_REPLY_BYTES);
                opened.receive(packet);
                double arrivedSeconds = LslClock.seconds();
                String reply = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
                take(TimeProbe.measure(reply, wave, arrivedSeconds, best::departure), best);
            } catch (IOException e) {
                // Timed out, or the sender's host says that nobody listens: the clock above ends the loop.
            }
        }
    }

    private void take(TimeCorrection measured, Best best) {
        if (measured == null) {
            return;
        }
        best.replies++;
        if (best.measured == null || measured.roundTripSeconds() < best.measured.roundTripSeconds()) {
            best.measured = measured;
        }
        if (newest() == null) {
            publish(best);
        }
    }

    private synchronized void publish(Best best) {
        if (best.replies >= timing.clockMinProbes() && best.generation == generation) {
            if (newest() == null) {
                newest = null;
            }
            wallLeadMsOfNewest = wallLeadMs.getAsLong();
            newest = best.measured;
        }
    }

    private synchronized boolean pauseUntil(long untilNanos, int current) throws InterruptedException {
        while (!closed && generation == current) {
            long leftMs = (untilNanos - System.nanoTime() + 999_999) / 1_000_000;
            if (leftMs <= 0) {
                break;
            }
            wait(leftMs);
        }
        return !closed;
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (socket != null) {
            socket.close();
        }
        notifyAll();
    }
}
