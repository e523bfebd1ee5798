package org.phasor.dsp.estimator;

import java.util.Map;

/**
 * A line of the table of estimators.
 *
 * @param name as a rig file writes it
 * @param toneToleranceRad how far from the truth it may be on a pure tone at its peak, once settled: what its contract holds it to
 * @param toneAmplitudeTolerance the same for the amplitude, as a fraction
 * @param hasWindow whether {@code window-ms} sets its window; then its first valid estimate comes with a full window
 * @param isTrained whether it needs a calibration to be made at all
 * @param learns whether it goes on learning while it runs: after a gap it is not as new
 */
record EstimatorEntry(
        String name,
        double toneToleranceRad,
        double toneAmplitudeTolerance,
        boolean hasWindow,
        boolean isTrained,
        boolean learns,
        PhaseEstimators.Maker maker,
        PhaseEstimators.Trainer trainer) {

    static EstimatorEntry of(String name, PhaseEstimators.Maker maker) {
        return new EstimatorEntry(name, 0.02, 0.1, false, false, false, maker, signal -> Map.of());
    }

    EstimatorEntry within(double toneRad) {
        return new EstimatorEntry(name, toneRad, toneAmplitudeTolerance, hasWindow, isTrained, learns, maker, trainer);
    }

    EstimatorEntry amplitudeWithin(double fraction) {
        return new EstimatorEntry(name, toneToleranceRad, fraction, hasWindow, isTrained, learns, maker, trainer);
    }

    EstimatorEntry windowed() {
        return new EstimatorEntry(
                name, toneToleranceRad, toneAmplitudeTolerance, true, isTrained, learns, maker, trainer);
    }

    EstimatorEntry trainedBy(PhaseEstimators.Trainer by) {
        return new EstimatorEntry(name, toneToleranceRad, toneAmplitudeTolerance, hasWindow, true, learns, maker, by);
    }

    /** It can be trained, but can be made without a calibration too. */
    EstimatorEntry trainableBy(PhaseEstimators.Trainer by) {
        return new EstimatorEntry(
                name, toneToleranceRad, toneAmplitudeTolerance, hasWindow, isTrained, learns, maker, by);
    }

    EstimatorEntry learning() {
        return new EstimatorEntry(
                name, toneToleranceRad, toneAmplitudeTolerance, hasWindow, isTrained, true, maker, trainer);
    }
}
