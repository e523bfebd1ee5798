package org.phasor.lsl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/**
 * One receiver of an outlet. Samples are written by the pushing thread as long as the socket takes them; what it does
 * not take waits in a bounded queue that the server thread empties, and that drops its oldest when it is full.
 *
 * <p>The lock is held for one non-blocking write at most, so the pushing thread never waits for the network.
 */
final class Consumer {

    /** A bound in bytes beside the one in samples, so that a dead receiver of a wide stream cannot fill the heap. */
    private static final long MAX_WAITING_BYTES =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);

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
    private final ByteOrder order;
    private final int capacity;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long waitingBytes;

    /** Bytes that are promised to the socket: the rest of a sample that was cut, or samples taken off the queue. */
    private ByteBuffer staged;

    /** The receiver cannot deduce the next sample's stamp: nothing, or a hole, lies before it. */
    private boolean needsStamp = true;

    private boolean closed;
    private volatile boolean backlog;

    /**
     * @param key of the server's selector, not interested in writing
     * @param capacity samples that may wait; > 0
     */
    Consumer(SocketChannel channel, SelectionKey key, ByteOrder order, int capacity) {
        this.channel = channel;
        this.key = key;
        this.order = order;
        this.capacity = capacity;
        this.staged = ByteBuffer.allocateDirect(STAGED_BYTES).order(order).limit(0);
    }

    ByteOrder order() {
        return order;
    }

    boolean hasBacklog() {
        return backlog;
    }

    /**
     * Writes or queues samples.
     *
     * @return how many old samples were dropped for them; -1 when the receiver is gone
     */
    synchronized int send(EncodedSamples samples) {
        if (closed) {
            return -1;
        }
        int next = 0;
        if (!backlog && !mustStamp(samples)) {
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
        if (!backlog) {
            backlog = true;
            try {
                key.interestOpsOr(SelectionKey.OP_WRITE);
                key.selector().wakeup();
            } catch (CancelledKeyException e) {
                return -1;
            }
        }
        return dropped;
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
            staged = ByteBuffer.allocateDirect(bytes).order(order);
        }
        staged.clear();
    }

    private int queue(Waiting sample) {
        int dropped = 0;
        while (!waiting.isEmpty()
                && (waiting.size() >= capacity || waitingBytes + sample.heapBytes() > MAX_WAITING_BYTES)) {
            waitingBytes -= waiting.poll().heapBytes();
            needsStamp = true;
            dropped++;
        }
        waiting.add(sample);
        waitingBytes += sample.heapBytes();
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
        if (staged.hasRemaining() || !waiting.isEmpty()) {
            return false;
        }
        backlog = false;
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
        return true;
    }

    private void stageWaiting() {
        staged.clear();
        for (Waiting next = waiting.peek(); next != null; next = waiting.peek()) {
            int most = next.bytes.length + Double.BYTES;
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
        boolean deduced = sample.bytes[0] == EncodedSamples.TAG_DEDUCED;
        if (deduced && needsStamp && !Double.isNaN(sample.stampSeconds)) {
            staged.put(EncodedSamples.TAG_STAMPED).putDouble(sample.stampSeconds);
            staged.put(sample.bytes, 1, sample.bytes.length - 1);
            needsStamp = false;
        } else {
            staged.put(sample.bytes);
            needsStamp &= deduced;
        }
    }

    synchronized void close() {
        closed = true;
        backlog = false;
        waiting.clear();
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
