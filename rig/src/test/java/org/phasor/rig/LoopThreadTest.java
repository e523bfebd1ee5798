package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.Decision;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LoopThreadTest {

    private static final String RIG = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            estimator = "echt"
            blank-before-ms = 0
            blank-after-ms = 0
            peak-hz = 10.0
            [trigger]
            phase-deg = 180
            horizon-ms = 40
            min-interval-ms = 500
            amplitude-percentile = 50
            percentile-window-s = 10
            percentile-minimum-s = 1
            [stimulator.limits]
            min-onset-interval-ms = 300
            max-pulses-per-minute = 600
            """;

    private static final SyntheticSettings SIGNAL =
            SyntheticSettings.DEFAULTS.withChannels(3).withSeed(4).withNoise(15, 1);

    private static VirtualRig run(int chunk, boolean poisoned) throws Exception {
        VirtualRig rig = new VirtualRig(RIG, SIGNAL, poisoned);
        rig.feed(12, chunk);
        rig.end();
        return rig;
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 32})
    void decidesTheSameWhateverTheChunks(int chunk) throws Exception {
        List<VirtualRig.Decided> bySample = run(1, false).decisions;
        assertThat(bySample).hasSize(12_000);
        assertThat(bySample.stream().filter(d -> d.action() == Decision.Action.FIRE))
                .hasSizeGreaterThan(8);
        assertThat(run(chunk, false).decisions).isEqualTo(bySample);
    }

    @Test
    void readsNoSlotStale() throws Exception {
        // Every slot is filled with lies before the start and again after each use.
        assertThat(run(8, true).decisions).isEqualTo(run(8, false).decisions);
    }

    @Test
    void firesOnTimeBetweenTwoChunksWithNoFrameArriving() throws Exception {
        VirtualRig rig = run(32, false);
        List<Delivery> delivered = rig.deliveries.stream()
                .filter(d -> d.outcome == Outcome.DELIVERED)
                .toList();
        assertThat(delivered).hasSizeGreaterThan(8);
        // The virtual clock moves in steps of 50 microseconds: nothing may be later than one step.
        assertThat(delivered)
                .allSatisfy(d -> assertThat(d.gateNanos - d.plannedNanos).isBetween(0L, 50_000L));
        assertThat(delivered.stream().filter(d -> betweenChunks(d.gateNanos))).hasSizeGreaterThan(8);
    }

    private static boolean betweenChunks(long gateNanos) {
        long sinceChunk = (gateNanos - VirtualRig.START_NANOS - 31_000_000L) % 32_000_000L;
        return sinceChunk > 100_000;
    }

    @Test
    void firesAtOnceWithinTheTurnOfItsFrame() throws Exception {
        VirtualRig rig = new VirtualRig("""
                format = 1
                [trigger]
                policy = "threshold"
                level = 5.0
                min-interval-ms = 100
                [stimulator.limits]
                min-onset-interval-ms = 50
                max-pulses-per-minute = 6000
                """, SIGNAL, false);
        rig.feed(5, 1);
        rig.end();
        assertThat(rig.deliveries).hasSizeGreaterThan(10);
        assertThat(rig.deliveries).allSatisfy(d -> {
            assertThat(d.outcome).isEqualTo(Outcome.DELIVERED);
            // The stamp is a double of seconds: it is true to some nanoseconds.
            assertThat(d.gateNanos - d.plannedNanos).isBetween(-2_000L, 2_000L);
        });
    }

    @Test
    void firesNothingIntoASilence() throws Exception {
        // Decided 400 ms ahead; the stream ends just after the decision.
        String far = RIG.replace("horizon-ms = 40", "horizon-ms = 400");
        VirtualRig rig = new VirtualRig(far, SIGNAL, false);
        while (rig.interlock.nextDeadlineNanos() == Long.MAX_VALUE) {
            rig.feed(0.001, 1);
        }
        rig.turnUntil(rig.interlock.nextDeadlineNanos() + 1_000_000);
        assertThat(rig.deliveries).hasSize(1);
        assertThat(rig.deliveries.get(0).outcome).isEqualTo(Outcome.VETOED_STALE);
    }

    @Test
    void holdsFireWhileOnHoldAndGoesOnAfterwards() throws Exception {
        VirtualRig rig = new VirtualRig(RIG, SIGNAL, false);
        rig.feed(5, 1);
        // Told of the hold, the policy decides nothing more: what is vetoed is what was decided before.
        while (rig.interlock.nextDeadlineNanos() == Long.MAX_VALUE) {
            rig.feed(0.001, 1);
        }
        long held = rig.loop.frameCount();
        rig.loop.tell(OperatorCommand.HOLD);
        long delivered = rig.interlock.outcomeCount(Outcome.DELIVERED);
        rig.feed(5, 1);
        assertThat(rig.interlock.outcomeCount(Outcome.DELIVERED)).isEqualTo(delivered);
        assertThat(rig.decisions.subList((int) held + 50, (int) held + 5000))
                .as("the policy knows, and draws nothing")
                .allMatch(d -> d.reason().equals("PAUSED"));
        rig.loop.tell(OperatorCommand.RESUME);
        rig.feed(3, 1);
        assertThat(rig.interlock.outcomeCount(Outcome.DELIVERED)).isGreaterThan(delivered);
        assertThat(rig.loop.takeApplied()).isEqualTo(new LoopThread.Applied(OperatorCommand.ARM, 0));
        assertThat(rig.loop.takeApplied()).isEqualTo(new LoopThread.Applied(OperatorCommand.HOLD, held));
        assertThat(rig.loop.takeApplied()).isEqualTo(new LoopThread.Applied(OperatorCommand.RESUME, held + 5000));
    }

    @Test
    void anExceptionInTheLoopStopsTheInterlockFirst() throws Exception {
        VirtualRig rig = new VirtualRig(RIG, SIGNAL, false);
        rig.feed(1, 1);
        rig.pipeline.frames().get(1000).estimates[0] = null;
        Thread thread = new Thread(rig.loop, "test-loop");
        thread.start();
        rig.feedOne();
        thread.join();
        assertThat(rig.interlock.state()).isEqualTo(org.phasor.stimulator.InterlockState.STOPPED);
        assertThat(rig.loop.failure()).isInstanceOf(NullPointerException.class);
    }
}
