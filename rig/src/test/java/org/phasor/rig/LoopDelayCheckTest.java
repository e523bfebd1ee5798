package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.DelayStatistics;
import org.phasor.recordings.LoopDelay;
import org.phasor.recordings.LoopDelayFile;

/** Whether a session may be armed with a loop delay that was measured before. */
@Timeout(20)
class LoopDelayCheckTest {

    private static final Instant MADE = Instant.parse("2026-01-31T12:00:00Z");

    private static final String BENCH = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            [trigger]
            phase-deg = 180
            min-interval-ms = 3000
            [stimulator]
            fire = "udp"
            loop-delay = "loop.json"
            """;

    private String device = "udp";
    private String stream = "Amp";
    private double rateHz = 1000;
    private double sdMs = 0.3;
    private double driftMsPerHour = -0.5;
    private double seconds = 120;
    private long missing;

    private Optional<String> refusal(String rigText, Duration age, String... sets) throws Exception {
        LoopDelay measured = new LoopDelay(
                new DelayStatistics(100, 3, sdMs, 3, 4, 4, driftMsPerHour, 0.2, seconds),
                missing,
                0,
                1,
                device,
                stream,
                rateHz,
                MADE,
                Map.of());
        StreamInfo info = LiveRigText.stream(1000);
        RigFile file = RigFile.parse(
                "x.toml",
                rigText,
                List.of(sets),
                CalibrationTexts.recorded(Map.of("loop.json", LoopDelayFile.text(measured))));
        return LoopDelayCheck.refusal(RigBinding.bind(file, info), MADE.plus(age));
    }

    private Optional<String> bench(String... sets) throws Exception {
        return refusal(BENCH, Duration.ofDays(1), sets);
    }

    @Test
    void letsASteadyOneThrough() throws Exception {
        assertThat(bench()).isEmpty();
        assertThat(refusal(BENCH.replace("loop-delay = \"loop.json\"\n", ""), Duration.ZERO))
                .isEmpty();
    }

    @Test
    void refusesOneThatVariesByMoreThanItMay() throws Exception {
        sdMs = 2.5;
        assertThat(bench())
                .contains("not armed: the loop delay varied by 2.50 ms (SD) when it was measured: more than"
                        + " stimulator.return.max-jitter-ms = 2.00");
        assertThat(bench("stimulator.return.max-jitter-ms=3")).isEmpty();
        sdMs = Double.NaN;
        assertThat(bench()).isPresent();
    }

    @Test
    void refusesOneThatDriftedByMoreThanItMay() throws Exception {
        driftMsPerHour = -90;
        assertThat(bench())
                .contains("not armed: the loop delay drifted by 3.00 ms while it was measured: more than"
                        + " stimulator.return.max-drift-ms = 2.00");
        assertThat(bench("stimulator.return.max-drift-ms=4")).isEmpty();
    }

    @Test
    void refusesOneThatHadMissingPulses() throws Exception {
        missing = 2;
        assertThat(bench())
                .contains("not armed: 2 pulses were missing and 0 unexpected when the loop delay was measured");
    }

    @Test
    void refusesOneOfAnotherDeviceOrStream() throws Exception {
        device = "serial-ttl /dev/ttyUSB0";
        assertThat(bench())
                .contains("not armed: the loop delay was measured with device 'serial-ttl /dev/ttyUSB0', not 'udp'");
        device = "udp";
        stream = "Other";
        assertThat(bench())
                .contains("not armed: the loop delay was measured with stream 'Other' at 1000.0 Hz, not 'Amp' at"
                        + " 1000.0 Hz");
        stream = "Amp";
        rateHz = 500;
        assertThat(bench()).isPresent();
    }

    @Test
    void aRehearsalOnTheSimulatedDeviceIsOfNoDeviceAndNoStream() throws Exception {
        device = "serial-ttl /dev/ttyUSB0";
        stream = "Other";
        assertThat(bench("stimulator.fire=simulated")).isEmpty();
        sdMs = 5;
        assertThat(bench("stimulator.fire=simulated")).isPresent();
    }

    @Test
    void aLiveDeviceNeedsARecentOne() throws Exception {
        String live = LiveRigText.example()
                .replaceFirst("(?m)^output-delay-ms.*$", "")
                .replaceFirst("(?m)^\\[stimulator\\]$", "[stimulator]\nloop-delay = \"loop.json\"");
        RigSettings settings =
                RigFile.parse("live.toml", LiveRigText.example(), List.of()).settings();
        device = LoopDelayCheck.device(settings.stimulator());
        assertThat(device).startsWith("serial-ttl /");
        assertThat(refusal(live, Duration.ofDays(30))).isEmpty();
        assertThat(refusal(live, Duration.ofDays(31)))
                .contains("not armed: the loop delay was measured 31.0 days ago (2026-01-31T12:00:00Z): must be 0 to"
                        + " stimulator.return.max-age-days = 30.0");
        assertThat(refusal(live, Duration.ofDays(-1))).isPresent();
        device = "udp";
        assertThat(refusal(BENCH, Duration.ofDays(400))).isEmpty();
    }
}
