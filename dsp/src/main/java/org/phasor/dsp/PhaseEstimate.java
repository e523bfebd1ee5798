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

    /** Expected circular standard deviation of the phase; NaN when the estimator cannot tell. */
    public double expectedErrorRad;

    /** Writes the whole estimate as valid. */
    public void set(double phaseRad, double frequencyHz, double amplitudeMicrovolts, double expectedErrorRad) {
        this.valid = true;
        this.phaseRad = phaseRad;
        this.frequencyHz = frequencyHz;
        this.amplitudeMicrovolts = amplitudeMicrovolts;
        this.expectedErrorRad = expectedErrorRad;
    }

    /** Writes the whole estimate as invalid: numbers are NaN. */
    public void invalidate() {
        valid = false;
        phaseRad = Double.NaN;
        frequencyHz = Double.NaN;
        amplitudeMicrovolts = Double.NaN;
        expectedErrorRad = Double.NaN;
    }

    public void copyFrom(PhaseEstimate other) {
        valid = other.valid;
        phaseRad = other.phaseRad;
        frequencyHz = other.frequencyHz;
        amplitudeMicrovolts = other.amplitudeMicrovolts;
        expectedErrorRad = other.expectedErrorRad;
    }

    /** Fills the slot with a plausible lie: for tests that slots are never read stale. */
    public void poison() {
        set(0.0, 10.0, 1e9, 0.0);
    }
}
