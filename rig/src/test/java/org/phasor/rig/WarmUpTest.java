package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WarmUpTest {

    private static RigBinding rig(String more) throws RigFileException {
        return RigBinding.bind(
                RigFile.parse("test.toml", """
                        format = 1
                        [[dsp.signal]]
                        name = "mu"
                        channel = "C3"
                        band-hz = [8.0, 13.0]
                        [trigger]
                        phase-deg = 180
                        min-interval-ms = 500
                        [stimulator.limits]
                        min-onset-interval-ms = 300
                        [stimulator]
                        """ + more, List.of()),
                SyntheticSignal.streamInfo(SyntheticSettings.DEFAULTS, "test"));
    }

    @Test
    void reachesDecisionGateDeliveryAndLatency() throws Exception {
        // A clock that runs by being read: on a busy machine the warm-up would give up earlier.
        AtomicLong now = new AtomicLong(1_000_000_000_000L);
        WarmUp.Reached reached = WarmUp.run(rig(""), () -> now.addAndGet(200));
        assertThat(reached.frames()).isEqualTo(30_000);
        assertThat(reached.delivered()).isGreaterThan(3_000);
        assertThat(reached.refused()).isPositive();
        // Three values for each frame, and at least one for each pulse.
        assertThat(reached.recorded()).isGreaterThan(3 * 30_000 + 2 * 3_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulated", "udp"})
    void runsTheCodeOfEachBenchDevice(String device) throws Exception {
        WarmUp.Reached reached = WarmUp.run(rig("fire = \"" + device + "\"\n"));
        assertThat(reached.frames()).isPositive();
        assertThat(reached.delivered() + reached.refused()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Integer.MAX_VALUE})
    void saysWhenTheLoopFailsInsteadOfWaitingForIt(int times) throws Exception {
        RigBinding rig = rig("");
        AtomicLong now = new AtomicLong(1_000_000_000_000L);
        AtomicLong readings = new AtomicLong();
        assertThatThrownBy(() -> WarmUp.run(rig, () -> {
                    if (Thread.currentThread().getName().equals("phasor-warm-up")
                            && readings.incrementAndGet() >= 1000
                            && readings.get() - 1000 < times) {
                        throw new IllegalStateException("no clock");
                    }
                    return now.addAndGet(200);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the loop failed while it warmed up");
    }
}
