package org.phasor.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.SignalFault;
import org.phasor.trigger.Decision.Action;

/** What a pulse needs beside its phase: amplitude, a small expected error, a clean signal. */
@Timeout(60)
class PulseGatesTest {

    private static final PhaseCondition PEAK = new PhaseCondition("peak", 0, 0);
    private static final long SECOND = 1_000_000_000L;

    private static Frames frames(PhaseTargetSettings settings) {
        return new Frames(new PhaseTargetPolicy(settings, 2, Frames.RATE_HZ), 2);
    }

    private static PhaseTargetSettings aimAt(PhaseCondition... conditions) {
        return PhaseTargetSettings.of(List.of(conditions), Frames.HORIZON_NANOS, 2 * SECOND, 7);
    }

    @Test
    void doesNotKnowTheAmplitudeBeforeItsMinimumHistory() {
        Frames frames = frames(
                aimAt(PEAK).withAmplitude(AmplitudeWindow.percentiles(50, 100), new AmplitudePast(1, 60_000, 5_000)));
        for (int i = 0; i < 4_980; i++) {
            Decision held = frames.next();
            assertThat(held.reason).isEqualTo(Reason.AMPLITUDE_UNKNOWN);
            assertThat(held.gates & Decision.GATE_AMPLITUDE).isZero();
            assertThat(held.amplitudeThresholdMicrovolts).isNaN();
        }
        assertThat(frames.next().amplitudeThresholdMicrovolts).isEqualTo(20);
    }

    @Test
    void doesNotFireBelowTheAmplitudePercentile() {
        Frames frames = frames(
                aimAt(PEAK).withAmplitude(AmplitudeWindow.percentiles(50, 100), new AmplitudePast(1, 60_000, 5_000)));
        for (int i = 0; i < 6_000; i++) {
            frames.next();
        }
        frames.untilDue(frames.decision.commandNanos);
        frames.amplitude = 10;
        int low = 0;
        for (int i = 0; i < 5_000; i++) {
            Decision held = frames.next();
            assertThat(held.action).isEqualTo(Action.HOLD);
            assertThat(held.amplitudeThresholdMicrovolts).isEqualTo(20);
            low += held.reason == Reason.AMPLITUDE_LOW ? 1 : 0;
        }
        assertThat(low).isGreaterThan(2_900);
        frames.amplitude = 21;
        assertThat(frames.untilFire().amplitudeMicrovolts).isEqualTo(21);
    }

    @Test
    void forgetsAmplitudesOlderThanItsWindow() {
        Frames frames = frames(
                aimAt(PEAK).withAmplitude(AmplitudeWindow.percentiles(100, 100), new AmplitudePast(1, 1_000, 500)));
        frames.amplitude = 1000;
        frames.next();
        frames.amplitude = 20;
        for (int i = 0; i < 999; i++) {
            assertThat(frames.next().amplitudeThresholdMicrovolts)
                    .satisfiesAnyOf(
                            t -> assertThat(t).isNaN(), t -> assertThat(t).isEqualTo(1000));
        }
        assertThat(frames.next().amplitudeThresholdMicrovolts).isEqualTo(20);
    }

    @Test
    void learnsNoAmplitudeFromInvalidFrames() {
        Frames frames = frames(
                aimAt(PEAK).withAmplitude(AmplitudeWindow.percentiles(50, 100), new AmplitudePast(1, 60_000, 100)));
        for (int i = 0; i < 10_000; i++) {
            assertThat(frames.invalid().reason).isEqualTo(Reason.NOT_READY);
        }
        assertThat(frames.next().reason).isEqualTo(Reason.AMPLITUDE_UNKNOWN);
    }

    @Test
    void learnsNoAmplitudeFromUnusableSamples() {
        Frames frames = frames(
                aimAt(PEAK).withAmplitude(AmplitudeWindow.percentiles(50, 100), new AmplitudePast(1, 60_000, 100)));
        frames.amplitude = 1000;
        for (int i = 0; i < 10_000; i++) {
            frames.flagged(Sample.GAP);
        }
        frames.amplitude = 20;
        for (int i = 0; i < 200; i++) {
            frames.next();
        }
        assertThat(frames.decision.amplitudeThresholdMicrovolts).isEqualTo(20);
    }

    @Test
    void doesNotFireAboveTheUpperPercentile() {
        Frames frames = frames(
                aimAt(PEAK).withAmplitude(AmplitudeWindow.percentiles(20, 80), new AmplitudePast(1, 60_000, 1_000)));
        for (int i = 0; i < 60_000; i++) {
            frames.amplitude = 10 + i % 21;
            frames.next();
        }
        frames.untilDue(frames.decision.commandNanos);
        frames.amplitude = 29;
        int high = 0;
        for (int i = 0; i < 3_000; i++) {
            Decision held = frames.next();
            assertThat(held.action).isEqualTo(Action.HOLD);
            assertThat(held.gates & Decision.GATE_AMPLITUDE).isZero();
            high += held.reason == Reason.AMPLITUDE_HIGH ? 1 : 0;
        }
        assertThat(high).isGreaterThan(900);
        frames.amplitude = 20;
        assertThat(frames.untilFire().amplitudeMicrovolts).isEqualTo(20);
    }

    @Test
    void saysThatTheAmplitudeIsTooHigh() {
        Fed gate = learned(20, 80, 1);
        gate.take(29);
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.whyClosed()).isEqualTo(Reason.AMPLITUDE_HIGH);
    }

    @Test
    void anOpenGateStaysOpenWithinItsHysteresis() {
        Fed gate = learned(50, 80, 0.9);
        double low = gate.thresholdMicrovolts();
        assertThat(low).isCloseTo(20, within(1.0));
        gate.take(0.95 * low);
        assertThat(gate.isOpen()).as("closed before, below the bound").isFalse();
        gate.take(1.01 * low);
        assertThat(gate.isOpen()).isTrue();
        gate.take(0.95 * low);
        assertThat(gate.isOpen()).as("open before, within the hysteresis").isTrue();
        gate.take(0.85 * low);
        assertThat(gate.isOpen()).isFalse();
        gate.take(0.95 * low);
        assertThat(gate.isOpen()).as("closed again").isFalse();
    }

    @Test
    void aFrameWithoutAmplitudeClosesTheGate() {
        Fed gate = learned(50, 100, 0.5);
        gate.take(25);
        assertThat(gate.isOpen()).isTrue();
        gate.take(Double.NaN);
        assertThat(gate.isOpen()).isFalse();
    }

    /** A gate and the past that it looks at, fed together as the policy does. */
    private record Fed(AmplitudeGate gate, RecentAmplitudes past) {
        void take(double microvolts) {
            past.take(microvolts);
            gate.take(microvolts);
        }

        boolean isOpen() {
            return gate.isOpen();
        }

        Reason whyClosed() {
            return gate.whyClosed();
        }

        double thresholdMicrovolts() {
            return gate.thresholdMicrovolts();
        }
    }

    /** After 10 s of amplitudes from 10 to 30. */
    private static Fed learned(double low, double high, double hysteresis) {
        RecentAmplitudes past = new RecentAmplitudes(new AmplitudePast(hysteresis, 10_000, 1_000), Frames.RATE_HZ);
        Fed gate = new Fed(new AmplitudeGate(AmplitudeWindow.percentiles(low, high), past, hysteresis), past);
        for (int i = 0; i < 10_000; i++) {
            gate.take(10 + i / 20 % 21);
        }
        gate.take(Double.NaN);
        return gate;
    }

    @Test
    void takesAWindowInMicrovoltsAtItsWord() {
        Frames frames = frames(aimAt(PEAK).withAmplitude(AmplitudeWindow.microvolts(5, 15), AmplitudePast.DEFAULTS));
        for (int i = 0; i < 1_000; i++) {
            assertThat(frames.next().reason).isEqualTo(Reason.AMPLITUDE_HIGH);
        }
        frames.amplitude = 4.9;
        assertThat(frames.next().reason).isEqualTo(Reason.AMPLITUDE_LOW);
        frames.amplitude = 15;
        assertThat(frames.untilFire().amplitudeThresholdMicrovolts).isEqualTo(5);
    }

    @Test
    void hasNoLowerBoundAtPercentileZero() {
        Fed gate = learned(0, 50, 1);
        gate.take(0.001);
        assertThat(gate.isOpen()).as("below all of the past").isTrue();
        gate.take(25);
        assertThat(gate.whyClosed()).isEqualTo(Reason.AMPLITUDE_HIGH);
    }

    @Test
    void doesNotFireWhileTheExpectedErrorIsUnknownOrTooLarge() {
        Frames frames = frames(aimAt(PEAK).withMaxExpectedErrorRad(0.5));
        for (int i = 0; i < 1_000; i++) {
            Decision held = frames.next();
            assertThat(held.reason).isEqualTo(Reason.ERROR_UNKNOWN);
            assertThat(held.gates & Decision.GATE_ERROR).isZero();
        }
        frames.errorRad = 0.51;
        for (int i = 0; i < 1_000; i++) {
            assertThat(frames.next().reason).isEqualTo(Reason.ERROR_TOO_LARGE);
        }
        frames.errorRad = 0.5;
        assertThat(frames.untilFire().gates & Decision.GATE_ERROR).isNotZero();
    }

    @Test
    void namesArtefactAndBlank() {
        Frames frames = frames(aimAt(PEAK));
        frames.next();
        assertThat(frames.faulty(SignalFault.BLANKED.bit()).reason).isEqualTo(Reason.BLANKED);
        Decision held = frames.faulty(SignalFault.FLAT.bit() | SignalFault.BLANKED.bit());
        assertThat(held.reason).isEqualTo(Reason.ARTEFACT);
        assertThat(Decision.gateWords(held.gates)).isEqualTo("sample [blanked flat]");
        assertThat(frames.faulty(0).reason).isEqualTo(Reason.NOT_READY);
    }

    @Test
    void anArtefactWithdrawsAPlannedPulseButItsOwnBlankDoesNot() {
        Frames frames = frames(aimAt(PEAK));
        long planned = frames.untilFire().commandNanos;
        while (frames.timeNanos < planned - 5_000_000L) {
            frames.next();
        }
        for (int i = 0; i < 2; i++) {
            Decision held = frames.faulty(SignalFault.BLANKED.bit());
            assertThat(held.action).isEqualTo(Action.HOLD);
            assertThat(held.reason).isEqualTo(Reason.PULSE_PENDING);
        }
        Decision cancelled = frames.faulty(SignalFault.BLANKED.bit() | SignalFault.AMPLITUDE.bit());
        assertThat(cancelled.action).isEqualTo(Action.CANCEL);
        assertThat(cancelled.reason).isEqualTo(Reason.SIGNAL_BROKE);
    }

    @Test
    void refusesBoundsThatCannotBe() {
        assertThatThrownBy(() -> AmplitudeWindow.percentiles(101, 101))
                .hasMessage("amplitude: low = 101.0: must be 0 to 100");
        assertThatThrownBy(() -> AmplitudeWindow.percentiles(50, 40))
                .hasMessage("amplitude: high = 40.0: must be 50.0 to 100.0");
        assertThatThrownBy(() -> AmplitudeWindow.microvolts(-1, 40))
                .hasMessage("amplitude: low = -1.0: must be 0 to 1000000");
        assertThatThrownBy(() -> new AmplitudePast(0, 60_000, 5_000))
                .hasMessage("amplitude: hysteresis = 0.0: must be > 0 and <= 1");
        assertThatThrownBy(() -> new AmplitudePast(1, 1e9, 5_000))
                .hasMessage("amplitude: windowMs = 1.0E9: must be 100 to 600000");
        assertThatThrownBy(() -> new AmplitudePast(1, 1_000, 2_000))
                .hasMessage("amplitude: minimumMs = 2000.0: must be > 0 and <= windowMs = 1000.0");
        assertThatThrownBy(() -> aimAt(PEAK).withMaxExpectedErrorRad(0))
                .hasMessage("maxExpectedErrorRad = 0.0: must be > 0");
    }
}
