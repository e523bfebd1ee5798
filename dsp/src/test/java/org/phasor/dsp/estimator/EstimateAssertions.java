package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.fail;

import org.phasor.dsp.PhaseEstimate;

/** What is asserted of an estimate on every sample: words are made only where it fails. */
final class EstimateAssertions {

    private EstimateAssertions() {}

    /** Every field of a valid estimate says something, and none of an invalid one. */
    static void assertWhole(PhaseEstimate out) {
        boolean whole = out.valid
                ? out.phaseRad > -Math.PI
                        && out.phaseRad <= Math.PI
                        && Double.isFinite(out.frequencyHz)
                        && Double.isFinite(out.amplitudeMicrovolts)
                        && out.amplitudeMicrovolts > 0
                        && (Double.isNaN(out.ownErrorRad) || out.ownErrorRad > 0)
                : Double.isNaN(out.phaseRad)
                        && Double.isNaN(out.frequencyHz)
                        && Double.isNaN(out.amplitudeMicrovolts)
                        && Double.isNaN(out.expectedErrorRad);
        if (!whole) {
            fail(words(out));
        }
    }

    /** To the last bit, but for the error of its own. */
    static void assertSame(PhaseEstimate a, PhaseEstimate b) {
        boolean same = a.valid == b.valid
                && Double.compare(a.phaseRad, b.phaseRad) == 0
                && Double.compare(a.frequencyHz, b.frequencyHz) == 0
                && Double.compare(a.amplitudeMicrovolts, b.amplitudeMicrovolts) == 0
                && Double.compare(a.expectedErrorRad, b.expectedErrorRad) == 0;
        if (!same) {
            fail(words(a) + " is not " + words(b));
        }
    }

    private static String words(PhaseEstimate e) {
        return "valid %s, phase %s, frequency %s, amplitude %s, own error %s, expected error %s"
                .formatted(
                        e.valid, e.phaseRad, e.frequencyHz, e.amplitudeMicrovolts, e.ownErrorRad, e.expectedErrorRad);
    }
}
