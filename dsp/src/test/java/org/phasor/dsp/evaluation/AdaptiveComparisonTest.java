package org.phasor.dsp.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.dsp.CircularStatistics;
import org.phasor.dsp.SharedRecording;

/**
 * The default estimator against others on the same samples, by the paired bootstrap; the full version is
 * org.phasor.benchmarks.Accuracy.
 */
@Timeout(60)
class AdaptiveComparisonTest {

    private static final double MARGIN_RAD = Math.toRadians(1);
    private static final List<String> OTHERS = List.of("phastimate", "etp", "cecht", "echt");

    private static RecordingEvaluation compare(EvaluationBench bench) {
        List<EstimatorRun> runs = new ArrayList<>();
        for (String name : OTHERS) {
            runs.add(bench.run(bench.settingsFor(name), 0));
        }
        runs.add(bench.run(bench.settingsFor("adaptive"), 0));
        return RecordingEvaluation.of(bench, runs, List.of(0.0), "adaptive");
    }

    private static PairedBootstrap over(RecordingEvaluation evaluation, String other, ErrorGate gate) {
        return evaluation.row(other, 0, gate).orElseThrow().overDefault().orElseThrow();
    }

    private static void isNotWorseThanOthersAndBetterThanPhastimate(RecordingEvaluation evaluation) {
        for (ErrorGate gate : List.of(ErrorGate.ALL, ErrorGate.AMP50)) {
            for (String other : OTHERS) {
                assertThat(over(evaluation, other, gate).interval().low())
                        .as("SD of %s less that of adaptive, %s", other, gate)
                        .isGreaterThan(-MARGIN_RAD);
            }
            assertThat(over(evaluation, "phastimate", gate).interval().low())
                    .as("phastimate, %s", gate)
                    .isPositive();
        }
    }

    @Test
    void isNotWorseWhereThePhaseIsKnown() {
        SyntheticRecording recording = SyntheticRecording.of(
                SyntheticSettings.DEFAULTS.withRateHz(250).withNoise(5, 1).withDurationSeconds(300));
        isNotWorseThanOthersAndBetterThanPhastimate(
                compare(recording.bench(EvaluationSettings.of(8, 13, TruthKind.KNOWN))));
    }

    @ParameterizedTest
    @EnumSource(names = {"MU_C3", "O2"})
    void isNotWorseOnRecordings(SharedRecording recording) {
        double[] x = recording.microvolts();
        isNotWorseThanOthersAndBetterThanPhastimate(compare(EvaluationBench.prepare(
                EvaluationSignal.of(x, new boolean[x.length], recording.rateHz),
                EvaluationSettings.of(recording.lowHz, recording.highHz, TruthKind.MULTI))));
    }

    /** Peak at an edge of the band, drifting, nothing calibrated. */
    @Test
    void followsADriftingPeakWithLittleBias() {
        for (double peakHz : new double[] {8, 13}) {
            SyntheticRecording recording = SyntheticRecording.of(SyntheticSettings.DEFAULTS
                    .withRateHz(250)
                    .withFrequency(peakHz, 0.4)
                    .withDurationSeconds(120));
            double[] errors = recording.errorsRad(SyntheticRecording.settings(8, 13, "adaptive"), 0.01, 30);
            assertThat(Math.toDegrees(CircularStatistics.of(errors).biasRad()))
                    .as("bias at %s Hz", peakHz)
                    .isBetween(-5.0, 5.0);
        }
    }
}
