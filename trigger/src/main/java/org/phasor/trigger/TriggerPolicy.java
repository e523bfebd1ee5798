package org.phasor.trigger;

import org.phasor.acquisition.Sample;
import org.phasor.dsp.PhaseEstimate;

/**
 * Decides when to fire. Called by the loop thread once for every frame, in order. A pure function of the frames and
 * its settings (seed included): no clock, no device, nothing observed. Allocates nothing after construction.
 */
public interface TriggerPolicy {

    /**
     * Writes the whole decision for this frame.
     *
     * @param sample the frame's sample, its {@link Sample#timeNanos} set
     * @param estimates one per signal, in the order of the rig file
     */
    void decide(Sample sample, PhaseEstimate[] estimates, Decision out);

    /**
     * Takes in something from outside the frames; before the {@link #decide} of the first frame to which it applies. Ignored unless
     * the policy says otherwise.
     *
     * @param id of the decision that an {@link PolicyInput#OUTCOME} speaks of; 0 for the others
     */
    default void tell(PolicyInput input, long id, boolean holds) {
        // A policy that looks at frames alone.
    }
}
