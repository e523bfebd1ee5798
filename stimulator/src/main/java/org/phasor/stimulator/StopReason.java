package org.phasor.stimulator;

/** Why the interlock was stopped. The names stand in recordings: add at the end, never rename. */
public enum StopReason {
    /** A person pressed stop. */
    OPERATOR,
    /** The stream went away while more was expected. */
    STREAM_LOST,
    /** No sample came for too long. */
    STREAM_STALLED,
    /** The loop threw. */
    LOOP_EXCEPTION,
    /** The loop did not turn for too long. */
    LOOP_STALLED,
    /** A device reported a failure. */
    DEVICE_FAULT,
    /** The recording could not go on. */
    RECORDER_FAILED,
    /** There was no room to say what became of a decision. */
    DELIVERIES_NOT_TAKEN,
    /** The session's pulses reached their limit. */
    SESSION_LIMIT,
    /** The input ended. */
    END_OF_INPUT,
    /** The interlock was closed while it might still have fired. */
    CLOSED,
    /** The watchdog process took the lines low, or went away. */
    WATCHDOG,
    /** No person confirmed in time that they are there. */
    DEAD_MAN,
    /** The window from which a live device was armed does not answer. */
    SCREEN_FROZEN,
    /** A pulse was seen that nobody had asked for. */
    UNEXPECTED_PULSE,
    /** The audit log could not go on. */
    AUDIT_FAILED,
    /** The dose ledger could not go on. */
    LEDGER_FAILED,
    /** The subject's pulses of a day or a week reached their limit. */
    DOSE_LIMIT,
    /** More samples were lost than the rig file allows. */
    SAMPLES_LOST,
    /** Pulses did not come back on the trigger channel. */
    RETURN_MISSING,
    /** The measured loop delay left its limits. */
    LOOP_DELAY;

    /** Whether people wanted an end, or the input came to its own: nothing went wrong. */
    public boolean orderly() {
        return this == OPERATOR || this == END_OF_INPUT || this == CLOSED;
    }
}
