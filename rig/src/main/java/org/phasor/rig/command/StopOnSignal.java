package org.phasor.rig.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A signal (Ctrl-C) stops what runs at once, and then waits until it has ended in order. */
final class StopOnSignal {

    private StopOnSignal() {}

    /**
     * @param stop called when the signal comes
     * @param ended counted down when everything is closed and said
     * @param longestSeconds waited for that
     */
    static Thread add(Runnable stop, CountDownLatch ended, long longestSeconds) {
        Thread hook = new Thread(
                () -> {
                    stop.run();
                    try {
                        ended.await(longestSeconds, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "phasor-signal");
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The signal came: the hook is running and is let go by the latch.
        }
    }
}
