package org.phasor.recordings.audit;

import java.time.Instant;
import java.util.function.Supplier;
import org.phasor.acquisition.RigClock;

/**
 * The time of one session's ledger when the computer's clock may be set at any moment. What is written is dated as late
 * as any clock says, what expires is judged as early: neither way does a pulse count for too short. For one thread at a
 * time.
 */
final class LedgerTime {

    private final Supplier<Instant> wall;
    private final RigClock clock;
    private final Instant begun;
    private final long begunNanos;
    private Instant latest;

    /**
     * @param written the latest time in the ledger so far
     */
    LedgerTime(Supplier<Instant> wall, RigClock clock, Instant written) {
        this.wall = wall;
        this.clock = clock;
        begun = wall.get();
        begunNanos = clock.nanoTime();
        latest = written;
    }

    private Instant byRigClock() {
        return begun.plusNanos(clock.nanoTime() - begunNanos);
    }

    /** For a record. */
    Instant late() {
        Instant wallNow = wall.get();
        Instant rigNow = byRigClock();
        latest = wallNow.isAfter(latest) ? wallNow : latest;
        latest = rigNow.isAfter(latest) ? rigNow : latest;
        return latest;
    }

    /** For what is long enough ago. */
    Instant early() {
        Instant wallNow = wall.get();
        Instant rigNow = byRigClock();
        return wallNow.isBefore(rigNow) ? wallNow : rigNow;
    }
}
