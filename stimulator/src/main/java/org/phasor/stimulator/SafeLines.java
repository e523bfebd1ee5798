package org.phasor.stimulator;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table of lines that the watchdog process can hold, by the first word of {@link Stimulator#watchdogTask}. */
final class SafeLines {

    interface Opener {
        /**
         * Opens a line that the rig may hold open as well, and does not disturb it.
         *
         * @param task all of it, the first word included
         * @throws IOException in one line, naming the device
         */
        SafeLine open(String task) throws IOException;
    }

    static final Map<String, Opener> BY_FIRST_WORD = new LinkedHashMap<>();

    static {
        BY_FIRST_WORD.put(Stimulators.SERIAL_TTL, SerialSafeLine::open);
    }

    private SafeLines() {}

    /**
     * @throws IOException in one line, when the task is none that is known or the line cannot be opened
     */
    static SafeLine open(String task) throws IOException {
        Opener opener = BY_FIRST_WORD.get(task.split(" ", 2)[0]);
        if (opener == null) {
            throw new IOException("task \"" + task + "\": must begin with one of " + BY_FIRST_WORD.keySet());
        }
        return opener.open(task);
    }
}
