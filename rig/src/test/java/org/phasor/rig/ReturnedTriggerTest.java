package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.dsp.CircularStatistics;
import org.phasor.recordings.LoopDelay;
import org.phasor.recordings.LoopDelayFile;
import org.phasor.recordings.ReturnedPulses;
import org.phasor.recordings.SessionInput;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Stop;
import org.phasor.stimulator.StopReason;

/** Real loop, interlock and watch on a virtual clock, with an amplifier that shows each pulse 3 ms after its command. */
@Timeout(60)
class ReturnedTriggerTest {

    private static final double DELAY_MS = 3;

    private static final String RIG = """
            format = 1
            [[acquisition.aux]]
            name = "ttl"
            class = "trigger"
            channel = "TRIGGER"
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            peak-hz = 10.0
            estimator = "echt"
            blank-before-ms = 0
            blank-after-ms = 0
            [trigger]
            phase-deg = 0
            horizon-ms = 5
            min-interval-ms = 300
            [stimulator]
            fire = "udp"
            [stimulator.return]
            aux = "ttl"
            [stimulator.limits]
            min-onset-interval-ms = 200
            max-pulses-per-minute = 600
            """;

    private static final SyntheticSettings TONE = SyntheticSettings.DEFAULTS
            .withChannels(2)
            .withFrequency(10, 0)
            .withAmplitude(10, 0)
            .withNoise(100, 1);

    private static VirtualRig run(RigFile file, double seconds) throws Exception {
        return run(file, seconds, DELAY_MS);
    }

    private static VirtualRig run(RigFile file, double seconds, double delayMs) throws Exception {
        TriggerLevel back = new TriggerLevel(new TriggerInputSettings(16700, delayMs, 0, 1));
        VirtualRig rig = new VirtualRig(file, TONE, false, back);
        rig.feed(seconds, 1);
        rig.end();
        return rig;
    }

    private static RigFile rig(String... sets) throws Exception {
        return RigFile.parse("test.toml", RIG, List.of(sets));
    }

    /** The true phase at the pulses that came back, 0 at the target. */
    private static CircularStatistics phases(VirtualRig rig) {
        List<Double> errors = new ArrayList<>();
        for (SessionInput input : rig.inputs) {
            double sample = (input.nanos() - VirtualRig.START_NANOS) * rig.rateHz / 1e9;
            double before = rig.truthRad.get((int) sample);
            double cycles = 10 * (sample - Math.floor(sample)) / rig.rateHz;
            errors.add(Math.IEEEremainder(before + 2 * Math.PI * cycles, 2 * Math.PI));
        }
        return CircularStatistics.of(
                errors.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static RigFile withLoopDelay(ReturnedPulses measured) throws Exception {
        LoopDelay delay = new LoopDelay(measured.delays(), 0, 0, 1, "udp", "test", 1000, Instant.EPOCH, Map.of());
        return RigFile.parse(
                "test.toml",
                RIG,
                List.of("stimulator.loop-delay=loop-delay.json"),
                CalibrationTexts.recorded(Map.of("loop-delay.json", LoopDelayFile.text(delay))));
    }

    @Test
    void findsTheDelayThatTheAmplifierHas() throws Exception {
        VirtualRig rig = run(rig("trigger.policy=timed"), 25);
        ReturnedPulses returned = ReturnedPulses.of(rig.inputs);
        assertThat(returned.delays().n()).isGreaterThan(50);
        assertThat(returned.missing()).isZero();
        assertThat(returned.unexpected()).isZero();
        // Half a sample is taken off: what is left is the way in which pulses fall between samples.
        assertThat(returned.delays().meanMs()).isBetween(DELAY_MS - 0.2, DELAY_MS + 0.2);
        assertThat(returned.delays().sdMs()).isLessThan(0.4);
        assertThat(rig.interlock.state()).isEqualTo(InterlockState.RUNNING);
        Returned now = rig.returned.orElseThrow().now();
        assertThat(now.n()).isEqualTo(returned.delays().n());
        assertThat(now.meanMs()).isCloseTo(returned.delays().meanMs(), org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void pulsesLieAtTheTargetPhaseOnceTheMeasuredDelayIsUsed() throws Exception {
        double lateDeg = 360 * 10 * DELAY_MS / 1000;
        CircularStatistics without = phases(run(rig(), 20));
        assertThat(Math.toDegrees(without.biasRad())).isBetween(lateDeg - 2, lateDeg + 2);

        ReturnedPulses measured = ReturnedPulses.of(run(rig("trigger.policy=timed"), 25).inputs);
        RigFile compensated = withLoopDelay(measured);
        assertThat(compensated.settings().stimulator().outputDelayNanos())
                .isEqualTo(Math.round(measured.delays().meanMs() * 1e6));
        CircularStatistics with = phases(run(compensated, 20));
        assertThat(with.n()).isGreaterThan(50);
        assertThat(Math.toDegrees(with.biasRad())).isBetween(-2.0, 2.0);
        assertThat(Math.toDegrees(with.circularSdRad())).isLessThan(3);
    }

    @Test
    void stopsForAPulseThatNobodyAskedFor() throws Exception {
        TriggerLevel back = new TriggerLevel(new TriggerInputSettings(16700, 0, 0, 1));
        VirtualRig rig = new VirtualRig(rig("trigger.min-interval-ms=60000"), TONE, false, back);
        rig.feed(2, 1);
        assertThat(rig.interlock.stop()).isEmpty();
        back.command(VirtualRig.START_NANOS + 2_100_000_000L);
        rig.feed(0.5, 1);
        assertThat(rig.interlock.stop().map(Stop::reason)).contains(StopReason.UNEXPECTED_PULSE);
        assertThat(rig.interlock.unexpectedPulses()).isEqualTo(1);
        assertThat(rig.inputs).filteredOn(input -> !input.isOfDecision()).hasSize(1);
    }

    @Test
    void stopsWhenTheDelayIsAnotherThanTheMeasuredOne() throws Exception {
        ReturnedPulses measured = ReturnedPulses.of(run(rig("trigger.policy=timed"), 10).inputs);
        VirtualRig rig = run(withLoopDelay(measured), 20, 8);
        assertThat(rig.interlock.stop().map(Stop::reason)).contains(StopReason.LOOP_DELAY);
        assertThat(rig.interlock.stop().orElseThrow().detail())
                .matches("the loop delay of the last 20 pulses has moved by [45]\\.\\d\\d ms: more than"
                        + " stimulator.return.max-drift-ms = 2.00");
    }

    @Test
    void aRehearsalOnTheSimulatedDeviceExpectsNothingBack() throws Exception {
        VirtualRig rig = new VirtualRig(
                rig("stimulator.fire=simulated"),
                TONE,
                false,
                // Later than the test lasts, and than a pulse may be.
                new TriggerLevel(new TriggerInputSettings(16700, 1000, 0, 1)));
        rig.feed(1.6, 1);
        assertThat(rig.deliveries.get(0).gateNanos).isLessThan(VirtualRig.START_NANOS + 1_400_000_000L);
        assertThat(rig.inputs).isEmpty();
    }

    @Test
    void doesNotMissThePulseAfterWhichTheSessionEnds() throws Exception {
        for (int i = 0; i < 5; i++) {
            VirtualRig rig = run(rig("trigger.policy=timed"), 5 + i * 0.07);
            ReturnedPulses returned = ReturnedPulses.of(rig.inputs);
            assertThat(returned.missing() + returned.unexpected()).isZero();
            assertThat(returned.delays().n()).isGreaterThan(5);
        }
    }
}
