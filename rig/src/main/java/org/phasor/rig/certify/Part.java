package org.phasor.rig.certify;

/** A certification runs in parts, one session each: a session has one trigger policy, and both kinds of pulse matter. */
enum Part {
    /** Pulses planned ahead, at phases: what {@code plannedToActual} is measured on. */
    SCHEDULED,
    /** Pulses fired on the sample that causes them: what {@code arrivalToDevice} is measured on. */
    AT_ONCE
}
