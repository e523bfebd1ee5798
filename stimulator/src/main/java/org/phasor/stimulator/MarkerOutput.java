package org.phasor.stimulator;

import java.io.IOException;

/**
 * A device that tells others what became of a decision. Called by the thread that drains the deliveries, never by the
 * loop thread: may allocate and do I/O. A driver is one file and one line in {@link Stimulators}.
 */
interface MarkerOutput extends AutoCloseable {

    /** The name in rig files. */
    String name();

    /**
     * Connects. Called once.
     *
     * @throws IOException naming the device and what failed
     */
    void open() throws IOException;

    void mark(Delivery delivery, String conditionName);

    /** May be called twice. */
    @Override
    void close();
}
