package org.phasor.lsl;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One receiver of an outlet. Samples are written by the pushing thread as long as the socket takes them; what it does
 * not take waits in a bounded queue that the server thread empties, and that drops its oldest when it is full. Samples
 * that are not pushed through are held at the end of that queue until there are enough for a write, or until one is.
 *
 * <p>The lock is held for non-blocking writes only, so the pushing thread never waits for the network.
 */
final class Consumer {

    /** A bound in bytes beside the one in samples, so that a dead receiver of a wide stream cannot fill the heap. */
    private static final long MAX_WAITING_BYTES =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);

    /** The bound for all receivers of all outlets together, shared evenly. */
    private static final long MAX_WAITING_BYTES_OF_ALL = Runtime.getRuntime().maxMemory() / 4;

    private static final AtomicInteger OPEN = new AtomicInteger();

    /** What the heap takes beside a waiting sample's bytes: of narrow streams it is the most. */
    private static final int OBJECT_BYTES = 56;

    private static final int STAGED_BYTES = 64 << 10;

    private record Waiting(byte[] bytes, double stampSeconds) {
        int heapBytes() {
            return OBJECT_BYTES + bytes.length;
        }
    }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final WireForm form;
    private final int capacity;
    private final int chunkSamples;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long waitingBytes;

    /** How many of the last that wait are held back. */
    private int held;

    /** Bytes that are promised to the socket: the rest of a sample that was cut, or samples taken off the queue. */
    private ByteBuffer staged;

    /** The receiver cannot deduce the next sample's stamp: nothing, or a hole, lies before it. */
    private boolean needsStamp = true;

    private final String address;
    private long id;
    private long dropped;
    private boolean closed;
    private volatile boolean backlog;

    /**
     * @param key of the server's selector, not interested in writing
     * @param capacity samples that may wait; > 0
     * @param chunkSamples how many samples that are not pushed through make a write; 0 for as many as may wait
     */
    Consumer(SocketChannel channel, SelectionKey key, WireForm form, int capacity, int chunkSamples) {
        this.channel = channel;
        this.key = key;
        this.form = form;
        this.capacity = capacity;
        this.address = addressOf(channel);
        this.chunkSamples = chunkSamples > 0 ? Math.min(chunkSamples, capacity) : capacity;
        this.staged =
                ByteBuffer.allocateDirect(STAGED_BYTES).order(form.order()).limit(0);
        OPEN.incrementAndGet();
    }

    private static String addressOf(SocketChannel channel) {
        try {
            return channel.getRemoteAddress() instanceof InetSocketAddress remote
                    ? remote.getAddress().getHostAddress() + ":" + remote.getPort()
                    : "";
        } catch (IOException e) {
            return "";
        }
    }

    WireForm form() {
        return form;
    }

    synchronized void number(long counted) {
        id = counted;
    }

    synchronized ConsumerState state() {
        return new ConsumerState(id, address, waiting.size(), dropped);
    }

    boolean hasBacklog() {
        return backlog;
    }

    /**
     * Writes or queues samples.
     *
     * @param pushthrough whether they must leave at once, with all that is held
     * @return how many old samples were dropped for them; -1 when the receiver is gone
     */
    synchronized int send(EncodedSamples samples, boolean pushthrough) {
        if (closed) {
            return -1;
        }
        boolean fits = held + samples.count() <= capacity;
        if (!fits && held > 0 && !backlog) {
            // What is held is let go before it would be dropped: this receiver is not slow.
            held = 0;
            if (!writeReleased()) {
                return -1;
            }
        }
        int next = 0;
        if ((pushthrough || !fits) && !backlog && held == 0 && !mustStamp(samples)) {
            ByteBuffer all = samples.all();
            try {
                channel.write(all);
            } catch (IOException e) {
                return -1;
            }
            if (all.position() > 0) {
                needsStamp &= samples.isDeduced(0);
            }
            if (!all.hasRemaining()) {
                return 0;
            }
            next = stageRestOfCutSample(samples, all.position());
        }
        int dropped = 0;
        for (int i = next; i < samples.count(); i++) {
            dropped += queue(new Waiting(samples.copy(samples.start(i), samples.end(i)), samples.stampSeconds(i)));
        }
        hold(pushthrough || !fits ? 0 : held + samples.count());
        return backlog || !hasReleased() || writeReleased() ? dropped : -1;
    }

    /** Every full chunk is let go. */
    private void hold(int samples) {
        boolean tooMuch = waitingBytes > MAX_WAITING_BYTES / 2;
        held = tooMuch ? 0 : Math.min(samples % chunkSamples, waiting.size());
    }

    private boolean hasReleased() {
        return staged.hasRemaining() || waiting.size() > held;
    }

    /** Writes; what the socket does not take is left to the server thread. False when the receiver is gone. */
    private boolean writeReleased() {
        try {
            while (!staged.hasRemaining() && waiting.size() > held) {
                stageWaiting();
                channel.write(staged);
            }
            if (hasReleased()) {
                backlog = true;
                key.interestOpsOr(SelectionKey.OP_WRITE);
                key.selector().wakeup();
            }
            return true;
        } catch (IOException | CancelledKeyException e) {
            return false;
        }
    }

    private boolean mustStamp(EncodedSamples samples) {
        return needsStamp && samples.isDeduced(0) && !Double.isNaN(samples.stampSeconds(0));
    }

    /** Returns the first sample of which nothing was written. */
    private int stageRestOfCutSample(EncodedSamples samples, int written) {
        int next = 0;
        while (samples.end(next) <= written) {
            next++;
        }
        if (written == samples.start(next)) {
            return next;
        }
        stagedOfAtLeast(samples.end(next) - written);
        staged.put(samples.copy(written, samples.end(next)));
        staged.flip();
        return next + 1;
    }

    private void stagedOfAtLeast(int bytes) {
        if (staged.capacity() < bytes) {
            staged = ByteBuffer.allocateDirect(bytes).order(form.order());
        }
        staged.clear();
    }

    private int queue(Waiting sample) {
        int dropped = 0;
        long mostBytes = Math.min(MAX_WAITING_BYTES, MAX_WAITING_BYTES_OF_ALL / OPEN.get());
        while (!waiting.isEmpty() && (waiting.size() >= capacity || waitingBytes + sample.heapBytes() > mostBytes)) {
            waitingBytes -= waiting.poll().heapBytes();
            held = Math.min(held, waiting.size());
            needsStamp = true;
            dropped++;
        }
        waiting.add(sample);
        waitingBytes += sample.heapBytes();
        this.dropped += dropped;
        return dropped;
    }

    /**
     * Writes one portion of what waits. For the server thread.
     *
     * @return true when nothing waits any more
     */
    synchronized boolean drain() throws IOException {
        if (closed) {
            return true;
        }
        if (!staged.hasRemaining()) {
            stageWaiting();
        }
        channel.write(staged);
        if (hasReleased()) {
            return false;
        }
        backlog = false;
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
        return true;
    }

    private void stageWaiting() {
        staged.clear();
        while (waiting.size() > held) {
            Waiting next = waiting.peek();
            int most = next.bytes.length + form.headBytes();
            if (staged.position() == 0) {
                stagedOfAtLeast(most);
            } else if (staged.remaining() < most) {
                break;
            }
            stage(next);
            waitingBytes -= waiting.poll().heapBytes();
        }
        staged.flip();
    }

    private void stage(Waiting sample) {
        int tagBytes = form.tagBytes();
        boolean deduced = sample.bytes[tagBytes - 1] == EncodedSamples.TAG_DEDUCED;
        if (deduced && needsStamp && !Double.isNaN(sample.stampSeconds)) {
            form.putStamped(staged, sample.stampSeconds);
            staged.put(sample.bytes, tagBytes, sample.bytes.length - tagBytes);
            needsStamp = false;
        } else {
            staged.put(sample.bytes);
            needsStamp &= deduced;
        }
    }

    synchronized void close() {
        if (!closed) {
            OPEN.decrementAndGet();
        }
        closed = true;
        backlog = false;
        waiting.clear();
        held = 0;
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
