package org.phasor.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.phasor.trigger.Frames.HORIZON_NANOS;
import static org.phasor.trigger.Frames.STEP_NANOS;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.trigger.Decision.Action;
import org.phasor.trigger.Decision.Intent;

/** Kinds of conditions, windows of trials, other signals. */
@Timeout(20)
class TrialConditionsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final PhaseCondition PEAK = new PhaseCondition("peak", 0, 0);

    private static PhaseTargetSettings of(PhaseCondition... conditions) {
        return PhaseTargetSettings.of(List.of(conditions), HORIZON_NANOS, SECOND, 7);
    }

    private static Frames frames(PhaseTargetSettings settings) {
        return new Frames(new PhaseTargetPolicy(settings, 2, Frames.RATE_HZ), 2);
    }

    @Test
    void aimsARandomPhaseAtTheOneDrawnForTheTrial() {
        PhaseTargetSettings settings = of(PhaseCondition.randomPhase("random", 0));
        TrialPlan plan = new TrialPlan(settings);
        Frames frames = frames(settings);
        for (int i = 0; i < 50; i++) {
            plan.next();
            Decision fired = frames.untilFire();
            assertThat(fired.targetPhaseRad).isEqualTo(plan.trial(0).drawnPhaseRad());
            double ahead = (fired.commandNanos - frames.timeNanos - HORIZON_NANOS) * 1e-9;
            double met = fired.phaseRad + 2 * Math.PI * frames.hz * ahead;
            assertThat(Frames.wrap(met - fired.targetPhaseRad)).isCloseTo(0, within(1e-6));
        }
    }

    @Test
    void firesAtAnyPhaseAsSoonAsEverythingElseAllowsIt() {
        Frames frames = frames(of(PhaseCondition.noPhase("any", 0)).withMaxExpectedErrorRad(0.5));
        frames.errorRad = 0.6;
        for (int i = 0; i < 10; i++) {
            assertThat(frames.next().reason).isEqualTo(Reason.ERROR_TOO_LARGE);
        }
        frames.errorRad = 0.4;
        Decision fired = frames.next();
        assertThat(fired.action).isEqualTo(Action.FIRE);
        assertThat(fired.commandNanos).isEqualTo(frames.timeNanos + HORIZON_NANOS);
        assertThat(fired.gates).isEqualTo(Decision.ALL_GATES);
        assertThat(fired.targetPhaseRad).isNaN();
        long first = fired.commandNanos;
        assertThat(frames.untilFire().commandNanos - first)
                .as("on the first frame after the interval")
                .isBetween(SECOND, SECOND + STEP_NANOS);
    }

    @Test
    void wantsTwoSoundFramesForAnyPhaseAsForTheOthers() {
        Frames frames = frames(of(PhaseCondition.noPhase("any", 0)));
        frames.invalid();
        assertThat(frames.next().reason).isEqualTo(Reason.WAITING_FOR_TARGET);
        assertThat(frames.next().action).isEqualTo(Action.FIRE);
    }

    @Test
    void firesOnTheFirstFrameWithinItsTolerance() {
        double tolerance = Math.toRadians(20);
        Frames frames = frames(of(PEAK.withToleranceRad(tolerance)));
        frames.phaseRad = -1;
        while (frames.next().action != Action.FIRE) {
            assertThat(Math.abs(frames.decision.phaseRad)).isGreaterThan(tolerance);
        }
        // A millisecond of 10 Hz is 3.6 degrees.
        assertThat(Math.toDegrees(frames.decision.phaseRad)).isBetween(-20.0, -16.4);
        assertThat(frames.decision.commandNanos).isEqualTo(frames.timeNanos + HORIZON_NANOS);
        assertThat(frames.decision.targetPhaseRad).isZero();
    }

    @Test
    void firesWithinItsToleranceWhenTheGatesOpenInTheMiddleOfIt() {
        Frames frames = frames(of(PEAK.withToleranceRad(Math.toRadians(20))));
        frames.phaseRad = 0.1;
        frames.invalid();
        frames.next();
        assertThat(frames.next().action).isEqualTo(Action.FIRE);
    }

    @Test
    void marksAShamAndGoesOnAsWithAPulse() {
        Frames frames = frames(of(PEAK.asSham()));
        long first = frames.untilFire().commandNanos;
        assertThat(frames.decision.intent).isEqualTo(Intent.SHAM);
        assertThat(frames.untilFire().commandNanos - first).isGreaterThanOrEqualTo(SECOND);
        assertThat(frames.decision.trial).isEqualTo(2);
    }

    @Test
    void givesEachTrialInItsOwnAmplitudeWindow() {
        TrialDesign design = TrialDesign.ENDLESS
                .crossedWith(
                        List.of(AmplitudeWindow.microvolts(0, 10), AmplitudeWindow.microvolts(10.5, 40)),
                        List.of(90.0, 110.0),
                        List.of())
                .withTrials(200);
        PhaseTargetSettings settings = of(PEAK).withDesign(design);
        Frames frames = frames(settings);
        int[] counts = new int[2];
        for (int i = 0; frames.decision.reason != Reason.TRIALS_DONE; i++) {
            frames.amplitude = i / 700 % 2 == 0 ? 5 : 20;
            Decision decision = frames.next();
            if (decision.action == Action.FIRE) {
                counts[decision.amplitudeWindow]++;
                assertThat(decision.amplitudeMicrovolts).isEqualTo(decision.amplitudeWindow == 0 ? 5 : 20);
                assertThat(decision.amplitudeThresholdMicrovolts).isEqualTo(decision.amplitudeWindow == 0 ? 0 : 10.5);
                assertThat(decision.intensityPercentRmt).isIn(90.0, 110.0);
            }
        }
        assertThat(counts).containsExactly(100, 100);
    }

    @Test
    void prefersAConditionsOwnWindowToTheCommonOne() {
        Frames frames = frames(of(PEAK.withAmplitude(AmplitudeWindow.microvolts(30, 40)))
                .withAmplitude(AmplitudeWindow.microvolts(10, 25), AmplitudePast.DEFAULTS));
        assertThat(frames.next().reason).isEqualTo(Reason.AMPLITUDE_LOW);
        frames.amplitude = 35;
        assertThat(frames.untilFire().amplitudeThresholdMicrovolts).isEqualTo(30);
    }

    @Test
    void waitsForTheOtherSignalsOnTheDecidingFrame() {
        SignalDemand phase = new SignalDemand(
                1, OptionalDouble.of(Math.PI), OptionalDouble.of(Math.toRadians(30)), Optional.empty());
        SignalDemand amplitude = new SignalDemand(
                1, OptionalDouble.empty(), OptionalDouble.empty(), Optional.of(AmplitudeWindow.microvolts(5, 15)));
        Frames frames = frames(of(PEAK.withAlso(List.of(phase, amplitude))));
        assertThat(other(frames, 2_000, Math.PI, 20)).as("amplitude outside").isFalse();
        assertThat(other(frames, 2_000, Math.PI - 0.6, 10)).as("phase outside").isFalse();
        assertThat(other(frames, 2_000, Double.NaN, 10)).as("invalid").isFalse();
        assertThat(other(frames, 2_000, -Math.PI + 0.4, 10))
                .as("both as wanted")
                .isTrue();
        assertThat(frames.decision.gates).isEqualTo(Decision.ALL_GATES);
    }

    /** Whether it fires while the other signal is so. */
    private static boolean other(Frames frames, int count, double phaseRad, double microvolts) {
        boolean refused = false;
        for (int i = 0; i < count; i++) {
            frames.advance();
            frames.estimates[0].set(frames.phaseRad, frames.hz, 20, Double.NaN);
            if (Double.isNaN(phaseRad)) {
                frames.estimates[1].invalidate();
            } else {
                frames.estimates[1].set(phaseRad, 6, microvolts, Double.NaN);
            }
            if (frames.decide().action == Action.FIRE) {
                return true;
            }
            refused |= frames.decision.reason == Reason.OTHER_SIGNAL;
        }
        assertThat(refused).isTrue();
        return false;
    }

    @Test
    void refusesDemandsThatCannotBe() {
        assertThatThrownBy(() -> new SignalDemand(1, OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty()))
                .hasMessage("also: signal = 1: must ask for a phase or an amplitude");
        assertThatThrownBy(() -> new SignalDemand(1, OptionalDouble.of(0), OptionalDouble.empty(), Optional.empty()))
                .hasMessage("also: signal = 1: a phase needs a tolerance");
        SignalDemand far = new SignalDemand(3, OptionalDouble.of(0), OptionalDouble.of(1), Optional.empty());
        assertThatThrownBy(() -> frames(of(PEAK.withAlso(List.of(far)))))
                .hasMessage("condition 'peak': signal = 3: must be 0 to 1");
    }
}
