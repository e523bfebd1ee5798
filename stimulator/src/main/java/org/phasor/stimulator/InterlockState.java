package org.phasor.stimulator;

/**
 * Where the interlock stands: SAFE → CHECKED → ARMED → RUNNING ↔ HOLD → DONE; any fault → STOPPED, which a person
 * resets to SAFE. Only RUNNING lets a pulse through.
 */
public enum InterlockState {
    /** As opened. */
    SAFE,
    /** The device answered. */
    CHECKED,
    /** May be started. */
    ARMED,
    /** Pulses may be fired. */
    RUNNING,
    /** The operator holds the session. */
    HOLD,
    /** The session ended as planned. */
    DONE,
    /** Latched: a person has to reset it with a reason. */
    STOPPED;

    /** Whether a pulse that is due now is let through; a virtual run needs no arming. */
    boolean delivers(boolean virtual) {
        return switch (this) {
            case RUNNING -> true;
            case SAFE, CHECKED, ARMED -> virtual;
            case HOLD, DONE, STOPPED -> false;
        };
    }

    /** Whether a pulse may be fired now, or after no more than the operator's resume. */
    boolean armed() {
        return this == ARMED || this == RUNNING || this == HOLD;
    }
}
