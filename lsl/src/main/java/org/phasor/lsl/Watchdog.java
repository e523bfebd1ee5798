package org.phasor.lsl;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Asks after senders that have been silent for long: a connection can die without a word. One thread for all inlets,
 * started with the first.
 */
final class Watchdog implements AutoCloseable {

    private final LslSettings.Timing timing;
    private final List<StreamInlet> watched = new CopyOnWriteArrayList<>();
    private final double checkSeconds;
    private Thread thread;
    private boolean closed;

    Watchdog(LslSettings.Timing timing, double checkSeconds) {
        this.timing = timing;
        this.checkSeconds = Math.min(checkSeconds, timing.silenceSeconds());
    }

    synchronized void watch(StreamInlet inlet) {
        watched.add(inlet);
        if (thread == null && !closed) {
            thread = new Thread(this::run, "lsl-watchdog");
            thread.setDaemon(true);
            thread.start();
        }
    }

    void forget(StreamInlet inlet) {
        watched.remove(inlet);
    }

    private void run() {
        long silenceNanos = (long) (timing.silenceSeconds() * 1e9);
        while (pause()) {
            for (StreamInlet inlet : watched) {
                try {
                    inlet.checkAfterSilence(silenceNanos);
                } catch (RuntimeException e) {
                    // One sender's answer must not end the watch over the others.
                    System.getLogger("org.phasor.lsl")
                            .log(System.Logger.Level.WARNING, "stream " + inlet.info() + ": cannot be asked", e);
                }
            }
        }
    }

    private synchronized boolean pause() {
        try {
            if (!closed) {
                wait((long) Math.max(1, checkSeconds * 1000));
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
