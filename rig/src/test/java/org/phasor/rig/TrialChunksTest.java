package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.Decision;

/**
 * A policy that is told what became of its decisions, in a session of several conditions: where the horizon covers the age of the samples,
 * every trial and every command time is the same in whatever chunks the samples come. Only how a frame waits for the answer differs.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TrialChunksTest {

    private static final double SECONDS = 40;

    private static final SyntheticSettings SIGNAL = SyntheticSettings.DEFAULTS
            .withRateHz(1000)
            .withChannels(1)
            .withFrequency(10, 0.2)
            .withNoise(15, 1);

    private static final String RIG = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            estimator = "adaptive"
            blank-before-ms = 0
            blank-after-ms = 0
            [trigger]
            horizon-ms = 40
            min-interval-ms = 150
            jitter-ms = 100
            percentile-window-s = 10
            percentile-minimum-s = 1
            virtual-fraction = 0.2
            max-wait-s = 1.5
            after-wait = "later"
            seed = 5
            [trigger.cross]
            amplitude-percentile = [[0, 80], [20, 100]]
            intensity-percent-rmt = [90, 110]
            [[trigger.condition]]
            name = "peak"
            phase-deg = 0
            [[trigger.condition]]
            name = "random"
            kind = "random-phase"
            [[trigger.condition]]
            name = "any"
            kind = "no-phase"
            [[trigger.condition]]
            name = "sham"
            phase-deg = 180
            tolerance-deg = 15
            sham = true
            [[trigger.stage]]
            name = "first"
            trials = 30
            [[trigger.stage]]
            name = "pause"
            rest-s = 2
            [[trigger.stage]]
            name = "second"
            trials = 500
            conditions = ["any", "peak"]
            [stimulator]
            output-delay-ms = 4
            [stimulator.limits]
            min-onset-interval-ms = 100
            max-pulses-per-minute = 6000
            """;

    private static VirtualRig run(int chunk) throws Exception {
        VirtualRig rig = new VirtualRig(RIG, SIGNAL, false);
        Random underWay = new Random(7);
        rig.deliveryNanos = () -> underWay.nextInt(5_000_001);
        rig.feed(SECONDS, chunk);
        rig.end();
        return rig;
    }

    private static List<VirtualRig.Decided> acts(VirtualRig rig) {
        return rig.decisions.stream()
                .filter(d -> d.action() != Decision.Action.HOLD)
                .toList();
    }

    private static List<String> fates(VirtualRig rig) {
        return rig.deliveries.stream()
                .map(d -> d.decisionId + " trial " + d.trial + " " + d.intent + " " + d.condition + " "
                        + d.intensityPercentRmt + " " + d.plannedNanos + " " + d.outcome)
                .toList();
    }

    @Test
    void givesTheSameTrialsAtTheSameTimesWhateverTheChunks() throws Exception {
        VirtualRig bySample = run(1);
        assertThat(bySample.deliveries.size()).isGreaterThan(40);
        assertThat(bySample.deliveries.stream().map(d -> d.outcome).distinct())
                .contains(Outcome.DELIVERED, Outcome.SHAM, Outcome.VIRTUAL);
        for (int chunk : new int[] {8, 32}) {
            VirtualRig inChunks = run(chunk);
            assertThat(acts(inChunks)).as("chunk %d", chunk).isEqualTo(acts(bySample));
            assertThat(fates(inChunks)).as("chunk %d", chunk).isEqualTo(fates(bySample));
            assertThat(differing(bySample, inChunks))
                    .as("chunk %d: reasons of frames that are not the same", chunk)
                    .isSubsetOf("OUTCOME_UNKNOWN", "TOO_SOON", "PULSE_PENDING", "AMPLITUDE_LOW", "AMPLITUDE_HIGH");
        }
    }

    private static Set<String> differing(VirtualRig a, VirtualRig b) {
        assertThat(a.decisions).hasSameSizeAs(b.decisions);
        Set<String> reasons = new TreeSet<>();
        IntStream.range(0, a.decisions.size())
                .filter(i -> !a.decisions.get(i).equals(b.decisions.get(i)))
                .forEach(i -> {
                    reasons.add(a.decisions.get(i).reason());
                    reasons.add(b.decisions.get(i).reason());
                });
        return reasons;
    }
}
