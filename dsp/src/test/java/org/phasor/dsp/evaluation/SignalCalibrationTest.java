package org.phasor.dsp.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.dsp.CircularStatistics;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.estimator.PhaseEstimators;

/** Calibrated on the first part of a signal whose phase is known, held against that phase on the rest. */
@Timeout(60)
class SignalCalibrationTest {

    private static final double CALIBRATION_SECONDS = 90;
    private static final double SECONDS = 180;
    private static final double LOOK_AHEAD_SECONDS = 0.01;
    private static final EvaluationSettings ALPHA = EvaluationSettings.of(8, 13, TruthKind.MULTI);

    private static SyntheticRecording alpha(double peakHz, double snrDb, long seed) {
        return SyntheticRecording.of(SyntheticSettings.DEFAULTS
                .withRateHz(250)
                .withSeed(seed)
                .withFrequency(peakHz, 0)
                .withNoise(snrDb, 1)
                .withDurationSeconds(SECONDS));
    }

    private static SignalCalibration calibrate(SyntheticRecording recording, String estimator) {
        return SignalCalibration.of(
                recording.first(CALIBRATION_SECONDS), ALPHA, estimator, 1000 * LOOK_AHEAD_SECONDS, Map.of());
    }

    private static double biasDeg(SyntheticRecording recording, SignalSettings settings) {
        double[] errors = recording.errorsRad(settings, LOOK_AHEAD_SECONDS, CALIBRATION_SECONDS + 2);
        return Math.toDegrees(CircularStatistics.of(errors).biasRad());
    }

    /** The full version, with all estimators, 20 seeds and six peaks, is org.phasor.benchmarks.Accuracy: at most 3 degrees there. */
    @ParameterizedTest
    @ValueSource(strings = {"adaptive", "echt-2021", "phastimate", "etp", "sspe"})
    void littleBiasRemainsAtTheBandsEdges(String estimator) {
        for (double peakHz : new double[] {8, 13}) {
            double sumDeg = 0;
            for (long seed : new long[] {1, 2}) {
                SyntheticRecording recording = alpha(peakHz, 10, seed);
                SignalSettings settings = SyntheticRecording.settings(8, 13, estimator)
                        .withCalibration(calibrate(recording, estimator).calibration());
                sumDeg += Math.abs(biasDeg(recording, settings));
            }
            // Two seeds and 90 s each: chance alone makes 2 degrees.
            assertThat(sumDeg / 2).as("mean |bias| at %s Hz", peakHz).isLessThan(5);
        }
    }

    /** Its filter turns the phase by tens of degrees off the middle of the band. */
    @Test
    void takesTheBiasOffThatAnEstimatorHasByItself() {
        SyntheticRecording recording = alpha(12, 10, 3);
        SignalCalibration made = calibrate(recording, "echt-2021");
        double rawDeg = biasDeg(recording, SyntheticRecording.settings(8, 13, "echt-2021"));
        assertThat(Math.abs(rawDeg)).isGreaterThan(20);
        assertThat(made.biasRemoved()).isTrue();
        assertThat(Math.abs(biasDeg(
                        recording,
                        SyntheticRecording.settings(8, 13, "echt-2021").withCalibration(made.calibration()))))
                .isLessThan(5);
    }

    @Test
    void aBiasWithinChanceIsLeftAlone() {
        SignalCalibration made = calibrate(alpha(10, 10, 1), "adaptive");
        assertThat(made.held().errors().biasRad().contains(0)).isTrue();
        assertThat(made.biasRemoved()).isFalse();
        assertThat(made.calibration().biasRad()).isZero();
    }

    /** The search goes 1 Hz further than the band. */
    @Test
    void aPeakBesideTheBandIsGoodForEveryEstimator() {
        SyntheticRecording recording = alpha(7.6, 10, 4);
        EvaluationBench bench = recording.bench(ALPHA);
        assertThat(bench.peak().peakHz()).isCloseTo(7.6, within(0.2));
        for (String estimator : PhaseEstimators.names()) {
            EstimatorRun run = bench.run(bench.settingsFor(estimator), 0);
            double[] errors = new EvaluationScores(bench).errorsRad(run);
            assertThat(Math.toDegrees(CircularStatistics.of(errors).circularSdRad()))
                    .as(estimator)
                    .isLessThan(60);
        }
        assertThat(calibrate(recording, "phastimate").calibration().peakHz()).isCloseTo(7.6, within(0.2));
    }

    @Test
    void noiseMakesNoSense() {
        SignalCalibration made = calibrate(alpha(10, -30, 5), "echt");
        assertThat(made.makesSense()).isFalse();
        assertThat(made.verdict()).contains("no sense");
        assertThat(calibrate(alpha(10, 10, 5), "echt").makesSense()).isTrue();
    }
}
