package org.phasor.rig.command;

import java.io.PrintWriter;

/** Says how far a work is, every two seconds: nothing where it is quick. One thread. */
final class SlowProgress {

    private static final long EVERY_NANOS = 2_000_000_000L;

    private final PrintWriter err;
    private final String name;
    private long nextNanos = System.nanoTime() + EVERY_NANOS;

    SlowProgress(PrintWriter err, String name) {
        this.err = err;
        this.name = name;
    }

    void tell(int done, int total) {
        if (System.nanoTime() - nextNanos >= 0) {
            nextNanos = System.nanoTime() + EVERY_NANOS;
            err.println(name + ": " + done + " of " + total);
        }
    }
}
