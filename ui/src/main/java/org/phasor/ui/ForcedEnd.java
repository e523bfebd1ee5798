package org.phasor.ui;

import java.io.IOException;

/** Ends this process as nothing in Java can: without the libraries' exit code. For when that code hangs. */
final class ForcedEnd {

    private ForcedEnd() {}

    /**
     * Says why and ends the process. Does not return where it works: on systems with the command {@code kill}.
     */
    static void because(String why) {
        System.err.println("phasor: " + why + ": the process ends itself by force");
        try {
            new ProcessBuilder(
                            "kill",
                            "-KILL",
                            Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            System.err.println("phasor: it cannot: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
