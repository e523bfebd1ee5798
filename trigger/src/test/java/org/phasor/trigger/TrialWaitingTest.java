package org.phasor.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.phasor.trigger.Frames.HORIZON_NANOS;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.trigger.Decision.Action;

/** Longest waits, stages, rests, the end. */
@Timeout(20)
class TrialWaitingTest {

    private static final long SECOND = 1_000_000_000L;

    /** The second one wants more than the tone has, until the test makes it stronger. */
    private static final List<PhaseCondition> EASY_AND_HARD = List.of(
            new PhaseCondition("easy", 0, 0),
            new PhaseCondition("hard", 0, 0).withAmplitude(AmplitudeWindow.microvolts(30, 40)));

    private static Frames frames(TrialDesign design, Outcomes outcomes) {
        PhaseTargetSettings settings =
                PhaseTargetSettings.of(EASY_AND_HARD, HORIZON_NANOS, SECOND, 7).withDesign(design);
        return new Frames(new PhaseTargetPolicy(settings, 1, Frames.RATE_HZ, outcomes, List.of()), 1);
    }

    private static Frames waiting(AfterWait then, int trials) {
        return frames(TrialDesign.ENDLESS.withMaxWait(3 * SECOND, then).withTrials(trials), Outcomes.ASSUMED);
    }

    /** Conditions given, in order, until the end. */
    private static List<Integer> given(Frames frames, int most) {
        List<Integer> given = new ArrayList<>();
        for (int i = 0; i < most && frames.next().reason != Reason.TRIALS_DONE; i++) {
            if (frames.decision.action == Action.FIRE) {
                given.add(frames.decision.condition);
            }
        }
        return given;
    }

    @Test
    void putsATrialThatWaitedTooLongOffInItsBlock() {
        Frames frames = waiting(AfterWait.LATER, 40);
        int putOff = 0;
        List<Long> trials = new ArrayList<>();
        for (int i = 0; frames.next().reason != Reason.TRIALS_DONE; i++) {
            putOff += frames.decision.reason == Reason.WAITED_TOO_LONG ? 1 : 0;
            frames.amplitude = i / 5_000 % 2 == 0 ? 20 : 35;
            if (frames.decision.action == Action.FIRE) {
                trials.add(frames.decision.trial);
            }
        }
        assertThat(putOff).isGreaterThan(3);
        assertThat(trials)
                .hasSize(40)
                .doesNotHaveDuplicates()
                .isNotEqualTo(trials.stream().sorted().toList());
        for (int t = 0; t < 40; t++) {
            assertThat((trials.get(t) - 1) / 2).as("within its block").isEqualTo(t / 2);
        }
    }

    @Test
    void waitsAnewWithTheLastTrialOfABlock() {
        Frames frames = waiting(AfterWait.LATER, 2);
        int putOff = 0;
        for (int i = 0; i < 20_000; i++) {
            putOff += frames.next().reason == Reason.WAITED_TOO_LONG ? 1 : 0;
        }
        assertThat(putOff).isBetween(5, 6);
        frames.amplitude = 35;
        assertThat(frames.untilFire().condition).isEqualTo(1);
        assertThat(frames.decision.attempt).isEqualTo(1);
    }

    @Test
    void leavesATrialThatWaitedTooLongOut() {
        Frames frames = waiting(AfterWait.SKIP, 20);
        assertThat(given(frames, 200_000)).hasSize(10).containsOnly(0);
        assertThat(frames.decision.reason).isEqualTo(Reason.TRIALS_DONE);
    }

    @Test
    void givesATrialThatWaitedTooLongWithoutPhaseAndAmplitude() {
        Frames frames = waiting(AfterWait.FIRE, 20);
        int late = 0;
        int inTime = 0;
        while (frames.next().reason != Reason.TRIALS_DONE) {
            if (frames.decision.action != Action.FIRE) {
                continue;
            }
            if (frames.decision.reason == Reason.WAITED_TOO_LONG) {
                assertThat(frames.decision.condition).isEqualTo(1);
                assertThat(frames.decision.targetPhaseRad).isNaN();
                assertThat(frames.decision.gates & Decision.GATE_AMPLITUDE).isZero();
                assertThat(frames.decision.commandNanos).isEqualTo(frames.timeNanos + HORIZON_NANOS);
                late++;
            } else {
                inTime++;
            }
        }
        assertThat(late).isEqualTo(10);
        assertThat(inTime).isEqualTo(10);
    }

    @Test
    void firesAfterTheWaitOnASoundFrameOnly() {
        Frames frames = waiting(AfterWait.FIRE, 20);
        for (int i = 0; i < 10_000; i++) {
            assertThat(frames.invalid().action).isEqualTo(Action.HOLD);
        }
        assertThat(frames.next().reason).isEqualTo(Reason.WAITED_TOO_LONG);
        assertThat(frames.decision.action).isEqualTo(Action.FIRE);
    }

    @Test
    void endsTheSessionAfterTheWait() {
        Frames frames = waiting(AfterWait.END, 20);
        assertThat(given(frames, 200_000)).isIn(List.of(), List.of(0));
        for (int i = 0; i < 100; i++) {
            Decision done = i % 2 == 0 ? frames.next() : frames.invalid();
            assertThat(done.reason).isEqualTo(Reason.TRIALS_DONE);
            assertThat(done.condition).isEqualTo(-1);
        }
    }

    @Test
    void countsTheWaitOnlyWhileTheTrialCouldBeGiven() {
        Frames frames = frames(
                TrialDesign.ENDLESS.withMaxWait(3 * SECOND, AfterWait.SKIP).withTrials(10), Outcomes.TOLD);
        frames.amplitude = 1;
        for (int i = 0; i < 10_000; i++) {
            assertThat(frames.invalid().reason).as("not armed yet").isEqualTo(Reason.NOT_READY);
        }
        frames.policy.tell(PolicyInput.RUNNING, 0, true);
        waitInvalid(frames, 2_000);
        frames.policy.tell(PolicyInput.RUNNING, 0, false);
        waitInvalid(frames, 5_000);
        frames.policy.tell(PolicyInput.RUNNING, 0, true);
        waitInvalid(frames, 500);
        frames.policy.tell(PolicyInput.DEVICE_READY, 0, false);
        waitInvalid(frames, 5_000);
        frames.policy.tell(PolicyInput.DEVICE_READY, 0, true);
        waitInvalid(frames, 500);
        Decision skipped = frames.invalid();
        assertThat(skipped.reason).isEqualTo(Reason.WAITED_TOO_LONG);
        assertThat(skipped.trial).isEqualTo(1);
    }

    private static void waitInvalid(Frames frames, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(frames.invalid().reason).isNotEqualTo(Reason.WAITED_TOO_LONG);
        }
    }

    @Test
    void restsBetweenStagesAndIsDoneAfterTheLast() {
        TrialDesign design = TrialDesign.ENDLESS.withStages(List.of(
                new TrialStage("one", 3, 0, List.of(0)),
                TrialStage.rest("rest", 10 * SECOND),
                new TrialStage("two", 2, 0, List.of(0))));
        Frames frames = frames(design, Outcomes.ASSUMED);
        long last = 0;
        for (int i = 0; i < 3; i++) {
            last = frames.untilFire().commandNanos;
            assertThat(frames.decision.stage).isZero();
        }
        int rest = 0;
        while (frames.next().action != Action.FIRE) {
            if (frames.decision.reason == Reason.RESTING) {
                assertThat(frames.decision.stage).isEqualTo(1);
                rest++;
            }
        }
        assertThat(rest).isBetween(9_998, 10_000);
        assertThat(frames.decision.stage).isEqualTo(2);
        assertThat(frames.decision.commandNanos - last).isBetween(10 * SECOND, 10_200_000_000L);
        frames.untilDue(frames.untilFire().commandNanos);
        for (int i = 0; i < 10; i++) {
            assertThat(frames.next().reason).isEqualTo(Reason.TRIALS_DONE);
        }
    }

    @Test
    void stopsTheClockOfARestWhilePaused() {
        TrialDesign design = TrialDesign.ENDLESS.withStages(
                List.of(TrialStage.rest("first", 5 * SECOND), TrialStage.ofTrials("then", 2)));
        Frames frames = frames(design, Outcomes.TOLD);
        for (int i = 0; i < 8_000; i++) {
            assertThat(frames.next().reason).isEqualTo(Reason.RESTING);
        }
        frames.policy.tell(PolicyInput.RUNNING, 0, true);
        for (int i = 0; i < 4_000; i++) {
            assertThat(frames.next().reason).isEqualTo(Reason.RESTING);
        }
        frames.policy.tell(PolicyInput.RUNNING, 0, false);
        for (int i = 0; i < 3_000; i++) {
            assertThat(frames.next().reason).isEqualTo(Reason.PAUSED);
        }
        frames.policy.tell(PolicyInput.RUNNING, 0, true);
        for (int i = 0; i < 999; i++) {
            assertThat(frames.next().reason).isEqualTo(Reason.RESTING);
        }
        assertThat(frames.next().reason).isNotEqualTo(Reason.RESTING);
    }
}
