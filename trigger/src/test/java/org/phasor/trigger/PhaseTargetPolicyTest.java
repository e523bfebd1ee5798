package org.phasor.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.phasor.trigger.Frames.HORIZON_NANOS;
import static org.phasor.trigger.Frames.STEP_NANOS;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SplitMix64;
import org.phasor.trigger.Decision.Action;

@Timeout(20)
class PhaseTargetPolicyTest {

    private static final long SECOND = 1_000_000_000L;
    private static final PhaseCondition TROUGH = new PhaseCondition("trough", 0, Math.PI);
    private static final PhaseCondition PEAK = new PhaseCondition("peak", 0, 0);

    private static Frames frames(PhaseTargetSettings settings) {
        return new Frames(new PhaseTargetPolicy(settings, 2, Frames.RATE_HZ), 2);
    }

    private static PhaseTargetSettings aimAt(PhaseCondition... conditions) {
        return PhaseTargetSettings.of(List.of(conditions), HORIZON_NANOS, 2 * SECOND, 7);
    }

    /** The phase of the tone, one horizon after the last frame, moved to the command time. */
    private static double phaseAtCommand(Frames frames) {
        double ahead = (frames.decision.commandNanos - frames.timeNanos - HORIZON_NANOS) * 1e-9;
        return Frames.wrap(frames.decision.phaseRad + 2 * Math.PI * frames.hz * ahead);
    }

    @Test
    void aimsTheCommandAtTheTargetPhase() {
        for (double target : new double[] {0, Math.PI, -Math.PI, -Math.PI / 2, Math.PI / 2, 1.234}) {
            Frames frames = frames(aimAt(new PhaseCondition("c", 0, target)));
            frames.untilFire();
            assertThat(Math.abs(Frames.wrap(phaseAtCommand(frames) - target))).isLessThan(1e-6);
        }
    }

    @Test
    void isFinalOnTheFirstFrameWhoseCommandTimeIsWithinTheHorizon() {
        Frames frames = frames(aimAt(PEAK));
        Decision fired = frames.untilFire();
        long ahead = fired.commandNanos - frames.timeNanos;
        assertThat(ahead).isLessThanOrEqualTo(HORIZON_NANOS).isGreaterThan(HORIZON_NANOS - STEP_NANOS - 1);
        assertThat(fired.id).isEqualTo(1);
        assertThat(fired.atOnce).isFalse();
        assertThat(fired.reason).isEqualTo(Reason.TARGET_REACHED);
        assertThat(fired.gates).isEqualTo(Decision.ALL_GATES);
    }

    @Test
    void firesWhenTheTargetIsExactlyAtTheHorizon() {
        Frames frames = frames(aimAt(PEAK));
        frames.phaseRad = -0.2 - 2 * Math.PI * frames.hz * 1e-3;
        frames.next();
        frames.advance();
        frames.estimates[0].set(0, 10, 20, 0);
        assertThat(frames.decide().commandNanos).isEqualTo(frames.timeNanos + HORIZON_NANOS);
    }

    @Test
    void doesNotTakeTheJumpAtHalfACycleForTheTarget() {
        Frames frames = frames(aimAt(PEAK));
        frames.phaseRad = 3.0;
        for (int i = 0; i < 40; i++) { // from before the trough to before the peak
            assertThat(frames.next().action).isEqualTo(Action.HOLD);
        }
    }

    @Test
    void waitsForTheNextCrossingWhenTheSignalOpensBehindTheTarget() {
        Frames frames = frames(aimAt(PEAK));
        frames.phaseRad = 0.01;
        frames.invalid();
        Decision first = frames.next();
        assertThat(first.action).isEqualTo(Action.HOLD);
        assertThat(first.reason).isEqualTo(Reason.WAITING_FOR_TARGET);
        long opened = frames.timeNanos;
        frames.untilFire();
        assertThat(frames.timeNanos - opened).isBetween(95 * STEP_NANOS, 101 * STEP_NANOS);
    }

    @Test
    void needsAValidFrameBeforeTheCrossing() {
        Frames frames = frames(aimAt(PEAK));
        frames.phaseRad = -0.1;
        frames.next();
        frames.invalid(); // the phase is now past the peak
        assertThat(frames.next().action).isEqualTo(Action.HOLD);
    }

    @Test
    void boundsAJumpOfTheEstimateByAQuarterCycle() {
        Frames frames = frames(aimAt(PEAK));
        frames.phaseRad = -1.6;
        frames.next();
        frames.advance();
        frames.estimates[0].set(1.5, 10, 20, 0);
        Decision jumped = frames.decide();
        assertThat(jumped.action).isEqualTo(Action.FIRE);
        assertThat(jumped.commandNanos).isLessThan(frames.timeNanos);
        assertThat(jumped.commandNanos).isGreaterThanOrEqualTo(frames.timeNanos + HORIZON_NANOS - 25 * STEP_NANOS);

        Frames further = frames(aimAt(PEAK));
        further.phaseRad = -1.6;
        further.next();
        further.advance();
        further.estimates[0].set(1.6, 10, 20, 0);
        assertThat(further.decide().action).isEqualTo(Action.HOLD);
    }

    @Test
    void doesNotTakeAJumpFromFurtherThanAQuarterCycleForTheTarget() {
        Frames frames = frames(aimAt(PEAK));
        frames.phaseRad = -1.7;
        frames.next();
        frames.advance();
        frames.estimates[0].set(0.1, 10, 20, 0);
        assertThat(frames.decide().action).isEqualTo(Action.HOLD);
    }

    @Test
    void usesThePulseUpOnAFrameExactlyAtItsCommandTime() {
        Frames frames = frames(aimAt(PEAK));
        long command = frames.untilFire().commandNanos;
        frames.timeNanos = command - STEP_NANOS;
        assertThat(frames.flagged(Sample.GAP).action).isEqualTo(Action.HOLD);

        Frames before = frames(aimAt(PEAK));
        before.timeNanos = before.untilFire().commandNanos - STEP_NANOS - 1;
        assertThat(before.flagged(Sample.GAP).action).isEqualTo(Action.CANCEL);
    }

    @Test
    void opensTheIntervalForTheTargetAheadNotForTheOnePassed() {
        Frames frames = frames(PhaseTargetSettings.of(List.of(PEAK), HORIZON_NANOS, 2_050_000_000L, 7));
        long command = frames.untilFire().commandNanos;
        frames.untilDue(command + 2 * SECOND - HORIZON_NANOS - 2 * STEP_NANOS);
        assertThat(frames.decision.reason).isEqualTo(Reason.TOO_SOON); // the peak at 2 s comes first
        frames.untilDue(command + 2 * SECOND - HORIZON_NANOS + 2 * STEP_NANOS);
        assertThat(frames.decision.reason).isEqualTo(Reason.WAITING_FOR_TARGET); // the next is at 2.1 s
    }

    @Test
    void isBlindUntilTheFramesReachTheCommandTime() {
        Frames frames = frames(aimAt(PEAK));
        long command = frames.untilFire().commandNanos;
        while (frames.timeNanos + STEP_NANOS < command) {
            Decision held = frames.next();
            assertThat(held.reason).isEqualTo(Reason.PULSE_PENDING);
            assertThat(held.gates & Decision.GATE_INTERVAL).isZero();
        }
        assertThat(frames.next().reason).isEqualTo(Reason.TOO_SOON);
    }

    @Test
    void keepsTheMinimumIntervalBetweenPlannedTimes() {
        Frames frames = frames(aimAt(PEAK));
        long first = frames.untilFire().commandNanos;
        long second = frames.untilFire().commandNanos;
        // A cycle is 100 ms, so the first peak at or after 2 s.
        assertThat(second - first).isBetween(2 * SECOND, 2 * SECOND + 110 * STEP_NANOS);
    }

    @Test
    void addsTheDrawnJitterToEachInterval() {
        PhaseTargetSettings settings = aimAt(PEAK).withJitterNanos(SECOND);
        Frames frames = frames(settings);
        SplitMix64 draws = new SplitMix64(~settings.seed());
        draws.below(SECOND + 1); // the draw before the first pulse, which needs no interval
        long last = frames.untilFire().commandNanos;
        for (int i = 0; i < 20; i++) {
            long wanted = 2 * SECOND + draws.below(SECOND + 1);
            long next = frames.untilFire().commandNanos;
            assertThat(next - last).isBetween(wanted, wanted + 101 * STEP_NANOS);
            last = next;
        }
    }

    @Test
    void cancelsThePendingPulseWhenTheSampleFollowsAGap() {
        Frames frames = frames(aimAt(PEAK));
        Decision fired = frames.untilFire();
        long command = fired.commandNanos;
        Decision cancelled = frames.flagged(Sample.GAP);
        assertThat(cancelled.action).isEqualTo(Action.CANCEL);
        assertThat(cancelled.reason).isEqualTo(Reason.SIGNAL_BROKE);
        assertThat(cancelled.id).isEqualTo(1);
        assertThat(cancelled.condition).isZero();
        assertThat(cancelled.commandNanos).isEqualTo(command);
        assertThat(frames.flagged(Sample.GAP).action).isEqualTo(Action.HOLD);
    }

    @Test
    void cancelsThePendingPulseWhenItsEstimateTurnsInvalid() {
        Frames frames = frames(aimAt(PEAK));
        frames.untilFire();
        assertThat(frames.invalid().action).isEqualTo(Action.CANCEL);
        assertThat(frames.invalid().reason).isEqualTo(Reason.NOT_READY);
    }

    @Test
    void leavesThePendingPulseAloneWhenAnotherSignalBreaks() {
        Frames frames = frames(aimAt(PEAK));
        frames.untilFire();
        frames.advance();
        frames.estimates[1].invalidate();
        assertThat(frames.decide().reason).isEqualTo(Reason.PULSE_PENDING);
    }

    @Test
    void doesNotCancelOnceTheFramesReachTheCommandTime() {
        Frames frames = frames(aimAt(PEAK));
        long command = frames.untilFire().commandNanos;
        while (frames.timeNanos + STEP_NANOS < command) {
            frames.next();
        }
        assertThat(frames.flagged(Sample.GAP).action).isEqualTo(Action.HOLD);
        long next = frames.untilFire().commandNanos;
        assertThat(next - command).isGreaterThanOrEqualTo(2 * SECOND);
    }

    @Test
    void cancelsOnAnUnanchoredSampleWhateverItsTime() {
        Frames frames = frames(aimAt(PEAK));
        frames.untilFire();
        frames.timeNanos += SECOND;
        assertThat(frames.flagged(Sample.UNANCHORED).action).isEqualTo(Action.CANCEL);
    }

    @Test
    void redoesACancelledPulseWithItsConditionAtOnce() {
        Frames frames = frames(aimAt(PEAK, TROUGH, new PhaseCondition("rising", 0, -Math.PI / 2)));
        for (int i = 0; i < 30; i++) {
            Decision fired = frames.untilFire();
            long id = fired.id;
            int condition = fired.condition;
            frames.invalid();
            long broken = frames.timeNanos;
            Decision redone = frames.untilFire();
            assertThat(redone.condition).isEqualTo(condition);
            assertThat(redone.id).isEqualTo(id + 1);
            assertThat(frames.timeNanos - broken).isLessThan(110 * STEP_NANOS);
            frames.untilDue(redone.commandNanos);
        }
    }

    @Test
    void givesEachConditionOncePerBlock() {
        Frames frames = frames(aimAt(PEAK, TROUGH, new PhaseCondition("rising", 1, -Math.PI / 2)));
        boolean shuffled = false;
        List<Integer> before = List.of();
        for (int block = 0; block < 20; block++) {
            List<Integer> drawn = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                drawn.add(frames.untilFire().condition);
            }
            assertThat(drawn).containsExactlyInAnyOrder(0, 1, 2);
            shuffled |= !before.isEmpty() && !before.equals(drawn);
            before = drawn;
        }
        assertThat(shuffled).isTrue();
    }

    @Test
    void treatsNumbersThatCannotBeAsNotReady() {
        double[][] lies = {
            {Double.NaN, 10, 20},
            {4, 10, 20},
            {0, Double.NaN, 20},
            {0, 0, 20},
            {0, -10, 20},
            {0, 1e-9, 20},
            {0, Double.POSITIVE_INFINITY, 20},
            {0, 10, Double.NaN},
            {0, 10, Double.POSITIVE_INFINITY}
        };
        for (double[] lie : lies) {
            Frames frames = frames(aimAt(PEAK));
            frames.phaseRad = -0.1;
            frames.next();
            frames.advance();
            frames.estimates[0].set(lie[0], lie[1], lie[2], 0);
            assertThat(frames.decide().reason).isEqualTo(Reason.NOT_READY);
            assertThat(frames.decision.phaseRad).isNaN();
        }
    }

    @Test
    void refusesAConditionOfASignalThatThereIsNot() {
        assertThatThrownBy(() -> new PhaseTargetPolicy(aimAt(new PhaseCondition("far", 1, 0)), 1, 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("condition 'far': signal = 1: must be 0 to 0");
        assertThatThrownBy(() -> new PhaseTargetPolicy(aimAt(PEAK), 1, Double.NaN))
                .hasMessageContaining("rateHz = NaN");
    }

    @Test
    void refusesSettingsNamingKeyValueAndBound() {
        assertThatThrownBy(() -> new PhaseCondition("p", 0, 3.2))
                .hasMessage("condition 'p': targetPhaseRad = 3.2: must be -pi to pi");
        assertThatThrownBy(() -> new PhaseCondition("p", 8, 0)).hasMessageContaining("signal = 8: must be 0 to 7");
        assertThatThrownBy(() -> new PhaseCondition(" ", 0, 0)).hasMessageContaining("must not be blank");
        assertThatThrownBy(() -> PhaseCondition.ofDegrees("p", 0, 361)).hasMessageContaining("phase-deg = 361.0");
        assertThatThrownBy(() -> PhaseTargetSettings.of(List.of(), 0, 0, 0)).hasMessageContaining("must be 1 to 64");
        assertThatThrownBy(() -> aimAt(PEAK, PEAK)).hasMessageContaining("\"peak\" stands twice");
        assertThatThrownBy(() -> PhaseTargetSettings.of(List.of(PEAK), -1, 0, 0))
                .hasMessage("horizonNanos = -1: must be 0 to 1000000000");
        assertThatThrownBy(() -> PhaseTargetSettings.of(List.of(PEAK), 0, -3, 0))
                .hasMessageContaining("minIntervalNanos = -3: must be 0 to");
        assertThatThrownBy(() -> aimAt(PEAK).withJitterNanos(-1)).hasMessageContaining("jitterNanos = -1");
    }

    @Test
    void readsDegreesAsRigFilesHaveThem() {
        assertThat(PhaseCondition.ofDegrees("t", 0, 180).targetPhaseRad()).isEqualTo(Math.PI);
        assertThat(PhaseCondition.ofDegrees("t", 0, 270).targetPhaseRad()).isCloseTo(-Math.PI / 2, within(1e-15));
        assertThat(PhaseCondition.ofDegrees("t", 0, -270).targetPhaseRad()).isCloseTo(Math.PI / 2, within(1e-15));
    }

    @Test
    void holdsAndCancelsWhileTheTimeIsUnsure() {
        Frames frames = frames(aimAt(PEAK));
        frames.untilFire();
        Decision cancelled = frames.flagged(Sample.UNSURE);
        assertThat(cancelled.action).isEqualTo(Action.CANCEL);
        assertThat(cancelled.reason).isEqualTo(Reason.TIME_UNSURE);
        Decision held = frames.flagged(Sample.UNSURE);
        assertThat(held.action).isEqualTo(Action.HOLD);
        assertThat(held.reason).isEqualTo(Reason.TIME_UNSURE);
        assertThat(held.gates & Decision.GATE_SAMPLE).isZero();
    }
}
