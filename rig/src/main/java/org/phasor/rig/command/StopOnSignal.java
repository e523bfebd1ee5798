package org.phasor.rig.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.phasor.rig.OperatorWay;
import org.phasor.rig.Session;

/** A signal (Ctrl-C) stops the pulses at once, and then waits until the file is closed. */
final class StopOnSignal {

    private static final long LONGEST_SECONDS = 10;

    private StopOnSignal() {}

    /** @param ended counted down when everything is closed */
    static Thread add(Session session, CountDownLatch ended) {
        Thread hook = new Thread(
                () -> {
                    session.desk().stop(OperatorWay.SIGNAL);
                    try {
                        ended.await(LONGEST_SECONDS, TimeUnit.SECONDS);
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
