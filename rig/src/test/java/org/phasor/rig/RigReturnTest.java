package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.recordings.DelayStatistics;
import org.phasor.recordings.LoopDelay;
import org.phasor.recordings.LoopDelayFile;
import org.phasor.trigger.TimedSettings;

@Timeout(20)
class RigReturnTest {

    private static final String RIG = """
            format = 1
            [[acquisition.aux]]
            name = "ttl"
            class = "trigger"
            channel = "TRIGGER"
            [[acquisition.aux]]
            name = "blinks"
            class = "eog"
            channel = "VEOG"
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            [trigger]
            phase-deg = 180
            min-interval-ms = 3000
            [stimulator]
            """;

    private static final LoopDelay MEASURED = new LoopDelay(
            new DelayStatistics(100, 3.25, 0.3, 3.2, 3.9, 4.2, -0.5, 0.2, 120.5),
            0,
            0,
            1,
            "udp",
            "Amp",
            1000,
            Instant.EPOCH,
            Map.of());

    private static final CalibrationTexts FILES =
            CalibrationTexts.recorded(Map.of("loop.json", LoopDelayFile.text(MEASURED), "other.json", "{}"));

    private static RigFile rig(String more, String... sets) throws RigFileException {
        return RigFile.parse("x.toml", RIG + more, List.of(sets), FILES);
    }

    private static List<String> faults(String more, String... sets) {
        RigFileException e = catchThrowableOfType(RigFileException.class, () -> rig(more, sets));
        return e == null
                ? List.of()
                : e.faults().stream().map(RigFault::toString).toList();
    }

    @Test
    void hasItsDefaults() throws Exception {
        RigSettings.Return returned =
                rig("[stimulator.return]\naux = \"ttl\"\n").settings().returned();
        assertThat(returned.aux()).contains("ttl");
        assertThat(returned.earliestMs()).isEqualTo(-2);
        assertThat(returned.latestMs()).isEqualTo(100);
        assertThat(returned.maxJitterMs()).isEqualTo(2);
        assertThat(returned.maxDriftMs()).isEqualTo(2);
        assertThat(returned.maxMissing()).isEqualTo(3);
        assertThat(returned.maxAgeDays()).isEqualTo(30);
        assertThat(returned.loopDelay()).isEmpty();
        assertThat(rig("").settings().returned().aux()).isEmpty();
    }

    @Test
    void theMeanOfTheLoopDelayIsTheOutputDelayAndItsTextIsKept() throws Exception {
        RigFile rig = rig("loop-delay = \"loop.json\"\n");
        assertThat(rig.settings().stimulator().outputDelayNanos()).isEqualTo(3_250_000);
        assertThat(rig.settings().returned().loopDelay()).contains(MEASURED);
        assertThat(rig.calibrations()).containsEntry("loop.json", LoopDelayFile.text(MEASURED));
    }

    @Test
    void measuringAnewDoesNotNeedTheOldMeasurement() throws Exception {
        RigFile rig = rig("loop-delay = \"none.json\"\n", "trigger.policy=timed");
        assertThat(rig.settings().timed()).isTrue();
        assertThat(rig.settings().returned().loopDelay()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loop-delay = 'loop.json';output-delay-ms = 3 | x.toml:19: stimulator.output-delay-ms = 3: is given beside loop-delay",
                "loop-delay = 'other.json' | x.toml:18: stimulator.loop-delay = \"other.json\": other.json: is no loop delay",
                "loop-delay = 'none.json' | x.toml:18: stimulator.loop-delay = \"none.json\": none.json: there is no such file",
                "[stimulator.return];aux = 'tttl' | x.toml:19: stimulator.return.aux = \"tttl\": must be the name of an [[acquisition.aux]] with class = \"trigger\"; nearest: ttl",
                "[stimulator.return];aux = 'blinks' | x.toml:19: stimulator.return.aux = \"blinks\": must be the name of an [[acquisition.aux]] with class = \"trigger\"",
                "[stimulator.return];latest-ms = 50 | x.toml:19: stimulator.return.latest-ms = 50: needs aux",
                "[stimulator.return];aux = 'ttl';earliest-ms = 1 | stimulator.return.earliest-ms = 1: must be",
                "[stimulator.return];aux = 'ttl';max-missing = 0 | stimulator.return.max-missing = 0: must be",
                "[stimulator.return];aux = 'ttl';max-jiter-ms = 1 | is not a known key; nearest: max-jitter-ms",
            })
    void refusesInOneLine(String more, String line) {
        assertThat(faults(more.replace(';', '\n').replace('\'', '"') + "\n"))
                .singleElement()
                .asString()
                .contains(line);
    }

    @Test
    void aTriggerInputNeedsItsPort() {
        assertThat(faults("", "acquisition.synthetic.trigger-delay-ms=3"))
                .singleElement()
                .asString()
                .contains("acquisition.synthetic.trigger-delay-ms = 3: needs trigger-port");
        assertThat(faults("", "acquisition.synthetic.trigger-port=70000")).hasSize(1);
    }

    @Test
    void timedIntervalsAreTheRigsAndNeverCloserThanItsLimitsAllow() throws Exception {
        String limits = "[stimulator.limits]\nmin-onset-interval-ms = %d\nmax-pulses-per-minute = %d\n";
        TimedSettings own = timed(limits.formatted(2000, 60), "trigger.jitter-ms=100");
        assertThat(own.intervalNanos()).isEqualTo(3_000_000_000L);
        assertThat(own.jitterNanos()).isEqualTo(100_000_000L);
        assertThat(timed(limits.formatted(4000, 60)).intervalNanos()).isBetween(4_000_000_001L, 4_200_000_000L);
        assertThat(timed(limits.formatted(2000, 10)).intervalNanos()).isBetween(6_000_000_001L, 6_300_000_000L);
        assertThat(timed(limits.formatted(2000, 60)).jitterNanos()).isEqualTo(600_000_000L);
    }

    private static TimedSettings timed(String more, String... sets) throws Exception {
        List<String> all = new java.util.ArrayList<>(List.of(sets));
        all.add("trigger.policy=timed");
        return TimedIntervals.of(rig(more, all.toArray(new String[0])).settings());
    }
}
