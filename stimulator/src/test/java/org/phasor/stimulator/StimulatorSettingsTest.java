package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StimulatorSettingsTest {

    private static StimulatorSettings with(String fire, String supervise, List<String> markers) {
        return new StimulatorSettings(
                fire, Optional.ofNullable(supervise), markers, 0, "127.0.0.1", 5005, List.of("peak"));
    }

    @Test
    void knowsTheBenchDevices() {
        assertThat(with("simulated", null, List.of("lsl-marker")).fire()).isEqualTo("simulated");
        assertThat(with("udp", null, List.of()).fire()).isEqualTo("udp");
    }

    @Test
    void refusesEveryLiveDeviceInOneLine() {
        assertThat(Stimulators.LIVE)
                .containsExactly("serial-ttl", "magpro", "magstim", "duomag", "parallel-port", "labjack", "triggerbox");
        for (String live : Stimulators.LIVE) {
            assertThatThrownBy(() -> with(live, null, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("fire = \"" + live + "\": live devices are refused until the watchdog process, the"
                            + " audit log and the dose ledger exist; must be simulated or udp");
            assertThatThrownBy(() -> with("simulated", null, List.of(live)))
                    .hasMessageStartingWith("markers = \"" + live + "\": live devices are refused");
        }
    }

    @Test
    void listsTheKnownNamesNearestFirst() {
        assertThatThrownBy(() -> with("simulatd", null, List.of()))
                .hasMessageStartingWith("fire = \"simulatd\": no such device; known, nearest first: simulated, ");
        assertThatThrownBy(() -> with("magprp", null, List.of()))
                .hasMessageContaining("nearest first: magpro, ")
                .hasMessageContaining("simulated")
                .hasMessageContaining("triggerbox");
        assertThatThrownBy(() -> with("simulated", null, List.of("lsl-markers")))
                .hasMessageStartingWith(
                        "markers = \"lsl-markers\": no such device; known, nearest first: lsl-marker, ");
        assertThatThrownBy(() -> with("x".repeat(100_000), null, List.of())).hasMessageContaining("no such device");
    }

    @Test
    void saysWhenADeviceHasTheOtherRole() {
        assertThatThrownBy(() -> with("lsl-marker", null, List.of()))
                .hasMessage("fire = \"lsl-marker\": marks only (put it under markers); must be simulated or udp");
        assertThatThrownBy(() -> with("simulated", null, List.of("udp")))
                .hasMessage("markers = \"udp\": does not mark (put it under fire); must be lsl-marker");
    }

    @Test
    void refusesASupervisor() {
        assertThatThrownBy(() -> with("simulated", "magpro", List.of()))
                .hasMessageStartingWith("supervise = \"magpro\": no device can supervise yet: leave it out");
    }

    @Test
    void refusesNumbersNamingKeyValueAndBound() {
        assertThatThrownBy(() -> with("simulated", null, List.of("lsl-marker", "lsl-marker")))
                .hasMessageContaining("one stands twice");
        assertThatThrownBy(
                        () -> new StimulatorSettings("udp", Optional.empty(), List.of(), 0, "127.0.0.1", 0, List.of()))
                .hasMessage("udpPort = 0: must be 1 to 65535");
        assertThatThrownBy(() ->
                        new StimulatorSettings("udp", Optional.empty(), List.of(), 0, "10.0.0.1", 5005, List.of()))
                .hasMessageContaining("udpHost = \"10.0.0.1\": must be on this machine");
        assertThatThrownBy(() ->
                        new StimulatorSettings("simulated", Optional.empty(), List.of(), -1, "127.0.0.1", 0, List.of()))
                .hasMessageContaining("outputDelayNanos = -1: must be 0 to");
        assertThatThrownBy(() -> StimulatorSettings.simulated(List.of("a", " ")))
                .hasMessageContaining("none must be blank");
    }

    @Test
    void refusesLimitsNamingKeyValueAndBound() {
        assertThatThrownBy(() -> new SafetyLimits(0, 1, 1, 1, 0))
                .hasMessage("minOnsetIntervalNanos = 0: must be 1 to 3600000000000");
        assertThatThrownBy(() -> new SafetyLimits(1, 6001, 1, 1, 0))
                .hasMessage("maxPulsesPerMinute = 6001: must be 1 to 6000");
        assertThatThrownBy(() -> new SafetyLimits(1, 1, 0, 1, 0))
                .hasMessage("maxPulsesPerSession = 0: must be 1 to 1000000");
        assertThatThrownBy(() -> new SafetyLimits(1, 1, 1, 0, 0)).hasMessageContaining("maxAgeNanos = 0");
        assertThatThrownBy(() -> new SafetyLimits(1, 1, 1, 1, -1)).hasMessageContaining("lateToleranceNanos = -1");
        assertThat(SafetyLimits.BENCH_DEFAULTS.maxPulsesPerSession()).isEqualTo(1500);
    }
}
