package org.phasor.stimulator;

import org.phasor.trigger.Decision;

/**
 * What the interlock did about one pulse of a decision, or about the rest of its pattern. A reused slot, written whole
 * by the loop thread; times on the rig's clock.
 */
public final class Delivery {

    public long decisionId;
    public int condition;

    /** What was to be given. Stands in the plan, not in the delivery of a recording: not known where one was read back. */
    public Decision.Intent intent = Decision.Intent.PULSE;

    /** Number of its trial; 0 for none, and where it was read back. */
    public long trial;

    /** As the trial was drawn for; NaN for none, and where it was read back. */
    public double intensityPercentRmt = Double.NaN;

    public Outcome outcome = Outcome.VETOED_NOT_ARMED;

    /** When the device was to be commanded. */
    public long plannedNanos;

    /** Time of the sample whose frame decided. */
    public long decidedOnNanos;

    /** The clock as the gate read it when it judged. */
    public long gateNanos;

    /** The clock when the device call returned; 0 when no device was called. */
    public long returnedNanos;

    /** Which pulse of its pattern; 0 is the onset. */
    public int pulse;

    /** How many pulses this speaks of: from {@link #pulse} on, to the pattern's end where they were refused. */
    public int pulses = 1;

    /** What a rule found, in what {@link Outcome#figure} says; 0 where there is nothing to measure. */
    public long measured;

    /** What the rule would have allowed; 0 where there is nothing to measure. */
    public long bound;

    /** How much the decision's sample had aged at the gate. */
    public long ageNanos() {
        return gateNanos - decidedOnNanos;
    }

    public void copyFrom(Delivery other) {
        decisionId = other.decisionId;
        condition = other.condition;
        intent = other.intent;
        trial = other.trial;
        intensityPercentRmt = other.intensityPercentRmt;
        outcome = other.outcome;
        plannedNanos = other.plannedNanos;
        decidedOnNanos = other.decidedOnNanos;
        gateNanos = other.gateNanos;
        returnedNanos = other.returnedNanos;
        pulse = other.pulse;
        pulses = other.pulses;
        measured = other.measured;
        bound = other.bound;
    }
}
