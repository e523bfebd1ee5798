package org.phasor.rig;

import org.phasor.acquisition.SampleClock;
import org.phasor.dsp.Conditioning;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.Signal;
import org.phasor.trigger.TriggerPolicy;

/**
 * Everything that is decided about a frame: its time, each signal's phase, fire or hold. The same object live and in
 * replay; a pure function of the frames it has seen. Used by one thread.
 */
public final class FrameStep {

    private final SampleClock clock;
    private final Conditioning[] conditioning;
    private final PhaseEstimator[] estimators;
    private final Signal[] signals;
    private final TriggerPolicy policy;

    FrameStep(SampleClock clock, Conditioning[] conditioning, PhaseEstimator[] estimators, TriggerPolicy policy) {
        this.clock = clock;
        this.conditioning = conditioning;
        this.estimators = estimators;
        this.policy = policy;
        signals = new Signal[conditioning.length];
        for (int i = 0; i < signals.length; i++) {
            signals[i] = new Signal();
        }
    }

    /** Writes all of the frame but what the source wrote. Allocates nothing. */
    public void evaluate(Frame frame) {
        clock.stamp(frame.sample);
        for (int i = 0; i < signals.length; i++) {
            conditioning[i].condition(frame.sample, signals[i]);
            estimators[i].estimate(signals[i], frame.estimates[i]);
        }
        policy.decide(frame.sample, frame.estimates, frame.decision);
    }
}
