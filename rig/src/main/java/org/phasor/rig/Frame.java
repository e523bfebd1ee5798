package org.phasor.rig;

import org.phasor.acquisition.Sample;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.trigger.Decision;

/**
 * The ring's slot: a sample and what was said about it. The sample is written by the source's thread, the rest by the
 * loop thread; everyone downstream reads. Each part is written whole on every frame, because slots are reused.
 */
public final class Frame {

    public final Sample sample;

    /** One per signal, in the order of the rig file. */
    public final PhaseEstimate[] estimates;

    public final Decision decision = new Decision();

    public Frame(int channels, int signals) {
        sample = new Sample(channels);
        estimates = new PhaseEstimate[signals];
        for (int i = 0; i < signals; i++) {
            estimates[i] = new PhaseEstimate();
        }
    }

    /** Fills the whole slot with plausible lies: for tests that slots are never read stale. */
    public void poison() {
        sample.poison();
        for (PhaseEstimate estimate : estimates) {
            estimate.poison();
        }
        decision.poison();
    }
}
