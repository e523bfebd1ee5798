package org.phasor.dsp.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.dsp.Phase;
import org.phasor.dsp.Signals;

@Timeout(60)
class EvaluationBenchTest {

    private static final double RATE = 250;
    private static final int LENGTH = (int) (80 * RATE);
    private static final EvaluationSettings ALPHA = EvaluationSettings.of(8, 13, TruthKind.MULTI);

    private static double[] noisyTone() {
        return Signals.tone(10, RATE)
                .amplitude(10)
                .offset(500)
                .noise(8)
                .seed(11)
                .samples(LENGTH);
    }

    private static EvaluationBench bench(double[] x, boolean[] missing) {
        return EvaluationBench.prepare(EvaluationSignal.of(x, missing, RATE), ALPHA);
    }

    private static EvaluationBench bench() {
        return bench(noisyTone(), new boolean[LENGTH]);
    }

    @ParameterizedTest
    @CsvSource({"8, 13, 7, 14", "5, 11, 5, 11", "4, 8, 4, 9", "3, 7, 3, 8", "15, 20, 14, 21", "13, 30, 13, 30"})
    void narrowBandsAreWidenedForTheSearch(double low, double high, double searchLow, double searchHigh) {
        EvaluationSettings settings = EvaluationSettings.of(low, high, TruthKind.BAND);
        assertThat(settings.searchLowHz()).isEqualTo(searchLow);
        assertThat(settings.searchHighHz()).isEqualTo(searchHigh);
    }

    @Test
    void aKnownBiasAndSpreadAreFound() {
        EvaluationBench bench = bench();
        int[] scored = bench.plan().scored();
        double[] phase = new double[scored.length];
        double[] amplitude = new double[scored.length];
        java.util.Random random = new java.util.Random(3);
        double ahead = 0.02 * RATE;
        for (int i = 0; i < phase.length; i++) {
            phase[i] = Phase.wrap(bench.truth().phaseRadAt(scored[i] + ahead) + 0.4 + 0.3 * random.nextGaussian());
            amplitude[i] = i;
        }
        List<EvaluationRow> rows =
                new EvaluationScores(bench).rows(new EstimatorRun("x", 20, phase, amplitude), Optional.empty());
        assertThat(rows).extracting(EvaluationRow::gate).containsExactly(ErrorGate.values());
        EvaluationRow all = rows.get(0);
        assertThat(all.errors().errors().biasRad()).isCloseTo(0.4, within(0.05));
        assertThat(all.errors().errors().circularSdRad()).isCloseTo(0.3, within(0.03));
        assertThat(all.errors().errors().n()).isEqualTo(scored.length);
        assertThat(Arrays.stream(all.histogram()).sum()).isEqualTo(scored.length);
        assertThat(rows.get(2).errors().errors().n()).isEqualTo((scored.length + 1) / 2);
        assertThat(all.validPart()).isEqualTo(1);
    }

    @Test
    void theOrderOfTheRunsChangesNothing() {
        EvaluationBench bench = bench();
        List<EstimatorRun> runs = new ArrayList<>();
        for (double delay : new double[] {0, 5, 20}) {
            runs.add(bench.run(bench.settingsFor("echt"), delay));
        }
        RecordingEvaluation forwards = RecordingEvaluation.of(bench, runs, List.of(0.0, 5.0, 20.0), "echt");
        Collections.reverse(runs);
        RecordingEvaluation backwards = RecordingEvaluation.of(bench, runs, List.of(0.0, 5.0, 20.0), "echt");
        for (int i = 0; i < 9; i++) {
            assertThat(forwards.rows().get(i).errors())
                    .isEqualTo(backwards.rows().get(i).errors());
        }
        assertThat(forwards.rows()).extracting(EvaluationRow::delayMs).isSorted();
        assertThat(Recommendation.of(forwards)).anyMatch(l -> l.contains("echt"));
    }

    @Test
    void moreDelayCostsAccuracyOnAnOscillationInNoise() {
        EvaluationBench bench = bench();
        EvaluationRow now = allOf(bench, 0);
        assertThat(bench.peak().peakHz()).isCloseTo(10, within(0.2));
        assertThat(Math.toDegrees(now.errors().errors().circularSdRad())).isLessThan(20);
        assertThat(bench.truthQuality().illDefined()).isFalse();
    }

    private static EvaluationRow allOf(EvaluationBench bench, double delayMs) {
        return new EvaluationScores(bench)
                .rows(bench.run(bench.settingsFor("echt"), delayMs), Optional.empty())
                .get(0);
    }

    @Test
    void nothingIsScoredNearAGapAndTheEstimatorStartsAnew() {
        double[] x = noisyTone();
        boolean[] missing = new boolean[LENGTH];
        int from = (int) (50 * RATE);
        int to = (int) (50.5 * RATE);
        Arrays.fill(missing, from, to, true);
        x[(int) (60 * RATE)] = Double.NaN;
        EvaluationBench bench = bench(x, missing);
        assertThat(bench.plan().leftOutSeconds()).isCloseTo(4.5 + 4, within(0.1));
        assertThat(Arrays.stream(bench.plan().scored()))
                .noneMatch(i -> i > from - 2 * RATE && i < to + 2 * RATE)
                .noneMatch(i -> Math.abs(i - 60 * RATE) <= 2 * RATE);
        EstimatorRun run = bench.run(bench.settingsFor("echt"), 0);
        assertThat(Arrays.stream(run.phaseRad()).boxed()).noneMatch(v -> v == null || v.isNaN());
    }

    @Test
    void bridgesAreStraight() {
        EvaluationSignal signal = EvaluationSignal.of(
                new double[] {Double.NaN, 1, 9, Double.NaN, 4, Double.POSITIVE_INFINITY},
                new boolean[] {false, false, true, false, false, false},
                100);
        assertThat(signal.microvolts()).containsExactly(new double[] {1, 1, 2, 3, 4, 4}, within(1e-12));
        assertThat(signal.unusable()).containsExactly(true, false, false, true, false, true);
    }

    @Test
    void tooLittleIsRefused() {
        assertThatThrownBy(() -> bench(new double[(int) (29 * RATE)], new boolean[(int) (29 * RATE)]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("recording of 29.0 s: must be >= 30.0 s");
        double[] holes = noisyTone();
        for (int i = 0; i < LENGTH; i += (int) RATE) {
            holes[i] = Double.NaN;
        }
        assertThatThrownBy(() -> bench(holes, new boolean[LENGTH]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only 0.0 s can be scored");
        double[] nothing = new double[LENGTH];
        Arrays.fill(nothing, Double.NaN);
        assertThatThrownBy(() -> bench(nothing, new boolean[LENGTH])).hasMessageContaining("none is a finite number");
    }

    @Test
    void aKnownTruthMustBeThere() {
        EvaluationSignal signal = EvaluationSignal.of(noisyTone(), new boolean[LENGTH], RATE);
        EvaluationSettings known = EvaluationSettings.of(8, 13, TruthKind.KNOWN);
        assertThatThrownBy(() -> EvaluationBench.prepare(signal, known)).hasMessageContaining("is not recorded");
        assertThatThrownBy(() -> EvaluationBench.prepare(signal, known, Optional.of(new double[3])))
                .hasMessageContaining("known phase of 3 samples");
    }

    @Test
    void theKnownAmplitudeDecidesWhichSamplesCount() {
        double[] x = noisyTone();
        EvaluationSignal signal = EvaluationSignal.of(x, new boolean[LENGTH], RATE);
        EvaluationSettings known = EvaluationSettings.of(8, 13, TruthKind.KNOWN);
        double[] rising = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            rising[i] = i;
        }
        EvaluationBench bench =
                EvaluationBench.prepare(signal, known, Optional.of(new double[LENGTH]), Optional.of(rising));
        EstimatorRun run = bench.run(bench.settingsFor("echt"), 0);
        double[] phase = run.phaseRad().clone();
        // Of the second half of the recording, where the amplitude is larger, nothing is estimated.
        Arrays.fill(phase, phase.length / 2, phase.length, Double.NaN);
        EstimatorRun early = new EstimatorRun("echt", 0, phase, run.amplitudeMicrovolts());
        List<EvaluationRow> rows = new EvaluationScores(bench).rows(early, Optional.empty());
        assertThat(rows.get(ErrorGate.AMP50.ordinal()).validPart()).isLessThan(0.01);
        assertThat(rows.get(ErrorGate.ALL.ordinal()).validPart()).isBetween(0.49, 0.51);
    }

    @Test
    void aPeakTooLowForTheFiltersPointsToTheOtherTruth() {
        double[] slow = Signals.tone(3.5, RATE).amplitude(20).noise(4).seed(2).samples(LENGTH);
        EvaluationSignal signal = EvaluationSignal.of(slow, new boolean[LENGTH], RATE);
        EvaluationSettings delta = EvaluationSettings.of(3, 5, TruthKind.MULTI);
        assertThatThrownBy(() -> EvaluationBench.prepare(signal, delta))
                .hasMessageContaining("take the truth \"band\"");
        EvaluationBench band = EvaluationBench.prepare(signal, EvaluationSettings.of(3, 5, TruthKind.BAND));
        assertThat(band.truthQuality().meanAngularVariance()).isNaN();
        assertThat(band.truthQuality().words()).contains("dB");
    }

    @Test
    void noiseWithoutAPeakIsSaidToBeIllDefined() {
        double[] noise = Signals.tone(10, RATE).amplitude(0).noise(8).seed(5).samples(LENGTH);
        TruthQuality quality = bench(noise, new boolean[LENGTH]).truthQuality();
        assertThat(quality.illDefined()).isTrue();
        assertThat(quality.words()).startsWith("ILL-DEFINED").contains("dB");
    }
}
