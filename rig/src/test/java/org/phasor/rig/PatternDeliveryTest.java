package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;

/** A pattern of the rig file through loop and interlock. */
@Timeout(30)
class PatternDeliveryTest {

    private static final SyntheticSettings SIGNAL =
            SyntheticSettings.DEFAULTS.withChannels(2).withNoise(20, 1);

    private static final String RIG = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            estimator = "echt"
            [trigger]
            phase-deg = 180
            min-interval-ms = 1500
            [stimulator.pattern]
            pulses = 4
            gap-ms = 25
            timed-by = "%s"
            [stimulator.limits]
            min-onset-interval-ms = 1000
            max-pulses-per-pattern = 4
            max-pulses-per-minute = 600
            """;

    @Test
    void theInterlockGivesEachPulseOfEachPattern() throws Exception {
        VirtualRig rig = new VirtualRig(RIG.formatted("interlock"), SIGNAL, false);
        rig.feed(15, 1);
        rig.end();
        Map<Long, List<Delivery>> patterns = rig.deliveries.stream()
                .filter(d -> d.outcome == Outcome.DELIVERED)
                .collect(Collectors.groupingBy(d -> d.decisionId));
        assertThat(patterns).hasSizeGreaterThan(3);
        for (List<Delivery> pattern : patterns.values()) {
            assertThat(pattern).extracting(d -> d.pulse).containsExactly(0, 1, 2, 3);
            for (int i = 1; i < pattern.size(); i++) {
                long apart = pattern.get(i).gateNanos - pattern.get(i - 1).returnedNanos;
                assertThat(apart).isBetween(25_000_000L, 27_000_000L);
            }
        }
        assertThat(rig.interlock.pulses()).isEqualTo(4L * patterns.size());
    }

    @Test
    void aDeviceThatTimesThemIsCalledOnceForEachPattern() throws Exception {
        VirtualRig rig = new VirtualRig(RIG.formatted("device"), SIGNAL, false);
        rig.feed(10, 1);
        rig.end();
        List<Delivery> delivered = rig.deliveries.stream()
                .filter(d -> d.outcome == Outcome.DELIVERED)
                .toList();
        assertThat(delivered).hasSizeGreaterThan(2).allSatisfy(d -> {
            assertThat(d.pulse).isZero();
            assertThat(d.pulses).isEqualTo(4);
        });
        assertThat(rig.interlock.onsets()).isEqualTo(delivered.size());
        assertThat(rig.interlock.pulses()).isEqualTo(4L * delivered.size());
    }
}
