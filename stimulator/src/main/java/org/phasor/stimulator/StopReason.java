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
    CLOSED
}
