package org.phasor.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * Receives the datagrams that events are answered by, and takes each one's time from the intended time of its event. An answer names
 * its pulse by a number that goes up by one with each event; what lies between the two counts is found before anything
 * counts, so a pulse that never comes shifts no other. The sender's thread begins, sends and ends; a thread of its own
 * receives.
 */
final class PulseTimes implements AutoCloseable {

    private static final int REMEMBERED = 1 << 12;
    private static final int PREFIX_BYTES = "phasor pulse ".length();

    private final DatagramChannel channel = DatagramChannel.open();
    private final Map<Arm, long[]> sentByArm = new EnumMap<>(Arm.class);
    private final AtomicLongArray intendedNanos = new AtomicLongArray(REMEMBERED);

    private Arm current;

    /** Events sent to the present arm since its start; written by the sender's thread, as all but the last three. */
    private volatile long sent;

    private volatile long firstCounted;
    private volatile Histogram latency = HistogramText.empty();

    /** Written by the receiving thread while samples flow, by the sender's at the beginning. */
    private volatile long offset;

    private volatile long answered;

    PulseTimes(InetSocketAddress address) throws IOException {
        channel.bind(address);
    }

    int port() {
        return channel.socket().getLocalPort();
    }

    void start() {
        Thread thread = new Thread(this::receive, "benchmark-pulses");
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    void begin(Arm arm) {
        latency = HistogramText.empty();
        firstCounted = Long.MAX_VALUE;
        offset = Long.MAX_VALUE;
        answered = 0;
        sent = sentByArm.computeIfAbsent(arm, any -> new long[1])[0];
        current = arm;
    }

    /** Before the sample is handed over. */
    void sent(long intended, boolean counts) {
        long number = sent + 1;
        intendedNanos.set((int) (number % REMEMBERED), intended);
        if (counts && firstCounted == Long.MAX_VALUE) {
            firstCounted = number;
        }
        sent = number;
    }

    /** Counted events that have not been answered. */
    long missing() {
        return firstCounted == Long.MAX_VALUE ? 0 : sent - firstCounted + 1 - answered;
    }

    /**
     * How many are missing, then the latencies. One that never came counts as long as it was waited for: left out, a rig that
     * refuses what it is late for would look faster than one that is late.
     */
    String end(long waitedNanos) {
        sentByArm.get(current)[0] = sent;
        long missing = Math.max(0, missing());
        Histogram all = latency.copy();
        if (missing > 0) {
            all.recordValueWithCount(waitedNanos, missing);
        }
        return missing + " " + HistogramText.of(all);
    }

    private void receive() {
        ByteBuffer datagram = ByteBuffer.allocateDirect(256);
        try {
            while (true) {
                datagram.clear();
                channel.receive(datagram);
                take(System.nanoTime(), number(datagram.flip()));
            }
        } catch (IOException e) {
            // Closed: the measurement is over.
        }
    }

    private void take(long now, long id) {
        if (firstCounted == Long.MAX_VALUE) {
            // The least: an answer that came after the next event had been sent would make it one too large.
            offset = Math.min(offset, sent - id);
            return;
        }
        long event = id + offset;
        if (event >= firstCounted && event <= sent && offset != Long.MAX_VALUE) {
            long nanos = now - intendedNanos.get((int) (event % REMEMBERED));
            latency.recordValue(Math.max(0, Math.min(nanos, HistogramText.LONGEST_NANOS)));
            answered = answered + 1;
        }
    }

    /** The rig writes {@code phasor pulse 17 ...}, the others eight bytes. */
    private static long number(ByteBuffer datagram) {
        if (datagram.remaining() == Long.BYTES) {
            return datagram.getLong(0);
        }
        long number = 0;
        for (int i = PREFIX_BYTES; i < datagram.limit() && Character.isDigit(datagram.get(i)); i++) {
            number = 10 * number + datagram.get(i) - '0';
        }
        return number;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
