package org.phasor.dsp.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.phasor.dsp.Phase;
import org.phasor.dsp.SharedRecording;
import org.phasor.dsp.SignalSettings;

/** The protocol on real recordings, against a reference made with numpy and scipy. */
@Timeout(60)
class EvaluationOracleTest {

    /** Their truths take a second each. */
    private static final Map<SharedRecording, EvaluationBench> BENCHES = new EnumMap<>(SharedRecording.class);

    @ParameterizedTest
    @EnumSource
    void peakScoredSamplesAndTruthEqualTheReference(SharedRecording recording) {
        EvaluationBench bench = bench(recording, TruthKind.MULTI);
        assertThat(bench.peak().peakHz()).isCloseTo(recording.peakHz, within(1e-9));
        assertThat(bench.plan().trainingSamples()).isEqualTo(recording.trainingSamples);
        assertThat(bench.plan().scored()).isEqualTo(recording.oracleSamples());
        assertThat(bench.plan().leftOutSeconds()).isZero();
        double[] phase = recording.oracle("truth_multi_rad");
        for (int i = 0; i < phase.length; i++) {
            double difference = Phase.wrap(bench.truth().phaseRadAt(bench.plan().scored()[i]) - phase[i]);
            assertThat(difference).isCloseTo(0, within(1e-8));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"O2", "CA1"})
    void bandTruthEqualsTheReference(SharedRecording recording) {
        EvaluationBench bench = bench(recording, TruthKind.BAND);
        double[] phase = recording.oracle("truth_band_rad");
        for (int i = 0; i < phase.length; i++) {
            double difference = Phase.wrap(bench.truth().phaseRadAt(bench.plan().scored()[i]) - phase[i]);
            assertThat(difference).isCloseTo(0, within(1e-8));
        }
    }

    /** Circular SD of the reference's estimates over all samples and at amp50, and bias at amp50, as the reference prints them. */
    @ParameterizedTest
    @CsvSource({"MU_C3, 45.3, 28.0, -1.0", "CZ_O2, 36.4, 16.7, -5.9", "O2, 40.5, 21.0, -6.9", "CA1, 26.1, 15.3, 7.5"})
    void scoresOfTheReferencesEstimatesAreItsOwn(SharedRecording recording, double all, double amp50, double bias) {
        double[] phase = recording.oracle("cecht_1s_o1_f0pm1.5_rad");
        EstimatorRun reference = new EstimatorRun("reference", 0, phase, new double[phase.length]);
        List<EvaluationRow> rows =
                new EvaluationScores(bench(recording, TruthKind.MULTI)).rows(reference, Optional.empty());
        assertThat(sdDeg(rows.get(0))).isCloseTo(all, within(0.051));
        assertThat(sdDeg(rows.get(1))).isCloseTo(amp50, within(0.051));
        assertThat(Math.toDegrees(rows.get(1).errors().errors().biasRad())).isCloseTo(bias, within(0.051));
    }

    /** Ours is calibrated in another way than the reference's estimator of the same window, hence the tolerance. */
    @ParameterizedTest
    @CsvSource({"MU_C3, 45.3, 28.0", "CZ_O2, 36.4, 16.7", "O2, 40.5, 21.0", "CA1, 26.1, 15.3"})
    void scoresOfOurEstimatorAreNearTheReferences(SharedRecording recording, double all, double amp50) {
        EvaluationBench bench = bench(recording, TruthKind.MULTI);
        SignalSettings oneSecond = bench.settingsFor("echt").withWindowMs(1000);
        List<EvaluationRow> rows = new EvaluationScores(bench).rows(bench.run(oneSecond, 0), Optional.empty());
        assertThat(sdDeg(rows.get(0))).isCloseTo(all, within(0.3));
        assertThat(sdDeg(rows.get(1))).isCloseTo(amp50, within(0.3));
    }

    private static double sdDeg(EvaluationRow row) {
        return Math.toDegrees(row.errors().errors().circularSdRad());
    }

    private static EvaluationBench bench(SharedRecording recording, TruthKind truth) {
        return truth == TruthKind.MULTI
                ? BENCHES.computeIfAbsent(recording, r -> prepare(r, truth))
                : prepare(recording, truth);
    }

    private static EvaluationBench prepare(SharedRecording recording, TruthKind truth) {
        double[] x = recording.microvolts();
        return EvaluationBench.prepare(
                EvaluationSignal.of(x, new boolean[x.length], recording.rateHz),
                EvaluationSettings.of(recording.lowHz, recording.highHz, truth));
    }
}
