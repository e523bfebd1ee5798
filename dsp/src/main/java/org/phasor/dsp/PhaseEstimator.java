package org.phasor.dsp;

/**
 * Estimates the phase of one signal ahead of its newest sample. One instance per signal, called by the loop thread
 * once for every frame, in order. Deterministic; allocates nothing after construction.
 */
public interface PhaseEstimator {

    /**
     * Takes in the newest value and writes the whole estimate for its time plus the look-ahead. Invalid until the
     * window is full of usable values without a gap.
     */
    void estimate(Signal signal, PhaseEstimate out);
}
