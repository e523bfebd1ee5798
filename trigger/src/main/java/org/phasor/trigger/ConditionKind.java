package org.phasor.trigger;

/** What a condition asks of the phase of its signal. */
public enum ConditionKind {
    /** One phase, the same in every trial. */
    PHASE("phase"),
    /** A phase drawn anew for each trial, uniform over the cycle. */
    RANDOM_PHASE("random-phase"),
    /** Nothing: a pulse is given as soon as everything else allows it, with the same demands on the signal's quality. */
    NO_PHASE("no-phase");

    private final String key;

    ConditionKind(String key) {
        this.key = key;
    }

    /** What rig files call it. */
    public String key() {
        return key;
    }
}
