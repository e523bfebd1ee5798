package org.phasor.acquisition;

/** What an auxiliary channel or stream carries. */
public enum AuxKind {
    /** A muscle. */
    EMG,
    /** The eyes. */
    EOG,
    /** Pulses as the amplifier, or another program, saw them. */
    TRIGGER,
    /** Anything else that is to be recorded. */
    OTHER
}
