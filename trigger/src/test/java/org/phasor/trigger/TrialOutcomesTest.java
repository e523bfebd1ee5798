package org.phasor.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.phasor.trigger.Frames.HORIZON_NANOS;
import static org.phasor.trigger.Frames.STEP_NANOS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.Sample;
import org.phasor.trigger.Decision.Action;
import org.phasor.trigger.Decision.Intent;

/** What a policy is told from outside: running, device, outcomes; and auxiliary channels. */
@Timeout(20)
class TrialOutcomesTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long DELAY = 4_000_000L;

    private final ScriptedAux aux = new ScriptedAux();
    private final Frames frames = frames(Outcomes.TOLD, TrialDesign.ENDLESS);

    private Frames frames(Outcomes outcomes, TrialDesign design) {
        return new Frames(new PhaseTargetPolicy(settings(design), 2, Frames.RATE_HZ, outcomes, List.of(aux)), 2);
    }

    private static PhaseTargetSettings settings(TrialDesign design) {
        return PhaseTargetSettings.of(
                        List.of(PhaseCondition.randomPhase("a", 0), PhaseCondition.randomPhase("b", 0)),
                        HORIZON_NANOS,
                        SECOND,
                        7)
                .withJitterNanos(SECOND)
                .withOutputDelayNanos(DELAY)
                .withDesign(design);
    }

    private void run(boolean running) {
        frames.policy.tell(PolicyInput.RUNNING, 0, running);
    }

    private void tell(long id, boolean given) {
        frames.policy.tell(PolicyInput.OUTCOME, id, given);
    }

    private static String draw(Decision d) {
        return d.trial + " " + d.condition + " " + d.targetPhaseRad + " " + d.intervalNanos;
    }

    @Test
    void usesATrialUpWhenItIsToldThatItWasGiven() {
        run(true);
        for (int trial = 1; trial <= 5; trial++) {
            Decision fired = frames.untilFire();
            assertThat(fired.trial).isEqualTo(trial);
            assertThat(fired.attempt).isEqualTo(1);
            frames.untilDue(fired.commandNanos);
            tell(trial, true);
        }
    }

    @Test
    void redoesARefusedTrialAtOnceWithTheSameDraw() {
        run(true);
        long given = frames.untilFire().commandNanos;
        tell(frames.decision.id, true);
        Decision fired = frames.untilFire();
        String draw = draw(fired);
        for (int attempt = 2; attempt < 6; attempt++) {
            tell(fired.id, false);
            long refused = frames.timeNanos;
            frames.untilFire();
            assertThat(draw(fired)).isEqualTo(draw);
            assertThat(fired.attempt).isEqualTo(attempt);
            assertThat(frames.timeNanos - refused).as("at the next crossing").isLessThan(110 * STEP_NANOS);
            assertThat(fired.commandNanos - given).isGreaterThanOrEqualTo(fired.intervalNanos);
        }
    }

    @Test
    void holdsUntilItIsToldWhatBecameOfThePulse() {
        run(true);
        Decision fired = frames.untilFire();
        long id = fired.id;
        frames.untilDue(fired.commandNanos);
        for (int i = 0; i < 300; i++) {
            assertThat(frames.next().reason).isEqualTo(Reason.OUTCOME_UNKNOWN);
        }
        tell(id, true);
        assertThat(frames.next().reason).isEqualTo(Reason.TOO_SOON);
    }

    @Test
    void redoesATrialWhoseOutcomeNeverComesButCountsTheIntervalFromIt() {
        run(true);
        Decision fired = frames.untilFire();
        long command = fired.commandNanos;
        String draw = draw(fired);
        frames.untilDue(command);
        int unknown = 1;
        while (frames.next().action == Action.HOLD) {
            assertThat(frames.decision.reason).isEqualTo(Reason.OUTCOME_UNKNOWN);
            unknown++;
        }
        assertThat(unknown).as("a second").isBetween(1_000, 1_002);
        assertThat(frames.decision.action).isEqualTo(Action.CANCEL);
        assertThat(frames.decision.reason).isEqualTo(Reason.OUTCOME_UNKNOWN);
        Decision redone = frames.untilFire();
        assertThat(draw(redone)).isEqualTo(draw);
        assertThat(redone.attempt).isEqualTo(2);
        assertThat(redone.commandNanos - command).isGreaterThanOrEqualTo(redone.intervalNanos);
    }

    @Test
    void redoesATrialWhoseWithdrawalCameTooLateButCountsTheIntervalFromIt() {
        run(true);
        Decision fired = frames.untilFire();
        long id = fired.id;
        long command = fired.commandNanos;
        String draw = draw(fired);
        frames.next();
        Decision cancelled = frames.flagged(Sample.GAP);
        assertThat(cancelled.action).isEqualTo(Action.CANCEL);
        assertThat(cancelled.trial).isEqualTo(1);
        assertThat(cancelled.attempt).isEqualTo(1);
        assertThat(cancelled.id).isEqualTo(id);
        for (int i = 0; i < 20; i++) {
            assertThat(frames.next().action).isEqualTo(Action.HOLD);
        }
        assertThat(frames.decision.reason).isEqualTo(Reason.OUTCOME_UNKNOWN);
        tell(id, true);
        Decision redone = frames.untilFire();
        assertThat(draw(redone)).isEqualTo(draw);
        assertThat(redone.attempt).isEqualTo(2);
        assertThat(redone.commandNanos - command).isGreaterThanOrEqualTo(redone.intervalNanos);
    }

    @Test
    void redoesAWithdrawnTrialAtOnceWhenTheWithdrawalCameInTime() {
        run(true);
        Decision fired = frames.untilFire();
        frames.flagged(Sample.GAP);
        tell(fired.id, false);
        long cancelled = frames.timeNanos;
        assertThat(frames.untilFire().attempt).isEqualTo(2);
        assertThat(frames.timeNanos - cancelled).isLessThan(210 * STEP_NANOS);
    }

    @Test
    void takesAPulseThatIsToldBeforeTheFramesReachItForWithdrawnWhenAGapComesBetween() {
        run(true);
        Decision fired = frames.untilFire();
        long command = fired.commandNanos;
        tell(fired.id, true);
        assertThat(frames.next().reason).isEqualTo(Reason.PULSE_PENDING);
        assertThat(frames.flagged(Sample.GAP).action).isEqualTo(Action.CANCEL);
        assertThat(frames.next().action).isEqualTo(Action.HOLD);
        Decision redone = frames.untilFire();
        assertThat(redone.trial).isEqualTo(1);
        assertThat(redone.commandNanos - command).isGreaterThanOrEqualTo(redone.intervalNanos);
    }

    @Test
    void believesNoAnswerAboutAnotherDecision() {
        run(true);
        Decision fired = frames.untilFire();
        tell(fired.id + 1, true);
        tell(fired.id - 1, true);
        frames.untilDue(fired.commandNanos);
        assertThat(frames.next().reason).isEqualTo(Reason.OUTCOME_UNKNOWN);
    }

    @Test
    void showsDecisionsBeforeItIsArmedAndUsesNoTrialUp() {
        long before = Long.MIN_VALUE / 2;
        for (int i = 0; i < 10; i++) {
            Decision fired = frames.untilFire();
            assertThat(fired.trial).isEqualTo(1);
            assertThat(fired.attempt).isEqualTo(1);
            assertThat(fired.commandNanos - before)
                    .as("they come at intervals all the same")
                    .isGreaterThanOrEqualTo(fired.intervalNanos);
            before = fired.commandNanos;
            if (i % 2 == 0) {
                tell(fired.id, false);
            }
            frames.untilDue(before);
        }
        run(true);
        long armed = frames.timeNanos;
        Decision first = frames.untilFire();
        assertThat(first.trial).isEqualTo(1);
        assertThat(first.attempt).isEqualTo(1);
        assertThat(frames.timeNanos - armed)
                .as("the first pulse needs no interval")
                .isLessThan(110 * STEP_NANOS);
    }

    @Test
    void drawsNothingWhilePausedAndGoesOnWithTheSameTrial() {
        run(true);
        Decision fired = frames.untilFire();
        tell(fired.id, true);
        frames.untilDue(fired.commandNanos);
        run(false);
        for (int i = 0; i < 5_000; i++) {
            assertThat(frames.next().reason).isEqualTo(Reason.PAUSED);
        }
        run(true);
        assertThat(frames.untilFire().trial).isEqualTo(2);
    }

    @Test
    void drawsNothingWhileTheDeviceIsNotReady() {
        run(true);
        frames.policy.tell(PolicyInput.DEVICE_READY, 0, false);
        for (int i = 0; i < 1_000; i++) {
            assertThat(frames.next().reason).isEqualTo(Reason.DEVICE_NOT_READY);
        }
        frames.policy.tell(PolicyInput.DEVICE_READY, 0, true);
        assertThat(frames.untilFire().trial).isEqualTo(1);
    }

    @Test
    void needsNothingToldWhenOutcomesAreAssumed() {
        Frames assumed = frames(Outcomes.ASSUMED, TrialDesign.ENDLESS);
        assumed.policy.tell(PolicyInput.RUNNING, 0, false);
        assumed.policy.tell(PolicyInput.DEVICE_READY, 0, false);
        assertThat(assumed.untilFire().trial).isEqualTo(1);
        assumed.policy.tell(PolicyInput.OUTCOME, 1, false);
        assertThat(assumed.untilFire().trial).isEqualTo(2);
    }

    @Test
    void decidesNothingWhileAnAuxiliaryChannelIsActive() {
        run(true);
        aux.active = true;
        for (int i = 0; i < 500; i++) {
            assertThat(frames.next().reason).isEqualTo(Reason.AUX_ACTIVE);
        }
        aux.active = false;
        frames.untilFire();
    }

    @Test
    void withdrawsAPulseThatAnAuxiliaryChannelSpoils() {
        run(true);
        aux.endsBeforeNanos = DELAY + 5 * STEP_NANOS;
        Decision fired = frames.untilFire();
        long command = fired.commandNanos;
        String draw = draw(fired);
        long id = fired.id;
        aux.spoils = true;
        while (frames.next().action == Action.HOLD) {
            assertThat(aux.asked).as("once per frame").isEqualTo(1);
        }
        assertThat(aux.askedPulseNanos).isEqualTo(command + DELAY);
        assertThat(frames.decision.action).isEqualTo(Action.CANCEL);
        assertThat(frames.decision.reason).isEqualTo(Reason.AUX_ACTIVE);
        assertThat(frames.timeNanos).isLessThan(command);
        aux.spoils = false;
        tell(id, false);
        assertThat(draw(frames.untilFire())).isEqualTo(draw);
        assertThat(frames.decision.attempt).isEqualTo(2);
    }

    @Test
    void rejectsATrialThatIsFoundSpoiledAfterItsPulse() {
        run(true);
        aux.endsBeforeNanos = -20 * STEP_NANOS; // that stream comes late
        Decision fired = frames.untilFire();
        long command = fired.commandNanos;
        String draw = draw(fired);
        tell(fired.id, true);
        aux.spoils = true;
        frames.untilDue(command);
        assertThat(frames.decision.reason).isEqualTo(Reason.PULSE_PENDING);
        while (frames.next().action == Action.HOLD) {
            assertThat(frames.decision.reason).isEqualTo(Reason.PULSE_PENDING);
        }
        assertThat(frames.decision.action).isEqualTo(Action.CANCEL);
        assertThat(frames.decision.reason).isEqualTo(Reason.AUX_ACTIVE);
        assertThat(frames.decision.commandNanos).isEqualTo(command);
        assertThat(frames.timeNanos).isGreaterThan(command);
        aux.spoils = false;
        Decision redone = frames.untilFire();
        assertThat(draw(redone)).isEqualTo(draw);
        assertThat(redone.commandNanos - command).isGreaterThanOrEqualTo(redone.intervalNanos);
    }

    @Test
    void rejectsATrialWhoseAuxiliaryChannelNeverSaysAnything() {
        run(true);
        aux.endsBeforeNanos = -10 * SECOND;
        Decision fired = frames.untilFire();
        tell(fired.id, true);
        while (frames.next().action == Action.HOLD) {
            assertThat(frames.decision.reason).isEqualTo(Reason.PULSE_PENDING);
        }
        assertThat(frames.decision.reason).isEqualTo(Reason.AUX_ACTIVE);
        assertThat(frames.untilFire().attempt).isEqualTo(2);
    }

    @Test
    void withdrawsAPulseWhoseTimeIsNotSure() {
        run(true);
        Decision fired = frames.untilFire();
        long id = fired.id;
        Decision cancelled = frames.flagged(Sample.UNSURE);
        assertThat(cancelled.action).isEqualTo(Action.CANCEL);
        assertThat(cancelled.reason).isEqualTo(Reason.TIME_UNSURE);
        assertThat(cancelled.gates & Decision.GATE_SAMPLE).isZero();
        tell(id, false);
        for (int i = 0; i < 500; i++) {
            assertThat(frames.flagged(Sample.UNSURE).reason).isEqualTo(Reason.TIME_UNSURE);
        }
        assertThat(frames.untilFire().attempt).isEqualTo(2);
    }

    @Test
    void takesNoPulseForGivenOnTheWordOfATimeThatIsNotSure() {
        Frames assumed = frames(Outcomes.ASSUMED, TrialDesign.ENDLESS);
        assumed.untilFire();
        assumed.timeNanos += SECOND;
        assertThat(assumed.flagged(Sample.UNSURE).action).isEqualTo(Action.CANCEL);
        assertThat(assumed.untilFire().trial).isEqualTo(1);
    }

    @Test
    void mixesInVirtualDecisionsThatUseNoTrialUp() {
        TrialDesign design = TrialDesign.ENDLESS.withVirtualFraction(0.4).withTrials(100);
        TrialPlan plan = new TrialPlan(settings(design));
        Frames assumed = frames(Outcomes.ASSUMED, design);
        long last = Long.MIN_VALUE;
        int virtual = 0;
        while (plan.next() == TrialPlan.Step.BLOCK) {
            for (int i = 0; i < plan.size(); i++) {
                Trial trial = plan.trial(i);
                for (int v = 0; v <= trial.virtualBefore(); v++) {
                    Decision fired = assumed.untilFire();
                    assertThat(fired.trial).isEqualTo(trial.number());
                    assertThat(fired.attempt).isEqualTo(1);
                    assertThat(fired.intent).isEqualTo(v < trial.virtualBefore() ? Intent.VIRTUAL : Intent.PULSE);
                    assertThat(last == Long.MIN_VALUE || fired.commandNanos - last >= trial.intervalNanos())
                            .isTrue();
                    last = fired.commandNanos;
                    virtual += fired.intent == Intent.VIRTUAL ? 1 : 0;
                }
            }
        }
        assertThat(virtual).isBetween(40, 95);
    }
}
