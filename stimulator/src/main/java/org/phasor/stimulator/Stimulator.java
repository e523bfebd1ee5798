package org.phasor.stimulator;

import java.io.IOException;
import java.util.Optional;

/**
 * A device that gives the pulse. Package-private on purpose: only {@link Interlock} makes one and calls it. A driver
 * is one file and one line in {@link Stimulators}.
 */
interface Stimulator extends AutoCloseable {

    /** The name in rig files. */
    String name();

    /** Whether it could reach a subject: everything that is not known to be a bench device. */
    boolean live();

    /**
     * Connects, and gives no pulse. Called once.
     *
     * @param alarm what stops the interlock when the device fails by itself; any thread may raise it
     * @throws IOException naming the device and what failed
     */
    void open(Alarm alarm) throws IOException;

    /** Open and free to take a command. Any thread; must not block. */
    boolean ready();

    /**
     * Gives one pulse, or begins the pattern that the device times by itself. The loop thread only; bounded, allocates
     * nothing.
     *
     * @param condition index of the condition, −1 for none
     * @throws DeviceFailure when it was not, or may not have been, given
     */
    void fire(long decisionId, int condition);

    /**
     * Takes the lines low, and the amplitude to zero where it can; ends a pulse that is under way. Any thread; returns
     * at once and takes no lock. May be called often. A device for people then refuses to fire until {@link #armed}: a
     * loop thread that had passed the latch and was held up must not fire late.
     */
    void makeSafe();

    /** The interlock is being armed: what {@link #makeSafe} forbade is allowed again. The loop thread. */
    default void armed() {}

    /** Whether the device's own thread has turned lately, where it has one. Any thread; must not block. */
    default boolean alive(long nowNanos) {
        return true;
    }

    /** What a watchdog process needs to make the device safe without us; empty for a bench device. */
    default Optional<String> watchdogTask() {
        return Optional.empty();
    }

    /** Lets go of the device, at rest. Afterwards it is not ready and fails to fire. May be called twice. */
    @Override
    void close();
}
