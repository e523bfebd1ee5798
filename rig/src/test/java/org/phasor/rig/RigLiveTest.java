package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.phasor.rig.LiveRigText.faults;
import static org.phasor.rig.LiveRigText.override;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.stimulator.Limit;
import org.phasor.stimulator.LimitOverride;
import org.phasor.stimulator.PulsePattern;
import org.phasor.stimulator.StimulatorSettings;

/** Rig files of live devices, and the keys that came with them. */
@Timeout(30)
class RigLiveTest {

    private static final String BENCH = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            [trigger]
            phase-deg = 180
            min-interval-ms = 2000
            """;

    private String live;

    @BeforeEach
    void readTheExample() throws Exception {
        live = LiveRigText.example();
    }

    private static RigSettings settings(String text, String... sets) throws Exception {
        return RigFile.parse("live.toml", text, List.of(sets)).settings();
    }

    private String without(String key) {
        String text = live.replaceAll("(?m)^" + key + " *= .*\n", "");
        assertThat(text).isNotEqualTo(live);
        return text;
    }

    @Test
    void readsTheExample() throws Exception {
        RigSettings settings = settings(live);
        StimulatorSettings stimulator = settings.stimulator();
        assertThat(stimulator.live()).isTrue();
        assertThat(stimulator.serial().orElseThrow().port()).isEqualTo("/dev/ttyUSB0");
        assertThat(stimulator.serial().orElseThrow().widthNanos()).isEqualTo(5_000_000);
        assertThat(stimulator.declared().intensity().orElseThrow().rmtDate()).isEqualTo(LocalDate.of(2026, 1, 31));
        assertThat(stimulator.declared().overrides()).isEmpty();
        assertThat(settings.limits().inUnit(Limit.CONFIRM_EVERY)).isEqualTo(60);
        assertThat(settings.limits().inUnit(Limit.MAX_STALL)).isEqualTo(300);
        assertThat(settings.limits().inUnit(Limit.MAX_PULSES_PER_WEEK)).isEqualTo(6000);
        assertThat(settings.recordings().subject()).contains("S001");
        assertThat(settings.recordings().ledger()).isEqualTo(Path.of("/var/lib/phasor/ledger"));
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void missesEveryLimitOfALiveDeviceByItsKey(Limit limit) {
        assertThat(faults(without(limit.key())))
                .singleElement()
                .asString()
                .matches(
                        "live\\.toml:\\d+: stimulator\\.limits\\." + limit.key()
                                + ": is missing: a live device has no default: must be [<>]= .*, or beyond with a signed override");
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject", "serial-port", "percent-rmt", "rmt-percent-mso", "rmt-date", "train-table"})
    void missesWhatElseALiveDeviceNeeds(String key) {
        assertThat(faults(without(key))).singleElement().asString().contains("." + key + ": is missing: ");
    }

    @Test
    void missesAWholeSection() {
        String noIntensity = live.replaceAll("(?s)\\[stimulator\\.intensity].*?\n\n", "");
        assertThat(faults(noIntensity))
                .singleElement()
                .asString()
                .endsWith("stimulator.intensity: is missing: a live device needs percent-rmt, rmt-percent-mso and"
                        + " rmt-date");
        String noLimits = live.replaceAll("(?s)\\[stimulator\\.limits].*?\n\n", "");
        assertThat(faults(noLimits)).hasSize(Limit.values().length + 1).allMatch(f -> f.contains("is missing"));
    }

    @Test
    void disarmsALiveDeviceAfterHalfASecondOfSilence() {
        assertThat(faults(live, "acquisition.lost-after-ms=501"))
                .containsExactly("--set: acquisition.lost-after-ms = 501: must be <= 500 for a live device");
        assertThat(faults(without("lost-after-ms")))
                .singleElement()
                .asString()
                .contains("acquisition.lost-after-ms: is missing: must be <= 500");
        assertThat(faults(live, "acquisition.lost-after-ms=500")).isEmpty();
    }

    @Test
    void asksForASignatureBeyondAFloor() throws Exception {
        live = live.replaceAll("min-pulse-gap-ms .*", "min-pulse-gap-ms = 500");
        String close = "stimulator.limits.min-onset-interval-ms=900";
        assertThat(faults(live, close))
                .anyMatch(f -> f.startsWith("--set: stimulator.limits.min-onset-interval-ms = 900: must be >= 1000"))
                .anyMatch(f -> f.startsWith("live.toml:") && f.contains("stimulator.limits.train-table"));
        RigSettings signed = settings(live + override("min-onset-interval-ms") + override(LimitOverride.TRAIN), close);
        assertThat(signed.stimulator().declared().overrides())
                .extracting(LimitOverride::limit)
                .containsExactly("min-onset-interval-ms", "train");
        assertThat(faults(
                        live + override("min-onset-interval-ms") + override(LimitOverride.TRAIN),
                        "stimulator.limits.min-onset-interval-ms=99"))
                .containsExactly("--set: stimulator.limits.min-onset-interval-ms = 99: must be >= 100 for a live"
                        + " device, whatever is signed");
    }

    @Test
    void refusesAnOverrideThatHidesWhatIsMeant() {
        int line = live.split("\n", -1).length;
        assertThat(faults(live + override("max-gap-ms")))
                .containsExactly("live.toml:" + (line + 1) + ": stimulator.override.limit = \"max-gap-ms\": must be"
                        + " left out: nothing goes beyond the floor of max-gap-ms");
    }

    @Test
    void refusesAnOverrideThatIsNotWhole() {
        String text = override("intensity");
        String strong = "stimulator.intensity.percent-rmt=125";
        assertThat(faults(live + text, strong)).isEmpty();
        for (String key : List.of("limit", "signed-by", "reason", "protocol")) {
            assertThat(faults(live + text.replaceAll("(?m)^" + key + " =.*\n", ""), strong))
                    .as(key)
                    .anyMatch(f -> f.contains("stimulator.override." + key + ": is missing"));
            assertThat(faults(live + text.replaceAll("(?m)^" + key + " =.*\n", key + " = \"  \"\n"), strong))
                    .as(key)
                    .anyMatch(f -> f.contains("stimulator.override." + key + " = \"  \": must be a text"));
        }
        assertThat(faults(live + text + text, strong))
                .singleElement()
                .asString()
                .contains("stimulator.override.limit = \"intensity\": is overridden twice");
        assertThat(faults(live + override("max-gap"), strong))
                .anyMatch(f -> f.contains("stimulator.override.limit = \"max-gap\": must be one of "));
        assertThat(faults(live + "[stimulator]\noverride = 3\n")).isNotEmpty();
    }

    @Test
    void holdsTheIntensity() {
        assertThat(faults(live, "stimulator.intensity.percent-rmt=121"))
                .singleElement()
                .asString()
                .startsWith("--set: stimulator.intensity.percent-rmt = 121: must be <= 120, or a signed");
        assertThat(faults(live + override("intensity"), "stimulator.intensity.percent-rmt=131"))
                .anyMatch(f -> f.endsWith("must be <= 130 for a live device, whatever is signed"));
        assertThat(faults(live, "stimulator.intensity.rmt-percent-mso=95"))
                .singleElement()
                .asString()
                .contains("stimulator.intensity.percent-rmt = 110")
                .contains("at most 100 %");
        for (String date : List.of("2026-02-30", "31.1.2026", "7", "[]", "\"\"")) {
            assertThat(faults(live, "stimulator.intensity.rmt-date=" + date))
                    .as(date)
                    .singleElement()
                    .asString()
                    .contains("stimulator.intensity.rmt-date = ")
                    .contains("must be a day, as 2026-03-01");
        }
        assertThat(faults(live, "stimulator.intensity.rmt-date=\"2026-02-01\"")).isEmpty();
    }

    @Test
    void servesForARehearsal() throws Exception {
        assertThat(settings(live, "stimulator.fire=simulated").stimulator().live())
                .isFalse();
        assertThat(faults(live + override("intensity"), "stimulator.fire=udp", "stimulator.intensity.percent-rmt=125"))
                .isEmpty();
    }

    @Test
    void readsAPattern() throws Exception {
        assertThat(settings(BENCH).stimulator().pattern()).isEqualTo(PulsePattern.SINGLE);
        RigSettings settings = settings(BENCH + """
                        [stimulator]
                        fire = "udp"
                        [stimulator.pattern]
                        pulses = 3
                        gap-ms = 20
                        timed-by = "device"
                        [stimulator.limits]
                        max-pulses-per-pattern = 3
                        """);
        assertThat(settings.stimulator().pattern()).isEqualTo(new PulsePattern(3, 20_000_000, true));
    }

    @Test
    void refusesAPatternThatTheGateWouldRefuse() {
        String pattern = BENCH + "[stimulator.pattern]\npulses = 12\ngap-ms = 200\n[stimulator.limits]\n";
        assertThat(faults(pattern + "min-pulse-gap-ms = 250\nmax-pulses-per-minute = 11\n"))
                .containsExactlyInAnyOrder(
                        "live.toml:10: stimulator.pattern.pulses = 12: must be <= stimulator.limits.max-pulses-per-pattern"
                                + " = 1",
                        "live.toml:10: stimulator.pattern.pulses = 12: must be <= stimulator.limits.max-pulses-per-minute"
                                + " = 11",
                        "live.toml:11: stimulator.pattern.gap-ms = 200: must be >= stimulator.limits.min-pulse-gap-ms ="
                                + " 250.0",
                        "live.toml:11: stimulator.pattern.gap-ms = 200: the pattern lasts 2200.0 ms: must be shorter than"
                                + " trigger.min-interval-ms = 2000.0");
        assertThat(faults(BENCH, "stimulator.pattern.pulses=2"))
                .contains("--set: stimulator.pattern.gap-ms: is missing: must be 1 to 10000");
        assertThat(faults(BENCH, "stimulator.pattern.gap-ms=20"))
                .singleElement()
                .asString()
                .endsWith("stimulator.pattern.gap-ms = 20: is only for pulses > 1");
        assertThat(faults(BENCH, "stimulator.pattern.timed-by=nobody"))
                .anyMatch(f -> f.contains("must be \"interlock\", \"device\""));
    }

    @Test
    void reportsTheSerialLineAtItsKeys() {
        assertThat(faults(
                        live,
                        "stimulator.serial-baud=100",
                        "stimulator.serial-on=256",
                        "stimulator.serial-off=-1",
                        "stimulator.serial-width-ms=101"))
                .containsExactly(
                        "--set: stimulator.serial-baud = 100: must be 300 to 4000000, a whole number",
                        "--set: stimulator.serial-on = 256: must be 0 to 255, a whole number",
                        "--set: stimulator.serial-off = -1: must be 0 to 255, a whole number",
                        "--set: stimulator.serial-width-ms = 101: must be 0.1 to 100");
        assertThat(faults(live, "stimulator.serial-off=1"))
                .containsExactly("--set: stimulator.serial-off = 1: must differ from serial-on");
    }

    @Test
    void holdsTheSerialPulseAgainstTheGap() {
        String train = live.replace(
                "[stimulator.intensity]", "[stimulator.pattern]\npulses = 5\ngap-ms = 50\n[stimulator.intensity]");
        String[] sets = {
            "stimulator.limits.max-pulses-per-pattern=5",
            "stimulator.limits.min-pulse-gap-ms=50",
            "stimulator.limits.min-onset-interval-ms=10000",
            "trigger.min-interval-ms=11000",
            "stimulator.serial-width-ms=50"
        };
        assertThat(faults(train, sets))
                .containsExactly(
                        "--set: stimulator.serial-width-ms = 50: must be <= 48.826, or the pattern's gap-ms must be"
                                + " >= 51.174 instead of 50.0: at 115200 baud the line is not free sooner");
        sets[4] = "stimulator.serial-width-ms=48.826";
        assertThat(faults(train, sets)).isEmpty();
        // The box is told once: the stimulator times the rest.
        String byDevice = train.replace("gap-ms = 50\n", "gap-ms = 50\ntimed-by = \"device\"\n");
        sets[4] = "stimulator.serial-width-ms=50";
        assertThat(faults(byDevice, sets)).isEmpty();
    }

    @Test
    void refusesAGapThatEverySampleIs() throws Exception {
        RigFile file = RigFile.parse("live.toml", live, List.of("stimulator.limits.max-gap-ms=2.9"));
        int line = live.substring(0, live.indexOf("\nmax-gap-ms")).split("\n", -1).length + 1;
        assertThat(RigBinding.bind(file, LiveRigText.stream(1000)).notes()).isEmpty();
        assertThatThrownBy(() -> RigBinding.bind(file, LiveRigText.stream(500)))
                .hasMessage(
                        "--set: stimulator.limits.max-gap-ms = 2.9: must be >= 1.5 sample periods at 500.0 Hz = 3.0");
        assertThatThrownBy(() -> RigBinding.bind(RigFile.parse("live.toml", live, List.of()), LiveRigText.stream(50)))
                .hasMessageContaining("live.toml:" + line + ": stimulator.limits.max-gap-ms = 20.0: must be >= 1.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Anna Smith", "../S1", "-1", "ä", "S001/2", "123456789012345678901234567890123"})
    void refusesASubjectThatIsNoCode(String subject) {
        assertThat(faults(live, "recordings.subject=\"" + subject + "\""))
                .singleElement()
                .asString()
                .startsWith("--set: recordings.subject = \"" + subject + "\": must be a pseudonymous code");
    }

    @Test
    void reportsEverythingAtOnce() {
        assertThat(faults(
                        live + override("max-gap-ms"),
                        "recordings.subject=\"a b\"",
                        "acquisition.lost-after-ms=1000",
                        "stimulator.limits.max-stall-ms=301",
                        "stimulator.limits.max-age-ms=5000",
                        "stimulator.intensity.percent-rmt=140",
                        "stimulator.serial-on=300"))
                .hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void aPathThatIsNoneIsOneLine() {
        assertThat(faults(BENCH, "recordings.ledger=\"a\\u0000b\""))
                .singleElement()
                .asString()
                .contains("recordings.ledger")
                .contains("must be a path");
    }

    @Test
    void aConditionWithoutANameIsOneFault() {
        assertThat(faults(BENCH.replace("phase-deg = 180\n", "") + "[[trigger.condition]]\nphase-deg = 0\n"))
                .singleElement()
                .asString()
                .contains("trigger.condition.name: is missing");
    }

    @Test
    void missesTheLedgerOfALiveDevice() {
        assertThat(faults(without("ledger")))
                .singleElement()
                .asString()
                .endsWith(
                        "recordings.ledger: is missing: a live device has no default: the one folder for all sessions of"
                                + " a lab");
    }
}
