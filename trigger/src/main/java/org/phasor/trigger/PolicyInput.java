package org.phasor.trigger;

/**
 * What a policy is told from outside the frames. Each reaches it before the frame to which it first applies, is recorded with that
 * frame's index, and comes at the same frame in a replay.
 */
public enum PolicyInput {
    /** Whether a pulse would be given now: armed and not on hold; in a virtual run, not on hold. */
    RUNNING,
    /** Whether the device could give a pulse now. */
    DEVICE_READY,
    /** What became of a decision to fire: true when it was given (as a pulse, a sham or a virtual one), false when it was refused. */
    OUTCOME
}
