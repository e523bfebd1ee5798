package org.phasor.dsp;

/**
 * Estimates the phase of one signal ahead of its newest sample. One instance per signal, called by the loop thread, in order:
 * {@link #take} once for every frame, {@link #estimate(PhaseEstimate)} at most once after each. Deterministic; allocates nothing
 * after construction.
 */
public interface PhaseEstimator {

    /** Takes in the newest value. */
    void take(Signal signal);

    /**
     * Writes the whole estimate for the newest value's time plus the look-ahead. Invalid until the window is full of values
     * without a gap, NaN or fault. A frame may go without: phase and amplitude of later ones do not depend on it (the frequency,
     * a mean over the estimates made, may).
     */
    void estimate(PhaseEstimate out);

    /** Takes in the newest value and writes the estimate: what the loop does for every frame. */
    default void estimate(Signal signal, PhaseEstimate out) {
        take(signal);
        estimate(out);
    }
}
