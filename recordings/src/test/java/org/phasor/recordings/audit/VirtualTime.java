package org.phasor.recordings.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.phasor.acquisition.RigClock;

/** A computer's clock that may be set, and a rig's clock that may not. Any thread. */
final class VirtualTime implements Supplier<Instant>, RigClock {

    private Instant wall = Instant.parse("2026-11-20T08:30:00Z");
    private long nanos = 123_456_789L;

    /** Time passes. */
    synchronized void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }

    /** Somebody sets the computer's clock. */
    synchronized void set(Duration by) {
        wall = wall.plus(by);
    }

    @Override
    public synchronized Instant get() {
        return wall;
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }
}
