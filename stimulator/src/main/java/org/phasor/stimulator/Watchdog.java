package org.phasor.stimulator;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/** A process of its own that makes the device safe when this one is killed, stopped or stalled. Any thread. */
interface Watchdog extends AutoCloseable {

    /** Without a beat for so long the watchdog makes the device safe. */
    long DEADLINE_NANOS = 300_000_000L;

    /** How a watchdog comes to be. */
    interface Starter {
        /**
         * Starts it and waits until it holds the device.
         *
         * @param task what the device's {@link Stimulator#watchdogTask} said
         * @param alarm raised when the watchdog has acted, or is gone
         * @param mayBeat asked ten times a second: whether all is well here
         * @throws IOException in one line, when it does not come up
         */
        Watchdog start(String task, Alarm alarm, BooleanSupplier mayBeat) throws IOException;
    }

    /** Whether it is there and has not acted. */
    boolean alive();

    /**
     * Whether a beat that was sent within so long is known to have reached it. A rig that was stopped may wake up after
     * the watchdog has acted and before it hears of it: it must not fire on the strength of an older beat. The loop
     * thread; takes no lock, allocates nothing.
     */
    default boolean heardWithin(long nowNanos, long nanos) {
        return true;
    }

    /** From now on it acts when no beat comes. Waits, half a second at most, until it has heard that. */
    void enforce();

    /** An orderly end: it takes the lines low and goes. May be called twice. */
    @Override
    void close();
}
