package org.phasor.stimulator;

import org.phasor.trigger.Decision;

/** The one pulse that is decided and not yet judged. A reused slot of the loop thread. */
final class PendingPulse {

    boolean present;
    long id;
    int condition;
    long plannedNanos;
    long decidedOnNanos;
    boolean atOnce;

    /** {@link StateMachine.Status#ends} when it was scheduled. */
    int ends;

    void set(Decision decision, long decidedOnNanos, int ends) {
        present = true;
        id = decision.id;
        condition = decision.condition;
        plannedNanos = decision.commandNanos;
        this.decidedOnNanos = decidedOnNanos;
        atOnce = decision.atOnce;
        this.ends = ends;
    }
}
