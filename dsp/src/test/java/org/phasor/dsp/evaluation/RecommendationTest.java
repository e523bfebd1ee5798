package org.phasor.dsp.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.dsp.Phase;
import org.phasor.dsp.Signals;

@Timeout(30)
class RecommendationTest {

    private static final double RATE = 200;

    private final EvaluationBench bench = bench(10);

    private static EvaluationBench bench(double amplitude) {
        double[] x =
                Signals.tone(10, RATE).amplitude(amplitude).noise(6).seed(3).samples((int) (90 * RATE));
        return EvaluationBench.prepare(
                EvaluationSignal.of(x, new boolean[x.length], RATE), EvaluationSettings.of(8, 13, TruthKind.MULTI));
    }

    /** The truth with errors of this spread. */
    private EstimatorRun run(String name, double sdRad, long seed) {
        Random random = new Random(seed);
        int[] scored = bench.plan().scored();
        double[] phase = new double[scored.length];
        Arrays.setAll(phase, i -> Phase.wrap(bench.truth().phaseRadAt(scored[i]) + sdRad * random.nextGaussian()));
        double[] amplitude = new double[scored.length];
        Arrays.setAll(amplitude, i -> bench.truth().amplitude()[scored[i]]);
        return new EstimatorRun(name, 0, phase, amplitude);
    }

    private String words(EstimatorRun... runs) {
        return String.join(
                "\n", Recommendation.of(RecordingEvaluation.of(bench, List.of(runs), List.of(0.0), "default")));
    }

    @Test
    void aClearWinnerIsBeyondChance() {
        assertThat(words(run("default", 0.6, 1), run("sharp", 0.3, 2)))
                .contains("(amp50): sharp, 1")
                .contains("less than the default, default (95 %")
                .contains("beyond chance")
                .contains("confirm on another recording")
                .contains("not with the brain");
    }

    @Test
    void aHairIsWithinChance() {
        EstimatorRun one = run("one", 0.5, 1);
        EstimatorRun two = run("two", 0.5, 2);
        // Whichever of the two is lower by luck: with the other as default it is recommended.
        String both = words(one, named("default", two)) + words(two, named("default", one));
        assertThat(both).contains("within chance").doesNotContain("beyond chance");
    }

    private static EstimatorRun named(String name, EstimatorRun run) {
        return new EstimatorRun(name, run.delayMs(), run.phaseRad(), run.amplitudeMicrovolts());
    }

    @Test
    void theDefaultMayWin() {
        assertThat(words(run("default", 0.3, 1), run("blunt", 0.6, 2)))
                .contains("It is the default. Next is blunt, by 1")
                .contains("beyond chance");
    }

    @Test
    void withoutTheDefaultNothingIsCompared() {
        assertThat(words(run("one", 0.3, 1), run("two", 0.6, 2))).contains("The default, default, was not run.");
    }

    @Test
    void oneThatIsMostlySilentIsNotRecommended() {
        EstimatorRun silent = run("silent", 0.1, 1);
        for (int i = 0; i < silent.phaseRad().length; i++) {
            if (i % 4 != 0) {
                silent.phaseRad()[i] = Double.NaN;
            }
        }
        assertThat(words(silent, run("default", 0.5, 2))).contains("(amp50): default");
        assertThat(words(silent)).contains("No estimator gave a valid estimate often enough");
    }

    @Test
    void fewBlocksAreSaid() {
        assertThat(words(run("default", 0.3, 1)))
                .contains("Only 12 stretches of 5 s")
                .contains("Record longer");
    }

    @Test
    void anIllDefinedTruthIsSaidFirst() {
        EvaluationBench noise = bench(0);
        RecordingEvaluation evaluation =
                RecordingEvaluation.of(noise, List.of(noise.run(noise.settingsFor("echt"), 0)), List.of(0.0), "echt");
        assertThat(Recommendation.of(evaluation).get(0)).contains("ill-defined");
    }
}
