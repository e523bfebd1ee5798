package org.phasor.lsl;

import java.util.concurrent.LinkedBlockingQueue;

/** Tells an {@link OutletListener}, on a thread of its own, what it is told on any. */
final class ConsumerEvents {

    private static final long CLOSE_MS = 2000;

    private static final Runnable END = () -> {};

    private final OutletListener listener;
    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Thread thread;

    ConsumerEvents(OutletListener listener, String streamName) {
        this.listener = listener;
        thread = new Thread(this::run, "lsl-outlet-events-" + streamName);
        thread.setDaemon(true);
        thread.start();
    }

    void joined(ConsumerState consumer) {
        events.add(() -> listener.onConsumerJoined(consumer));
    }

    void left(ConsumerState consumer) {
        events.add(() -> listener.onConsumerLeft(consumer));
    }

    private void run() {
        try {
            for (Runnable event = events.take(); event != END; event = events.take()) {
                tell(event);
            }
        } catch (InterruptedException e) {
            // Nobody but the listener's own code interrupts: it hears no more.
        }
    }

    /** A listener that throws misses that event only. */
    private static void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            System.getLogger("org.phasor.lsl")
                    .log(System.Logger.Level.WARNING, "a listener for receivers failed: " + e);
        }
    }

    /** Waits until the listener has heard everything. */
    void close() {
        events.add(END);
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
