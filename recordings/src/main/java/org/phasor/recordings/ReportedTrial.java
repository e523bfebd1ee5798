package org.phasor.recordings;

import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;

/**
 * A pulse, sham or virtual one of a session as its report sees it: of a pattern the onset. Immutable, but for the delivery, which
 * is to be read only.
 *
 * @param condition by position
 * @param amplitudeWindow that it was drawn for; −1 for none
 * @param intensityPercentRmt that it was drawn for; NaN for none
 * @param timeNanos when the pulse met the brain, or would have
 * @param targetRad the phase aimed at; NaN for none
 * @param spoiled whether it was given and its trial is redone all the same: it belongs into no analysis
 * @param afterWait whether it was given without its aim, as its trial had waited for too long
 * @param phaseRad the true phase then; NaN where it cannot be judged
 */
record ReportedTrial(
        Delivery delivery,
        int condition,
        int amplitudeWindow,
        double intensityPercentRmt,
        long timeNanos,
        double targetRad,
        boolean spoiled,
        boolean afterWait,
        double phaseRad) {

    /** Whether a device was commanded. */
    boolean delivered() {
        return delivery.outcome.counts();
    }

    boolean sham() {
        return delivery.outcome == Outcome.SHAM;
    }

    boolean virtual() {
        return delivery.outcome == Outcome.VIRTUAL;
    }

    boolean judged() {
        return !Double.isNaN(phaseRad);
    }

    /** Truth less target, in (−π, π]; NaN where there is no truth or no target. */
    double errorRad() {
        return StrictMath.IEEEremainder(phaseRad - targetRad, 2 * Math.PI);
    }

    /** With its true phase; one that is no trial of its condition is not judged. */
    ReportedTrial withPhase(double rad) {
        return new ReportedTrial(
                delivery,
                condition,
                amplitudeWindow,
                intensityPercentRmt,
                timeNanos,
                targetRad,
                spoiled,
                afterWait,
                spoiled || afterWait ? Double.NaN : rad);
    }

    /** Which cell of the plan it belongs to. */
    TrialCell cell() {
        return new TrialCell(condition, amplitudeWindow, intensityPercentRmt);
    }
}
