package org.phasor.stimulator;

import org.phasor.trigger.Decision;

/** The one pattern that is decided and not yet over. A reused slot of the loop thread. */
final class PendingPulse {

    boolean present;
    long id;
    int condition;
    long plannedNanos;
    long decidedOnNanos;
    boolean atOnce;

    /** What is to be given: the gate calls the device for {@link Decision.Intent#PULSE} alone. */
    Decision.Intent intent;

    /** Number of its trial, 0 for none. */
    long trial;

    double intensityPercentRmt;

    /** The next pulse of the pattern; 0 until the first was given. */
    int pulse;

    /** {@link StateMachine.Status#ends} when it was scheduled. */
    int ends;

    /** {@link StateMachine.Status#holds} when it was scheduled. */
    int holds;

    void set(Decision decision, long decidedOnNanos, StateMachine.Status status) {
        present = true;
        id = decision.id;
        condition = decision.condition;
        plannedNanos = decision.commandNanos;
        this.decidedOnNanos = decidedOnNanos;
        atOnce = decision.atOnce;
        intent = decision.intent;
        trial = decision.trial;
        intensityPercentRmt = decision.intensityPercentRmt;
        pulse = 0;
        ends = status.ends();
        holds = status.holds();
    }
}
