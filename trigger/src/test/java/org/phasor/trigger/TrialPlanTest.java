package org.phasor.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.trigger.TrialPlan.Step;

/** What is drawn, from settings and seed alone. */
@Timeout(20)
class TrialPlanTest {

    private static final long SECOND = 1_000_000_000L;

    private static final List<PhaseCondition> FOUR = List.of(
            new PhaseCondition("trough", 0, Math.PI),
            PhaseCondition.randomPhase("random", 0),
            PhaseCondition.noPhase("any", 0),
            new PhaseCondition("sham", 0, Math.PI).asSham());
    private static final List<AmplitudeWindow> HALVES =
            List.of(AmplitudeWindow.percentiles(0, 50), AmplitudeWindow.percentiles(50, 100));

    private static PhaseTargetSettings settings(List<PhaseCondition> conditions, TrialDesign design, long seed) {
        return PhaseTargetSettings.of(conditions, Frames.HORIZON_NANOS, 2 * SECOND, seed)
                .withDesign(design);
    }

    private static PhaseCondition peak(String name) {
        return new PhaseCondition(name, 0, 0);
    }

    /** One line per trial or rest, until the end or so many. */
    static List<String> drawn(PhaseTargetSettings settings, int most) {
        TrialPlan plan = new TrialPlan(settings);
        List<String> all = new ArrayList<>();
        for (Step step = plan.next(); step != Step.DONE && all.size() < most; step = plan.next()) {
            if (step == Step.REST) {
                all.add("rest " + plan.restNanos() + " stage " + plan.stage());
            }
            for (int i = 0; i < plan.size(); i++) {
                all.add(line(plan.trial(i)));
            }
        }
        return all;
    }

    private static String line(Trial t) {
        return t.number() + " stage " + t.stage() + " block " + t.block() + " condition " + t.condition() + " window "
                + t.amplitudeWindow() + " at " + t.intensityPercentRmt() + " after " + t.intervalNanos() + " phase "
                + t.drawnPhaseRad() + " virtual " + t.virtualBefore();
    }

    @Test
    void balancesAThousandTrialsOfFourConditionsAndTwoWindows() {
        TrialDesign design =
                TrialDesign.ENDLESS.crossedWith(HALVES, List.of(), List.of()).withTrials(1_000);
        PhaseTargetSettings settings = settings(FOUR, design, 20261120).withJitterNanos(SECOND);
        TrialPlan plan = new TrialPlan(settings);
        int[][] counts = new int[4][2];
        long number = 0;
        while (plan.next() == Step.BLOCK) {
            assertThat(plan.size()).isEqualTo(8);
            boolean[] inBlock = new boolean[8];
            for (int i = 0; i < plan.size(); i++) {
                Trial trial = plan.trial(i);
                assertThat(trial.number()).isEqualTo(++number);
                assertThat(trial.block()).isEqualTo((number - 1) / 8 + 1);
                assertThat(trial.intervalNanos()).isBetween(2 * SECOND, 3 * SECOND);
                int cell = 2 * trial.condition() + trial.amplitudeWindow();
                assertThat(inBlock[cell])
                        .as("cell %d twice in block %d", cell, trial.block())
                        .isFalse();
                inBlock[cell] = true;
                counts[trial.condition()][trial.amplitudeWindow()]++;
            }
        }
        assertThat(number).isEqualTo(1_000);
        assertThat(counts).isDeepEqualTo(new int[][] {{125, 125}, {125, 125}, {125, 125}, {125, 125}});
        assertThat(drawn(settings, 2_000)).isEqualTo(drawn(settings, 2_000)).hasSize(1_000);
    }

    @Test
    void drawsAnotherOrderForAnotherSeed() {
        assertThat(drawn(settings(FOUR, TrialDesign.ENDLESS, 1), 100))
                .isNotEqualTo(drawn(settings(FOUR, TrialDesign.ENDLESS, 2), 100));
    }

    @Test
    void keepsTheOrderWhenOnlyIntervalsOrVirtualDecisionsAreDrawnOtherwise() {
        PhaseTargetSettings plain = settings(FOUR, TrialDesign.ENDLESS, 5);
        List<String> then = conditionsOf(plain);
        assertThat(conditionsOf(plain.withJitterNanos(SECOND))).isEqualTo(then);
        assertThat(conditionsOf(plain.withDesign(TrialDesign.ENDLESS.withVirtualFraction(0.5))))
                .isEqualTo(then);
    }

    private static List<String> conditionsOf(PhaseTargetSettings settings) {
        return drawn(settings, 100).stream()
                .map(line -> line.replaceAll(".*(condition \\d).*(phase \\S+).*", "$1 $2"))
                .toList();
    }

    @Test
    void holdsAConditionAsOftenPerBlockAsItSays() {
        List<PhaseCondition> weighted = List.of(peak("often").withPerBlock(3), peak("once"));
        TrialPlan plan = new TrialPlan(settings(weighted, TrialDesign.ENDLESS, 3));
        for (int block = 0; block < 20; block++) {
            plan.next();
            int[] conditions = new int[4];
            for (int i = 0; i < 4; i++) {
                conditions[i] = plan.trial(i).condition();
            }
            Arrays.sort(conditions);
            assertThat(conditions).containsExactly(0, 0, 0, 1);
        }
    }

    @Test
    void crossesEveryFactorWithEveryOther() {
        TrialDesign design =
                TrialDesign.ENDLESS.crossedWith(HALVES, List.of(90.0, 100.0, 110.0), List.of(2 * SECOND, 3 * SECOND));
        TrialPlan plan = new TrialPlan(settings(FOUR, design, 8));
        assertThat(plan.largestBlock()).isEqualTo(48);
        plan.next();
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < plan.size(); i++) {
            Trial t = plan.trial(i);
            cells.add(t.condition() + " " + t.amplitudeWindow() + " " + t.intensityPercentRmt() + " "
                    + t.intervalNanos());
        }
        assertThat(cells).hasSize(48).doesNotHaveDuplicates();
        assertThat(cells).contains("3 1 110.0 3000000000", "0 0 90.0 2000000000");
    }

    @Test
    void goesThroughStagesAndRestsInOrder() {
        TrialDesign design = TrialDesign.ENDLESS.withStages(List.of(
                new TrialStage("practice", 3, 0, List.of(2)),
                TrialStage.rest("pause", 60 * SECOND),
                TrialStage.ofTrials("main", 6)));
        TrialPlan plan = new TrialPlan(settings(FOUR, design, 8));
        assertThat(plan.trials()).hasValue(9);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertThat(plan.next()).isEqualTo(Step.BLOCK);
            assertThat(plan.stage()).isZero();
            assertThat(plan.trial(0).condition()).isEqualTo(2);
        }
        assertThat(plan.next()).isEqualTo(Step.REST);
        assertThat(plan.restNanos()).isEqualTo(60 * SECOND);
        assertThat(plan.stage()).isEqualTo(1);
        assertThat(plan.size()).isZero();
        while (plan.next() == Step.BLOCK) {
            sizes.add(plan.size());
            assertThat(plan.trial(0).stage()).isEqualTo(2);
        }
        assertThat(sizes).as("the last block is cut").containsExactly(4, 2);
        assertThat(plan.next()).isEqualTo(Step.DONE);
        assertThat(plan.next()).isEqualTo(Step.DONE);
    }

    @Test
    void namesNoStageWhereThereIsNone() {
        TrialPlan plan = new TrialPlan(settings(FOUR, TrialDesign.ENDLESS.withTrials(2), 8));
        plan.next();
        assertThat(plan.size()).isEqualTo(2);
        assertThat(plan.trial(0).stage()).isEqualTo(-1);
        assertThat(plan.trials()).hasValue(2);
        assertThat(new TrialPlan(settings(FOUR, TrialDesign.ENDLESS, 8)).trials())
                .isEmpty();
    }

    @Test
    void drawsPhasesEvenlyOverTheCycleAndVirtualDecisionsInTheirShare() {
        TrialPlan plan = new TrialPlan(settings(FOUR, TrialDesign.ENDLESS.withVirtualFraction(0.2), 9));
        int[] quarters = new int[4];
        int virtual = 0;
        for (int block = 0; block < 5_000; block++) {
            plan.next();
            for (int i = 0; i < 4; i++) {
                double rad = plan.trial(i).drawnPhaseRad();
                assertThat(rad).isBetween(-Math.PI, Math.PI);
                quarters[(int) Math.floor((rad + Math.PI) / (Math.PI / 2))]++;
                virtual += plan.trial(i).virtualBefore();
            }
        }
        for (int count : quarters) {
            assertThat(count).isBetween(4_800, 5_200);
        }
        assertThat(virtual / (20_000.0 + virtual)).isBetween(0.19, 0.21);
    }

    @Test
    void refusesDesignsThatCannotBe() {
        assertThatThrownBy(() -> TrialDesign.ENDLESS.withVirtualFraction(0.95))
                .hasMessage("virtualFraction = 0.95: must be 0 to 0.9");
        assertThatThrownBy(() -> TrialDesign.ENDLESS.withTrials(0)).hasMessage("trials = 0: must be 1 to 1000000");
        assertThatThrownBy(() -> TrialDesign.ENDLESS.withMaxWait(0, AfterWait.SKIP))
                .hasMessageContaining("maxWaitNanos = 0: must be 1 to");
        assertThatThrownBy(() -> TrialDesign.ENDLESS.crossedWith(List.of(), List.of(250.0), List.of()))
                .hasMessage("intensitiesPercentRmt = 250.0: must be 1 to 200");
        assertThatThrownBy(() -> TrialDesign.ENDLESS.crossedWith(List.of(), List.of(90.0, 90.0), List.of()))
                .hasMessageContaining("all different");
        assertThatThrownBy(() -> TrialStage.ofTrials("none", 0)).hasMessageContaining("stage 'none': trials = 0");
        assertThatThrownBy(() -> new TrialStage("twice", 1, 0, List.of(0, 0))).hasMessageContaining("one stands twice");
        assertThatThrownBy(() -> settings(
                        FOUR, TrialDesign.ENDLESS.withStages(List.of(new TrialStage("far", 1, 0, List.of(4)))), 1))
                .hasMessage("stage 'far': condition = 4: must be 0 to 3");
        assertThatThrownBy(() -> settings(
                        List.of(peak("own").withAmplitude(HALVES.get(0))),
                        TrialDesign.ENDLESS.crossedWith(HALVES, List.of(), List.of()),
                        1))
                .hasMessage("condition 'own': amplitude: must be left out where windows are crossed");
        assertThatThrownBy(() -> settings(
                        List.of(peak("many").withPerBlock(1000), peak("more").withPerBlock(1000)),
                        TrialDesign.ENDLESS.crossedWith(HALVES, List.of(90.0, 110.0), List.of()),
                        1))
                .hasMessage("conditions and crossed factors: a block has 8000 trials: must be 1 to 4096");
        assertThatThrownBy(() -> PhaseCondition.noPhase("any", 0).withToleranceRad(1))
                .hasMessage("condition 'any': toleranceRad = 1.0: must be empty for no-phase");
        assertThatThrownBy(() -> peak("p").withToleranceRad(0))
                .hasMessage("condition 'p': toleranceRad = 0.0: must be > 0 and <= pi");
    }
}
