package org.phasor.stimulator;

import java.io.IOException;

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
     * @throws IOException naming the device and what failed
     */
    void open() throws IOException;

    /** Open and free to take a command. Any thread; must not block. */
    boolean ready();

    /**
     * Gives one pulse. The loop thread only; bounded, allocates nothing.
     *
     * @param condition index of the condition, −1 for none
     * @throws DeviceFailure when it was not, or may not have been, given
     */
    void fire(long decisionId, int condition);

    /** Lets go of the device, at rest. Afterwards it is not ready and fails to fire. May be called twice. */
    @Override
    void close();
}
