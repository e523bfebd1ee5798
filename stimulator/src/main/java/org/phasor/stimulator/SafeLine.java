package org.phasor.stimulator;

import java.io.IOException;

/** A device's line as the watchdog process holds it, in its own right: it can make it safe, and nothing else. */
interface SafeLine {

    /**
     * Takes the line low. Any thread; bounded; may be called often.
     *
     * @throws IOException in one line, when the device did not take it
     */
    void makeSafe() throws IOException;

    /** Has the hook run when the process is told to end, while the line still works. */
    default void beforeShutdown(Thread hook) {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Waits until the byte that takes the line low has left the machine. Bounded. The line is not closed by us: a
     * library may drop then what has not left, and the system, which closes it when the process ends, does not.
     */
    void awaitLeft();
}
