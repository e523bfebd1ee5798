package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StimulatorSettingsTest {

    private static StimulatorSettings with(String fire, String supervise, List<String> markers) {
        return new StimulatorSettings(
                fire,
                Optional.ofNullable(supervise),
                markers,
                0,
                "127.0.0.1",
                5005,
                List.of("peak"),
                PulsePattern.SINGLE,
                Optional.empty());
    }

    @Test
    void knowsTheBenchDevices() {
        assertThat(with("simulated", null, List.of("lsl-marker")).fire()).isEqualTo("simulated");
        assertThat(with("udp", null, List.of()).fire()).isEqualTo("udp");
    }

    @Test
    void refusesEveryDeviceWithoutADriverInOneLine() {
        assertThat(Stimulators.UNSUPPORTED)
                .containsExactly("magpro", "magstim", "duomag", "parallel-port", "labjack", "triggerbox");
        for (String live : Stimulators.UNSUPPORTED) {
            assertThatThrownBy(() -> with(live, null, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("fire = \"" + live
                            + "\": there is no driver for it yet; must be simulated or udp or serial-ttl");
            assertThatThrownBy(() -> with("simulated", null, List.of(live)))
                    .hasMessageStartingWith("markers = \"" + live + "\": there is no driver for it yet");
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
                .hasMessage(
                        "fire = \"lsl-marker\": marks only (put it under markers); must be simulated or udp or serial-ttl");
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
        assertThatThrownBy(() -> new StimulatorSettings(
                        "udp",
                        Optional.empty(),
                        List.of(),
                        0,
                        "127.0.0.1",
                        0,
                        List.of(),
                        PulsePattern.SINGLE,
                        Optional.empty()))
                .hasMessage("udpPort = 0: must be 1 to 65535");
        assertThatThrownBy(() -> new StimulatorSettings(
                        "udp",
                        Optional.empty(),
                        List.of(),
                        0,
                        "10.0.0.1",
                        5005,
                        List.of(),
                        PulsePattern.SINGLE,
                        Optional.empty()))
                .hasMessageContaining("udpHost = \"10.0.0.1\": must be on this machine");
        assertThatThrownBy(() -> new StimulatorSettings(
                        "simulated",
                        Optional.empty(),
                        List.of(),
                        -1,
                        "127.0.0.1",
                        0,
                        List.of(),
                        PulsePattern.SINGLE,
                        Optional.empty()))
                .hasMessageContaining("outputDelayNanos = -1: must be 0 to");
        assertThatThrownBy(() -> StimulatorSettings.simulated(List.of("a", " ")))
                .hasMessageContaining("none must be blank");
    }

    @Test
    void refusesLimitsNamingKeyValueAndBound() {
        assertThatThrownBy(() -> Limits.of(0, 1, 1, 1, 0))
                .hasMessage("min-onset-interval-ms = 0.0: must be 0.001 to 3600000.0");
        assertThatThrownBy(() -> Limits.of(1000, 6001, 1, 1000, 0))
                .hasMessage("max-pulses-per-minute = 6001.0: must be 1.0 to 6000.0");
        assertThatThrownBy(() -> Limits.of(1000, 1, 0, 1000, 0))
                .hasMessage("max-pulses-per-session = 0.0: must be 1.0 to 1000000.0");
        assertThatThrownBy(() -> Limits.of(1000, 1, 1, 0, 0)).hasMessageContaining("max-age-ms = 0.0");
        assertThatThrownBy(() -> Limits.of(1000, 1, 1, 1000, -1))
                .hasMessageContaining("late-tolerance-ms = -1.0E-6: must be 0.0 to 100.0");
        assertThat(SafetyLimits.BENCH_DEFAULTS.maxPulsesPerSession()).isEqualTo(1500);
    }

    private static StimulatorSettings serial(double widthMs, int baud, double gapMs, boolean byDevice) {
        SerialTtlSettings box = new SerialTtlSettings("/dev/ttyUSB0", baud, 1, 0, Math.round(widthMs * 1e6));
        return StimulatorSettings.serial(box).withPattern(new PulsePattern(3, Math.round(gapMs * 1e6), byDevice));
    }

    @Test
    void refusesAPulseSoWideThatTheLineIsNotFreeForTheNextOfItsPattern() {
        // Two bytes of ten bits take 2 ms at 10,000 baud, and a thread 1 ms.
        assertThat(serial(47, 10_000, 50, false).serial()).isPresent();
        assertThatThrownBy(() -> serial(47.001, 10_000, 50, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "serialWidthMs = 47.001: must be <= 47, or the pattern's gap-ms must be >= 50.001 instead of"
                                + " 50.0: at 10000 baud the line is not free sooner");
        assertThatThrownBy(() -> serial(5, 300, 50, false))
                .hasMessage("serialWidthMs = 5.0: the pattern's gap-ms must be >= 72.667 instead of 50.0: at 300 baud"
                        + " the line is not free sooner");
        assertThat(serial(100, 300, 50, true).serial())
                .as("the device's own affair")
                .isPresent();
    }
}
