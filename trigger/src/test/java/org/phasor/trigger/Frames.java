package org.phasor.trigger;

import org.phasor.acquisition.Sample;
import org.phasor.dsp.PhaseEstimate;

/** One frame at a time, as a test says it: a pure tone unless told otherwise. */
final class Frames {

    static final double RATE_HZ = 1000;
    static final long STEP_NANOS = 1_000_000L;
    static final long HORIZON_NANOS = 10_000_000L;

    final Sample sample = new Sample(2);
    final PhaseEstimate[] estimates;
    final Decision decision = new Decision();
    final TriggerPolicy policy;

    double hz = 10;
    double phaseRad = -3;
    double amplitude = 20;
    double errorRad = Double.NaN;
    long timeNanos = -5_000_000_000L;

    Frames(TriggerPolicy policy, int signals) {
        this.policy = policy;
        estimates = new PhaseEstimate[signals];
        for (int s = 0; s < signals; s++) {
            estimates[s] = new PhaseEstimate();
        }
    }

    /** One more frame of the tone, all signals in phase. */
    Decision next() {
        advance();
        for (PhaseEstimate estimate : estimates) {
            estimate.set(phaseRad, hz, amplitude, errorRad);
            estimate.faults = 0;
        }
        return decide();
    }

    /** One more frame; the tone goes on, its estimates are invalid. */
    Decision invalid() {
        advance();
        for (PhaseEstimate estimate : estimates) {
            estimate.invalidate();
            estimate.faults = 0;
        }
        return decide();
    }

    /** One more frame; its samples have faults and its estimates are invalid. */
    Decision faulty(int faults) {
        advance();
        for (PhaseEstimate estimate : estimates) {
            estimate.invalidate();
            estimate.faults = faults;
        }
        return decide();
    }

    /** One more frame of the tone whose sample is flagged. */
    Decision flagged(int flag) {
        advance();
        sample.flags = flag;
        for (PhaseEstimate estimate : estimates) {
            estimate.set(phaseRad, hz, amplitude, errorRad);
            estimate.faults = 0;
        }
        return decide();
    }

    /** Frames of the tone until the policy fires; fails after two minutes of signal. */
    Decision untilFire() {
        for (int i = 0; i < 120_000; i++) {
            if (next().action == Decision.Action.FIRE) {
                return decision;
            }
        }
        throw new AssertionError("no pulse within two minutes, last reason " + decision.reason);
    }

    /** Frames of the tone until the pending pulse is over. */
    void untilDue(long commandNanos) {
        while (timeNanos < commandNanos) {
            next();
        }
    }

    void advance() {
        sample.index++;
        timeNanos += STEP_NANOS;
        sample.timeNanos = timeNanos;
        sample.flags = 0;
        sample.values[0] = amplitude * Math.cos(phaseRad);
        phaseRad = wrap(phaseRad + 2 * Math.PI * hz * STEP_NANOS * 1e-9);
    }

    Decision decide() {
        decision.poison();
        policy.decide(sample, estimates, decision);
        return decision;
    }

    static double wrap(double rad) {
        return StrictMath.IEEEremainder(rad, 2 * Math.PI);
    }
}
