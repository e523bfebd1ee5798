package org.phasor.rig;

import org.phasor.acquisition.SampleClock;
import org.phasor.dsp.estimator.SignalChain;
import org.phasor.trigger.Decision;
import org.phasor.trigger.PolicyInput;
import org.phasor.trigger.TriggerPolicy;

/**
 * Everything that is decided about a frame: its time, each signal's phase, fire or hold. The same object live and in
 * replay; a pure function of the frames it has seen. Used by one thread.
 */
public final class FrameStep {

    private final SampleClock clock;
    private final SignalChain[] chains;
    private final TriggerPolicy policy;
    private final Refreshes refreshes;
    private final long outputDelayNanos;
    private final long patternNanos;

    /**
     * @param outputDelayNanos from a device's command to the pulse
     * @param patternNanos from the first pulse of a pattern to its last, at the latest; 0 for single pulses
     */
    FrameStep(
            SampleClock clock,
            SignalChain[] chains,
            TriggerPolicy policy,
            Refreshes refreshes,
            long outputDelayNanos,
            long patternNanos) {
        this.clock = clock;
        this.chains = chains;
        this.policy = policy;
        this.refreshes = refreshes;
        this.outputDelayNanos = outputDelayNanos;
        this.patternNanos = patternNanos;
    }

    /** Whoever asks it must be the thread that evaluates. */
    SampleClock clock() {
        return clock;
    }

    /** Hands the policy something from outside the frames, before the frame to which it first applies. */
    void tell(PolicyInput input, long id, boolean holds) {
        policy.tell(input, id, holds);
    }

    /** Writes all of the frame but what the source wrote. Allocates nothing. */
    public void evaluate(Frame frame) {
        refreshes.frame(frame.sample.index);
        clock.stamp(frame.sample);
        for (int i = 0; i < chains.length; i++) {
            chains[i].take(frame.sample, frame.estimates[i]);
        }
        policy.decide(frame.sample, frame.estimates, frame.decision);
        if (frame.decision.action == Decision.Action.FIRE) {
            // Whether it is then delivered or not: what is trusted must not depend on what a device did.
            long pulseNanos = frame.decision.commandNanos + outputDelayNanos;
            for (SignalChain chain : chains) {
                chain.pulses(pulseNanos, pulseNanos + patternNanos);
            }
        }
    }
}
