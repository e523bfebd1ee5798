package org.phasor.rig;

import java.util.concurrent.locks.LockSupport;
import org.phasor.dsp.RefreshRunner;

/**
 * Computes new coefficients beside the loop, on a thread of its own. The loop thread hands a refresh over and, at the refresh's
 * take-over frame, asks whether it is done; it never waits and wakes nobody: the learner looks every few milliseconds, a small
 * part of the time it has. What took effect and what was late goes to the {@link RefreshLog}, and from there into the recording.
 */
final class Learner implements Refreshes, Runnable {

    private static final long LOOK_EVERY_NANOS = 5_000_000;

    private final Slot[] slots;
    private final RefreshLog log;

    /** Written by the loop thread. */
    private long frame;

    private volatile boolean stopped;
    private volatile Throwable failure;

    Learner(int signals, RefreshLog log) {
        this.log = log;
        slots = new Slot[signals];
        for (int s = 0; s < signals; s++) {
            slots[s] = new Slot(s);
        }
    }

    @Override
    public RefreshRunner runner(int signal) {
        return slots[signal];
    }

    @Override
    public void frame(long index) {
        frame = index;
    }

    @Override
    public void run() {
        while (!stopped) {
            if (!turn()) {
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            }
        }
    }

    /** Computes what waits; false when nothing did. */
    boolean turn() {
        boolean worked = false;
        for (Slot slot : slots) {
            worked |= slot.work();
        }
        return worked;
    }

    /**
     * Begins to compute, on a thread of its own.
     *
     * @param onStart called on that thread before anything else
     */
    void start(Runnable onStart) {
        Thread thread = new Thread(
                () -> {
                    onStart.run();
                    run();
                },
                "phasor-learner");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends the thread after what it is at. */
    void stop() {
        stopped = true;
    }

    /** What a computation failed of, or null. Its estimator goes on with its old coefficients. */
    Throwable failure() {
        return failure;
    }

    /** One signal's: handed to and fro by its state. */
    private final class Slot implements RefreshRunner {

        private static final int IDLE = 0;
        private static final int GIVEN = 1;
        private static final int DONE = 2;

        private final int signal;

        /** Given by the loop thread, done by the learner. */
        private volatile int state = IDLE;

        private Refresh given;
        private long givenNumber = -1;

        /** How many were to begin so far. Written by the loop thread. */
        private long asked;

        Slot(int signal) {
            this.signal = signal;
        }

        @Override
        public boolean idle(Refresh refresh) {
            long number = asked++;
            boolean idle = state != GIVEN;
            if (!idle) {
                // Left out: to a replay the same as late.
                log.add(frame, signal, number, false, 0, Double.NaN, Double.NaN);
            }
            return idle;
        }

        @Override
        public void begin(Refresh refresh) {
            given = refresh;
            givenNumber = refresh.number();
            state = GIVEN;
        }

        @Override
        public boolean takeOver(Refresh refresh) {
            boolean taken = state == DONE && givenNumber == refresh.number();
            if (taken) {
                log.add(frame, signal, refresh.number(), true, refresh.checksum(), refresh.peakHz(), refresh.peakDb());
                state = IDLE;
            } else {
                log.add(frame, signal, refresh.number(), false, 0, Double.NaN, Double.NaN);
            }
            return taken;
        }

        boolean work() {
            if (state != GIVEN) {
                return false;
            }
            try {
                given.compute();
                state = DONE;
            } catch (Throwable e) {
                failure = e;
                state = IDLE;
            }
            return true;
        }
    }
}
