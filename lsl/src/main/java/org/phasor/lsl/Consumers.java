package org.phasor.lsl;

import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** The receivers of one outlet. Joined and left on any thread; samples are sent to them by the pushing thread. */
final class Consumers {

    private static final Consumer[] NONE = {};

    private final AtomicLong dropped = new AtomicLong();
    private volatile Consumer[] all = NONE;
    private volatile boolean anyForeignOrder;
    private boolean closed;

    synchronized void join(Consumer consumer) {
        if (closed) {
            consumer.close();
            return;
        }
        Consumer[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = consumer;
        replace(more);
    }

    /** Closes it, too. */
    synchronized void leave(Consumer consumer) {
        consumer.close();
        List<Consumer> rest = new ArrayList<>(List.of(all));
        if (rest.remove(consumer)) {
            replace(rest.toArray(NONE));
        }
    }

    synchronized void closeAll() {
        closed = true;
        for (Consumer consumer : all) {
            consumer.close();
        }
        replace(NONE);
    }

    private void replace(Consumer[] those) {
        boolean foreign = false;
        for (Consumer consumer : those) {
            foreign |= consumer.order() != ByteOrder.nativeOrder();
        }
        anyForeignOrder = foreign;
        all = those;
        notifyAll();
    }

    boolean isEmpty() {
        return all.length == 0;
    }

    int count() {
        return all.length;
    }

    boolean anyForeignOrder() {
        return anyForeignOrder;
    }

    /** Sends to those that want this byte order. */
    void send(EncodedSamples samples, ByteOrder order) {
        for (Consumer consumer : all) {
            if (consumer.order() == order) {
                int lost = consumer.send(samples);
                if (lost > 0) {
                    dropped.addAndGet(lost);
                } else if (lost < 0) {
                    leave(consumer);
                }
            }
        }
    }

    long dropped() {
        return dropped.get();
    }

    /** Tells those who wait in {@link #awaitFlushed} that a queue has become empty. */
    synchronized void flushed() {
        notifyAll();
    }

    boolean awaitAny(Duration timeout) throws InterruptedException {
        return await(() -> all.length > 0, timeout);
    }

    boolean awaitFlushed(Duration timeout) throws InterruptedException {
        return await(this::nothingWaits, timeout);
    }

    private boolean nothingWaits() {
        for (Consumer consumer : all) {
            if (consumer.hasBacklog()) {
                return false;
            }
        }
        return true;
    }

    private synchronized boolean await(BooleanSupplier condition, Duration timeout) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            long leftNanos = timeout.toNanos() - (System.nanoTime() - start);
            if (leftNanos <= 0 || closed) {
                return condition.getAsBoolean();
            }
            wait(leftNanos / 1_000_000 + 1);
        }
        return true;
    }
}
