package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Outcome;
import org.phasor.stimulator.StopReason;
import org.phasor.trigger.Outcomes;

/** A process that is stopped for two seconds, and a machine that is too slow: nothing late, and as far as decisions depend
 * on samples, they stay what they were. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StandstillTest {

    private static final long TWO_SECONDS = 2_000_000_000L;

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
            min-interval-ms = 300
            [stimulator.limits]
            min-onset-interval-ms = 200
            max-pulses-per-minute = 6000
            max-stall-ms = 5000
            """;

    private static final SyntheticSettings SIGNAL =
            SyntheticSettings.DEFAULTS.withChannels(1).withSeed(4).withNoise(20, 1);

    private static void feedToTheNextDecision(VirtualRig rig) throws Exception {
        while (rig.interlock.nextDeadlineNanos() == Long.MAX_VALUE) {
            rig.feed(0.001, 1);
        }
    }

    private static List<Delivery> with(VirtualRig rig, Outcome outcome) {
        return rig.deliveries.stream().filter(d -> d.outcome == outcome).toList();
    }

    private static void assertNothingLate(VirtualRig rig) {
        assertThat(with(rig, Outcome.DELIVERED))
                .isNotEmpty()
                .allSatisfy(d -> assertThat(d.gateNanos - d.plannedNanos).isBetween(0L, 2_000_000L));
        assertThat(rig.deliveries.stream().map(d -> d.outcome).distinct())
                .isSubsetOf(Outcome.DELIVERED, Outcome.VETOED_LATE, Outcome.VETOED_STALE);
    }

    @Test
    void firesNothingThatWasDueMeanwhileAndGoesOnWhenItHasCaughtUp() throws Exception {
        VirtualRig rig = new VirtualRig(RIG, SIGNAL, false, Outcomes.ASSUMED);
        rig.feed(5, 8);
        feedToTheNextDecision(rig);
        int before = rig.deliveries.size();
        rig.freeze(TWO_SECONDS);
        rig.feed(2, 500);
        int caughtUp = rig.deliveries.size();
        assertThat(rig.deliveries.subList(before, caughtUp))
                .hasSizeGreaterThan(3)
                .allMatch(d -> d.outcome == Outcome.VETOED_LATE || d.outcome == Outcome.VETOED_STALE);
        rig.feed(3, 8);
        rig.end();
        assertThat(rig.interlock.state()).isNotEqualTo(InterlockState.STOPPED);
        assertThat(rig.deliveries.subList(caughtUp, rig.deliveries.size()))
                .filteredOn(d -> d.outcome == Outcome.DELIVERED)
                .hasSizeGreaterThan(3);
        assertNothingLate(rig);
        assertThat(rig.streamTime.gaps()).as("every sample came in the end").isZero();
        assertThat(rig.decisions).isEqualTo(undisturbed(rig.decisions.size()));
    }

    private static List<VirtualRig.Decided> undisturbed(int frames) throws Exception {
        VirtualRig rig = new VirtualRig(RIG, SIGNAL, false, Outcomes.ASSUMED);
        rig.feed(frames / rig.rateHz, 1);
        rig.end();
        return rig.decisions;
    }

    @Test
    void stopsWhereTheLimitForAStandstillIsShorter() throws Exception {
        VirtualRig rig = new VirtualRig(
                RIG.replace("max-stall-ms = 5000", "max-stall-ms = 1500"), SIGNAL, false, Outcomes.ASSUMED);
        rig.feed(5, 8);
        feedToTheNextDecision(rig);
        int before = rig.deliveries.size();
        rig.freeze(TWO_SECONDS);
        rig.feed(3, 500);
        rig.end();
        assertThat(rig.interlock.stop().orElseThrow().reason()).isEqualTo(StopReason.LOOP_STALLED);
        assertThat(rig.interlock.stop().orElseThrow().detail()).contains("the loop stood still for 200");
        assertThat(rig.deliveries.subList(before, rig.deliveries.size()))
                .isNotEmpty()
                .noneMatch(d -> d.outcome.counts());
        assertThat(rig.decisions).hasSize((int) (rig.loop.frameCount()));
    }

    @Test
    void losesWhatTheSenderDroppedAndSaysWhich() throws Exception {
        VirtualRig rig = new VirtualRig(RIG, SIGNAL, false, Outcomes.ASSUMED);
        rig.feed(5, 8);
        rig.freeze(TWO_SECONDS);
        rig.stampErrorSeconds = () -> 2;
        rig.feed(3, 8);
        rig.end();
        assertNothingLate(rig);
        assertThat(rig.streamTime.lostSamples()).isEqualTo(2000);
        assertThat(rig.streamTime.listedFrom(1)).singleElement().satisfies(gap -> {
            assertThat(gap.firstIndex()).isEqualTo(5000);
            assertThat(gap.toNanos() - gap.fromNanos()).isCloseTo(2_001_000_000L, within(1000));
        });
        assertThat(rig.decisions.subList(5000, 5400)).allMatch(d -> !d.reason().equals("TARGET_REACHED"));
    }

    @Test
    void aMachineThatIsTooSlowVetoesAndKeepsEveryDecision() throws Exception {
        VirtualRig rig = new VirtualRig(RIG, SIGNAL, false, Outcomes.ASSUMED);
        rig.feed(5, 8);
        rig.nanosPerFrame = 1_300_000;
        rig.feed(5, 8);
        assertThat(rig.ageNanos()).isGreaterThan(1_000_000_000L);
        assertThat(with(rig, Outcome.VETOED_STALE)).hasSizeGreaterThan(3);
        int slow = rig.deliveries.size();
        rig.nanosPerFrame = 100_000;
        rig.feed(5, 8);
        rig.end();
        assertThat(rig.deliveries.subList(slow, rig.deliveries.size())).anyMatch(d -> d.outcome == Outcome.DELIVERED);
        assertNothingLate(rig);
        assertThat(rig.decisions).isEqualTo(undisturbed(rig.decisions.size()));
    }

    private static org.assertj.core.data.Offset<Long> within(long nanos) {
        return org.assertj.core.data.Offset.offset(nanos);
    }
}
