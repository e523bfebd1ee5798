package org.phasor.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.trigger.Decision.Action;

/** Whatever happens in a session, every trial is given once. The seed is the repetition. */
@Timeout(60)
class TrialPropertyTest {

    private static final long MILLI = 1_000_000L;

    private static PhaseTargetSettings settings(Random random, long seed, int trials) {
        List<PhaseCondition> conditions = List.of(
                new PhaseCondition("trough", 0, Math.PI),
                PhaseCondition.randomPhase("random", 1).withPerBlock(1 + random.nextInt(2)),
                PhaseCondition.noPhase("any", 0),
                new PhaseCondition("sham", 0, Math.PI).withToleranceRad(0.4).asSham());
        TrialDesign design = TrialDesign.ENDLESS
                .crossedWith(
                        List.of(AmplitudeWindow.microvolts(0, 20), AmplitudeWindow.microvolts(20, 40)),
                        random.nextBoolean() ? List.of() : List.of(90.0, 110.0),
                        List.of())
                .withVirtualFraction(random.nextInt(3) * 0.15);
        if (random.nextBoolean()) {
            design = design.withMaxWait((300 + random.nextInt(3_000)) * MILLI, AfterWait.LATER);
        }
        design = random.nextBoolean()
                ? design.withTrials(trials)
                : design.withStages(List.of(
                        new TrialStage("first", trials / 2, 0, List.of(0, 2)),
                        TrialStage.rest("rest", 3_000 * MILLI),
                        TrialStage.ofTrials("second", trials - trials / 2)));
        return new PhaseTargetSettings(
                conditions,
                (2 + random.nextInt(20)) * MILLI,
                random.nextInt(5) * MILLI,
                (100 + random.nextInt(300)) * MILLI,
                random.nextInt(2) * 200 * MILLI,
                AmplitudePast.DEFAULTS,
                Optional.empty(),
                OptionalDouble.empty(),
                design,
                seed);
    }

    @RepeatedTest(40)
    void givesEveryTrialExactlyOnce(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        TrialWorld world = new TrialWorld(settings(new Random(seed), seed, 60), seed);
        world.play();
        assertThat(world.accepted()).as("seed %d", seed).isEqualTo(60);
        assertThat(world.cancellations() + world.refusals() + world.lost())
                .as("seed %d: something went wrong, too", seed)
                .isPositive();
    }

    /** Done-when: four kinds of conditions, two amplitude windows, a thousand trials, one plan. */
    @Test
    void givesAThousandTrialsAsAFreshPlanSays() {
        List<PhaseCondition> four = List.of(
                new PhaseCondition("trough", 0, Math.PI),
                PhaseCondition.randomPhase("random", 0),
                PhaseCondition.noPhase("any", 0),
                new PhaseCondition("sham", 0, Math.PI).asSham());
        TrialDesign design = TrialDesign.ENDLESS
                .crossedWith(
                        List.of(AmplitudeWindow.percentiles(0, 50), AmplitudeWindow.percentiles(50, 100)),
                        List.of(),
                        List.of())
                .withTrials(1_000);
        PhaseTargetSettings settings = PhaseTargetSettings.of(four, 10 * MILLI, 2_000 * MILLI, 20261120)
                .withJitterNanos(1_000 * MILLI)
                .withDesign(design);
        Frames frames = new Frames(new PhaseTargetPolicy(settings, 1, 250), 1);
        TrialPlan plan = new TrialPlan(settings);
        Random random = new Random(1);
        int[][] counts = new int[4][2];
        int place = 0;
        long last = Long.MIN_VALUE;
        while (frames.decision.reason != Reason.TRIALS_DONE) {
            frames.amplitude = Math.max(1, Math.min(40, frames.amplitude + random.nextGaussian()));
            frames.timeNanos += 3 * MILLI;
            frames.phaseRad = Frames.wrap(frames.phaseRad + 2 * Math.PI * frames.hz * 3e-3);
            Decision decision = frames.next();
            if (decision.action != Action.FIRE) {
                continue;
            }
            if (place == plan.size()) {
                assertThat(plan.next()).isEqualTo(TrialPlan.Step.BLOCK);
                place = 0;
            }
            Trial trial = plan.trial(place++);
            assertThat(decision.trial).isEqualTo(trial.number());
            assertThat(decision.condition).isEqualTo(trial.condition());
            assertThat(decision.amplitudeWindow).isEqualTo(trial.amplitudeWindow());
            assertThat(decision.intervalNanos).isEqualTo(trial.intervalNanos()).isBetween(2_000 * MILLI, 3_000 * MILLI);
            assertThat(last == Long.MIN_VALUE || decision.commandNanos - last >= decision.intervalNanos)
                    .isTrue();
            if (trial.condition() == 1) {
                assertThat(decision.targetPhaseRad).isEqualTo(trial.drawnPhaseRad());
            }
            last = decision.commandNanos;
            counts[decision.condition][decision.amplitudeWindow]++;
        }
        assertThat(counts).isDeepEqualTo(new int[][] {{125, 125}, {125, 125}, {125, 125}, {125, 125}});
    }
}
