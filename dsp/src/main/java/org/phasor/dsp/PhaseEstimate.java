package org.phasor.dsp;

/**
 * What an estimator says of a signal at a frame. A reused slot: estimators write every field on every frame.
 *
 * <p>The phase holds for the sample's own time plus the estimator's look-ahead.
 */
public final class PhaseEstimate {

    /** Whether the other fields mean anything. */
    public boolean valid;

    /** In (−π, π], 0 = positive peak. */
    public double phaseRad;

    /** Instantaneous frequency. */
    public double frequencyHz;

    /** Causal amplitude of the oscillation (half peak to peak). */
    public double amplitudeMicrovolts;

    /**
     * Expected circular standard deviation of the phase, measured on this signal in the same way for all estimators; NaN while it
     * is not known.
     */
    public double expectedErrorRad;

    /** The estimator's own belief of the same, as a credible interval's half width; NaN when it has none. Not recorded. */
    public double ownErrorRad;

    /** Bits of {@link SignalFault} of the newest sample. Written by the signal's chain, not by estimators. */
    public int faults;

    /** Writes the whole estimate as valid, without a belief of its own. */
    public void set(double phaseRad, double frequencyHz, double amplitudeMicrovolts, double expectedErrorRad) {
        this.valid = true;
        this.phaseRad = phaseRad;
        this.frequencyHz = frequencyHz;
        this.amplitudeMicrovolts = amplitudeMicrovolts;
        this.expectedErrorRad = expectedErrorRad;
        ownErrorRad = Double.NaN;
    }

    /** Writes the whole estimate as invalid: numbers are NaN. */
    public void invalidate() {
        valid = false;
        phaseRad = Double.NaN;
        frequencyHz = Double.NaN;
        amplitudeMicrovolts = Double.NaN;
        expectedErrorRad = Double.NaN;
        ownErrorRad = Double.NaN;
    }

    public void copyFrom(PhaseEstimate other) {
        valid = other.valid;
        phaseRad = other.phaseRad;
        frequencyHz = other.frequencyHz;
        amplitudeMicrovolts = other.amplitudeMicrovolts;
        expectedErrorRad = other.expectedErrorRad;
        ownErrorRad = other.ownErrorRad;
        faults = other.faults;
    }

    /** Fills the slot with a plausible lie: for tests that slots are never read stale. */
    public void poison() {
        set(0.0, 10.0, 1e9, 0.0);
        faults = 0;
    }
}
