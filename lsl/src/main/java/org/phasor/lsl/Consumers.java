package org.phasor.lsl;

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
    private volatile int forms;
    private boolean closed;
    private ConsumerEvents events;
    private long joined;

    /** Those who are there already are told first. */
    synchronized void listen(ConsumerEvents to) {
        if (closed || events != null) {
            to.close();
            throw new IllegalStateException("the outlet is closed, or has a listener already");
        }
        events = to;
        for (Consumer consumer : all) {
            events.joined(consumer.state());
        }
    }

    synchronized void join(Consumer consumer) {
        if (closed) {
            consumer.close();
            return;
        }
        Consumer[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = consumer;
        joined++;
        consumer.number(joined);
        replace(more);
        if (events != null) {
            events.joined(consumer.state());
        }
    }

    /** Closes it, too. */
    synchronized void leave(Consumer consumer) {
        ConsumerState last = consumer.state();
        consumer.close();
        List<Consumer> rest = new ArrayList<>(List.of(all));
        if (rest.remove(consumer)) {
            replace(rest.toArray(NONE));
            if (events != null) {
                events.left(last);
            }
        }
    }

    void closeAll() {
        ConsumerEvents last = closeThem();
        if (last != null) {
            last.close();
        }
    }

    private synchronized ConsumerEvents closeThem() {
        closed = true;
        for (Consumer consumer : all) {
            ConsumerState state = consumer.state();
            consumer.close();
            if (events != null) {
                events.left(state);
            }
        }
        replace(NONE);
        return events;
    }

    private void replace(Consumer[] those) {
        int wanted = 0;
        for (Consumer consumer : those) {
            wanted |= consumer.form().bit();
        }
        forms = wanted;
        all = those;
        notifyAll();
    }

    boolean isEmpty() {
        return all.length == 0;
    }

    int count() {
        return all.length;
    }

    List<ConsumerState> states() {
        List<ConsumerState> states = new ArrayList<>();
        for (Consumer consumer : all) {
            states.add(consumer.state());
        }
        return List.copyOf(states);
    }

    /** The forms that receivers want, one bit each. */
    int forms() {
        return forms;
    }

    /** Sends to those that want this form. */
    void send(EncodedSamples samples, boolean pushthrough) {
        for (Consumer consumer : all) {
            if (consumer.form() == samples.form()) {
                int lost = consumer.send(samples, pushthrough);
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
