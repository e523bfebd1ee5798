package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.dsp.SharedRecording;

/** The trained estimators on real recordings, against a reference made with numpy and scipy, written with nine digits. */
@Timeout(60)
class TrainedOracleTest {

    @ParameterizedTest
    @CsvSource({"MU_C3, 42.1", "CZ_O2, 33.9", "O2, 37.9", "CA1, 22.9"})
    void wienerEqualsTheReference(SharedRecording recording, double circularSdDegrees) {
        OracleRun run = new OracleRun(recording);
        double[] phases = run.phases("wiener");
        assertThat(run.largestDifference(phases, "wiener_0.6s_rad")).isLessThan(1e-7);
        assertThat(run.circularSdDegrees(phases)).isCloseTo(circularSdDegrees, within(0.05));
    }

    /**
     * Two hundred iterations of training agree, and so does every sample, when the mean of the start is taken off as the reference
     * does. That mean is of the drift removal's start, not of the signal: left in, the phase is as good, and on one recording
     * better.
     */
    @ParameterizedTest
    @CsvSource({"MU_C3, 46.3, 44.9", "CZ_O2, 36.3, 36.3", "O2, 38.7, 38.6", "CA1, 35.4, 35.4"})
    void sspeEqualsTheReference(SharedRecording recording, double sdDegrees, double sdWithMeanDegrees) {
        OracleRun run = new OracleRun(recording);
        Map<String, double[]> parameters = RotatorTraining.train(run.training());
        double[] phases = run.phases("sspe", parameters, run.meanOfStart());
        assertThat(run.largestDifference(phases, "sspe_em5_125hz_rad")).isLessThan(1e-7);
        assertThat(run.circularSdDegrees(phases)).isCloseTo(sdDegrees, within(0.05));
        assertThat(run.circularSdDegrees(run.phases("sspe", parameters, 0))).isCloseTo(sdWithMeanDegrees, within(0.05));
    }
}
