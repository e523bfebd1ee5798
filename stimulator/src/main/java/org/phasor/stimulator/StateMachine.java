package org.phasor.stimulator;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The interlock's state and its latch. Safe for any thread, without a lock: all of it is one immutable value that is
 * swapped whole, so that no thread sees a state without its stop.
 */
final class StateMachine {

    /**
     * @param ends how often a stop or the end of a session has withdrawn what was planned before
     * @param holds how often a hold has
     * @param stop the first cause; null unless STOPPED
     */
    record Status(InterlockState state, int ends, int holds, Stop stop) {}

    private final AtomicReference<Status> status = new AtomicReference<>(new Status(InterlockState.SAFE, 0, 0, null));

    private volatile InterlockListener listener = InterlockListener.NONE;

    void listener(InterlockListener to) {
        listener = to;
    }

    Status status() {
        return status.get();
    }

    /**
     * @throws IllegalStateException when the state is not {@code from}, naming the verb and the state
     */
    void step(String verb, InterlockState from, InterlockState to) {
        while (true) {
            Status now = status.get();
            require(verb, from, now);
            int holds = now.holds + (to == InterlockState.HOLD ? 1 : 0);
            if (status.compareAndSet(now, new Status(to, now.ends, holds, null))) {
                listener.changed(from, to, verb);
                return;
            }
        }
    }

    /**
     * Latches STOPPED from any state; the first cause stays.
     *
     * @param first run when it was this one, before the listener hears of it
     */
    void trip(Stop stop, Runnable first) {
        Status now;
        do {
            now = status.get();
        } while (!status.compareAndSet(
                now, new Status(InterlockState.STOPPED, now.ends + 1, now.holds, now.stop != null ? now.stop : stop)));
        if (now.state == InterlockState.STOPPED) {
            return;
        }
        first.run();
        listener.changed(now.state, InterlockState.STOPPED, stop.reason() + ": " + stop.detail());
    }

    /** DONE from any state but STOPPED, which stays. */
    void finish() {
        Status now;
        do {
            now = status.get();
            if (now.state == InterlockState.STOPPED || now.state == InterlockState.DONE) {
                return;
            }
        } while (!status.compareAndSet(now, new Status(InterlockState.DONE, now.ends + 1, now.holds, null)));
        listener.changed(now.state, InterlockState.DONE, "finish");
    }

    /** STOPPED to SAFE. A stop that comes while this is under way wins. */
    void reset(String reasonByPerson) {
        Status now = status.get();
        require("reset", InterlockState.STOPPED, now);
        if (!status.compareAndSet(now, new Status(InterlockState.SAFE, now.ends, now.holds, null))) {
            throw new IllegalStateException("reset: another stop came at the same moment: look again");
        }
        listener.changed(InterlockState.STOPPED, InterlockState.SAFE, "reset: " + reasonByPerson);
    }

    private static void require(String verb, InterlockState from, Status now) {
        if (now.state != from) {
            String why = now.stop == null ? "" : " (" + now.stop.reason() + ": " + now.stop.detail() + ")";
            throw new IllegalStateException(verb + ": the interlock is " + now.state + why + ": must be " + from);
        }
    }
}
