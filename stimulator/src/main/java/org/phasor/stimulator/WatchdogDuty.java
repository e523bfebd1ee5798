package org.phasor.stimulator;

import java.io.IOException;

/**
 * What the watchdog process does, and when. The rig sends single bytes; the first thing that goes wrong makes the line
 * safe, and from then on it is made safe again and again: nothing but a new process makes it forget.
 *
 * <p>{@link #take} and {@link #inputEnded} belong to the thread that reads the pipe, {@link #turn} to the main thread, which
 * alone touches the line. No lock between them, so that neither waits for the other. Allocates nothing until it acts.
 */
final class WatchdogDuty {

    static final byte BEAT = 'b';
    static final byte ENFORCE = 'e';
    static final byte MAKE_SAFE = 's';
    static final byte RELEASE = 'q';

    /** A rig that wakes up again may have one write under way: the line does not stay high for longer than this. */
    static final long REASSERT_NANOS = 50_000_000L;

    /** How long a line that fails is tried when the rig is gone. */
    static final long LAST_TRIES_NANOS = 1_000_000_000L;

    /** What {@link #turn} says when there is nothing left to do. */
    static final long FINISHED = -1;

    private static final long LONGEST_WAIT_NANOS = 20_000_000L;

    /**
     * A turn that comes so late shows that this process stood still itself: beats may wait in the pipe, and the thread
     * that reads them gets a moment, once.
     */
    private static final long LATE_NANOS = 20_000_000L;

    private static final long GRACE_NANOS = 10_000_000L;

    /** What the rig hears. */
    interface Answers {

        /** A beat, or the order to guard, was heard, and the line is still the rig's. Allocates nothing. */
        void onGuard();

        void say(String line);
    }

    private final SafeLine line;
    private final Answers answers;

    private volatile long beatNanos;
    private volatile boolean enforced;
    private volatile boolean asked;
    private volatile boolean released;
    private volatile boolean inputEnded;
    private volatile boolean acted;

    private boolean leaving;
    private long leavingNanos;
    private long assertedNanos;
    private boolean failing;
    private long dueNanos;

    /** No grace before the first turn on guard. */
    private boolean graced = true;

    WatchdogDuty(SafeLine line, Answers answers) {
        this.line = line;
        this.answers = answers;
    }

    /**
     * A byte from the rig. One that means nothing is no beat.
     *
     * @return whether {@link #turn} should come at once
     */
    boolean take(int command, long nowNanos) {
        switch (command) {
            case BEAT -> {
                beatNanos = nowNanos;
                if (!acted) {
                    answers.onGuard();
                }
                return false;
            }
            case ENFORCE -> {
                beatNanos = nowNanos; // before the next: it counts as a beat
                enforced = true;
                if (!acted) {
                    answers.onGuard();
                }
            }
            case MAKE_SAFE -> asked = true;
            case RELEASE -> released = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The rig has closed its end of the pipe, or is gone. */
    void inputEnded() {
        inputEnded = true;
    }

    /**
     * Does what is due.
     *
     * @return how long to wait for the next turn, or {@link #FINISHED}
     */
    long turn(long nowNanos) {
        boolean due = acted && nowNanos - assertedNanos >= REASSERT_NANOS;
        String why = null;
        if (!leaving && (inputEnded || released)) {
            leaving = true;
            leavingNanos = nowNanos;
            why = released ? "released" : "the rig is gone";
        } else if (!acted && asked) {
            why = "the rig asked for it";
        } else if (!acted && enforced) {
            long silentNanos = nowNanos - beatNanos;
            if (silentNanos < Watchdog.DEADLINE_NANOS) {
                graced = false;
                return waiting(nowNanos, Math.min(LONGEST_WAIT_NANOS, Watchdog.DEADLINE_NANOS - silentNanos));
            }
            if (!graced && nowNanos - dueNanos > LATE_NANOS) {
                graced = true;
                return waiting(nowNanos, GRACE_NANOS);
            }
            why = "no heartbeat for " + silentNanos / 1_000_000 + " ms";
        }
        if (why != null || due) {
            makeSafe(nowNanos, why);
        }
        if (leaving && (!failing || nowNanos - leavingNanos >= LAST_TRIES_NANOS)) {
            return FINISHED;
        }
        return waiting(nowNanos, acted ? REASSERT_NANOS - (nowNanos - assertedNanos) : LONGEST_WAIT_NANOS);
    }

    private long waiting(long nowNanos, long waitNanos) {
        dueNanos = nowNanos + waitNanos;
        return waitNanos;
    }

    private void makeSafe(long nowNanos, String why) {
        acted = true;
        assertedNanos = nowNanos;
        try {
            line.makeSafe();
            if (why != null || failing) {
                answers.say("safe: " + (why != null ? why : "the line answers again"));
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                answers.say("failed: " + e.getMessage());
            }
            failing = true;
        }
    }

    /** Whether the last attempt to make the line safe failed. */
    boolean failing() {
        return failing;
    }
}
