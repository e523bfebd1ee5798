package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;

class RigFileTest {

    private static final String GOOD = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            [trigger]
            phase-deg = 180
            min-interval-ms = 2000
            """;

    private static StreamInfo stream(double rateHz, String... labels) {
        return StreamInfo.builder("Amp", "EEG")
                .channels(java.util.Arrays.stream(labels)
                        .map(l -> new ChannelInfo(l, "microvolts", "EEG"))
                        .toList())
                .format(ChannelFormat.FLOAT32)
                .nominalRateHz(rateHz)
                .build();
    }

    private static List<String> faultsOf(String text, String... sets) {
        RigFileException e =
                catchThrowableOfType(RigFileException.class, () -> RigFile.parse("mu.toml", text, List.of(sets)));
        return e == null
                ? List.of()
                : e.faults().stream().map(RigFault::toString).toList();
    }

    @Test
    void readsAFileWithWhatItLeavesOutAtItsDefaults() throws Exception {
        RigSettings settings = RigFile.parse("mu.toml", GOOD, List.of()).settings();
        assertThat(settings.trigger().horizonMs()).isEqualTo(10);
        assertThat(settings.stimulator().fire()).isEqualTo("simulated");
        assertThat(settings.acquisition().source()).isEqualTo(RigSettings.SourceKind.LSL);
        assertThat(settings.trigger().conditions()).hasSize(1);
    }

    @Test
    void choosesTheLslLibrary() throws Exception {
        RigSettings.Acquisition ours =
                RigFile.parse("mu.toml", GOOD, List.of()).settings().acquisition();
        assertThat(ours.nativeLsl()).isFalse();
        assertThat(ours.lslLibrary()).isNull();
        RigSettings.Acquisition theirs = RigFile.parse(
                        "mu.toml",
                        GOOD,
                        List.of("acquisition.lsl-library=native", "acquisition.lsl-library-path=/opt/liblsl.so"))
                .settings()
                .acquisition();
        assertThat(theirs.nativeLsl()).isTrue();
        assertThat(theirs.lslLibrary()).isEqualTo(Path.of("/opt/liblsl.so"));
        assertThat(faultsOf(GOOD, "acquisition.lsl-library-path=/opt/liblsl.so"))
                .singleElement()
                .asString()
                .contains("acquisition.lsl-library-path", "only for lsl-library");
    }

    @Test
    void reportsFiveMistakesAtOnceWithLineKeyValueAndBound() {
        List<String> faults = faultsOf("""
                format = 1
                [acquisition]
                source = "lsl2"
                [[dsp.signal]]
                name = "mu"
                channel = "C3"
                band-hz = [13.0, 8.0]
                [trigger]
                phase-deg = 180
                min-interval-ms = -3
                horizon = 10
                [stimulator]
                fire = "simulatd"
                """);
        assertThat(faults).hasSize(5);
        assertThat(faults)
                .anySatisfy(f -> assertThat(f).startsWith("mu.toml:3: acquisition.source = \"lsl2\": must be"))
                .anySatisfy(f -> assertThat(f).startsWith("mu.toml:7: dsp.signal.band-hz = "))
                .anySatisfy(
                        f -> assertThat(f).isEqualTo("mu.toml:10: trigger.min-interval-ms = -3: must be 0 to 3600000"))
                .anySatisfy(f -> assertThat(f)
                        .startsWith("mu.toml:11: trigger.horizon: is not a known key; nearest: horizon-ms"))
                .anySatisfy(f -> assertThat(f).startsWith("mu.toml:13: stimulator.fire = \"simulatd\": "));
    }

    @Test
    void refusesALiveDeviceByName() {
        assertThat(faultsOf(GOOD + "[stimulator]\nfire = \"magpro\"\n"))
                .singleElement()
                .asString()
                .startsWith("mu.toml:10: stimulator.fire = \"magpro\"");
    }

    @Test
    void namesTheLineOfBrokenToml() {
        assertThat(faultsOf("format = 1\n[trigger\n")).isNotEmpty().allMatch(f -> f.startsWith("mu.toml:2: "));
    }

    @Test
    void anotherFileIsNotReportedLineByLine() {
        assertThat(faultsOf("no rig file\n".repeat(90)))
                .hasSize(6)
                .last()
                .asString()
                .contains("and 85 more");
    }

    @Test
    void aMissingSectionIsMissedInTheFile() {
        assertThat(faultsOf("format = 1\n[triger]\n")).allMatch(f -> f.startsWith("mu.toml:"));
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(faultsOf("format = 1\n[trigger]\nphase-deg = 0\n"))
                .anyMatch(f -> f.contains("trigger.min-interval-ms: is missing"))
                .anyMatch(f -> f.contains("trigger.signal") && f.contains("[[dsp.signal]]"));
        assertThat(faultsOf("")).anyMatch(f -> f.contains("format: is missing: must be 1"));
    }

    @Test
    void takesValuesFromTheCommandLine() throws Exception {
        RigFile file = RigFile.parse(
                "mu.toml",
                GOOD,
                List.of(
                        "trigger.phase-deg=0",
                        "dsp.signal.mu.peak-hz=10.5",
                        "recordings.folder=/tmp/there",
                        "dsp.signal.window-ms=500"));
        assertThat(file.settings().trigger().conditions().get(0).phaseDeg()).isZero();
        assertThat(file.settings().signals().get(0).peakHz()).hasValue(10.5);
        assertThat(file.settings().signals().get(0).windowMs()).hasValue(500);
        assertThat(file.settings().recordings().folder()).isEqualTo(Path.of("/tmp/there"));
    }

    @Test
    void faultsOfTheCommandLineSayWhereTheyComeFrom() {
        assertThat(faultsOf(GOOD, "trigger.phase-deg=up"))
                .singleElement()
                .asString()
                .isEqualTo("--set: trigger.phase-deg = \"up\": must be a number: must be -360 to 360");
        assertThat(faultsOf(GOOD, "nonsense")).singleElement().asString().startsWith("--set: ");
    }

    @Test
    void bindsToAStreamWithTheChannel() throws Exception {
        RigBinding rig = RigBinding.bind(RigFile.parse("mu.toml", GOOD, List.of()), stream(1000, "Cz", "C3"));
        assertThat(rig.signalNames()).containsExactly("mu");
        assertThat(rig.notes()).isEmpty();
    }

    @Test
    void namesTheNearestChannelWhenTheStreamLacksOne() {
        assertThatThrownBy(() -> RigBinding.bind(
                        RigFile.parse("mu.toml", GOOD.replace("\"C3\"", "\"C33\""), List.of()),
                        stream(1000, "Cz", "C3")))
                .isInstanceOf(RigFileException.class)
                .hasMessageStartingWith("mu.toml:4: dsp.signal.mu: ")
                .hasMessageContaining("C33")
                .hasMessageContaining("C3");
    }

    @Test
    void refusesABandAboveHalfTheRate() {
        assertThatThrownBy(() -> RigBinding.bind(
                        RigFile.parse("mu.toml", GOOD.replace("[8.0, 13.0]", "[8.0, 60.0]"), List.of()),
                        stream(100, "C3")))
                .hasMessageContaining("must lie below half the stream's rate, 50.0 Hz");
    }

    @Test
    void theInterlocksIntervalIsNotThePolicysBusiness() throws Exception {
        RigFile file = RigFile.parse("mu.toml", GOOD, List.of("trigger.min-interval-ms=0"));
        assertThat(file.settings().limits().minOnsetIntervalNanos()).isEqualTo(2_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stimulator.limits.max-age-ms=10000",
                "stimulator.limits.late-tolerance-ms=100",
                "stimulator.limits.min-onset-interval-ms=0",
                "trigger.min-interval-ms=1e9",
                "trigger.jitter-ms=1e9",
                "trigger.percentile-window-s=3000",
            })
    void refusesANumberThatWouldMeanNothing(String set) {
        assertThat(faultsOf(GOOD, set)).anyMatch(f -> f.contains(set.substring(0, set.indexOf('='))));
    }

    @Test
    void bindsAPhaseBeyondHalfATurn() throws Exception {
        RigBinding rig = RigBinding.bind(
                RigFile.parse("mu.toml", GOOD, List.of("trigger.phase-deg=270")), stream(1000, "Cz", "C3"));
        assertThat(rig.newStep()).isNotNull();
    }

    @Test
    void namesTheConditionThatStandsTwice() {
        String twice = GOOD.replaceAll("phase-deg = .*\n", "")
                + "[[trigger.condition]]\nname = \"peak\"\nphase-deg = 0\n".repeat(2);
        assertThat(faultsOf(twice)).anyMatch(f -> f.contains("trigger.condition.name = \"peak\": is used twice"));
    }

    @Test
    void aMissingOrForeignFileIsOneLine(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> RigFile.read(folder.resolve("none.toml"), List.of()))
                .hasMessageContaining("there is no such file")
                .hasMessageNotContaining("\n");
        Path binary = Files.write(folder.resolve("binary.toml"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertThatThrownBy(() -> RigFile.read(binary, List.of())).hasMessageContaining("is not UTF-8 text");
    }

    @Test
    void boundsHowWellTimeMustBeKnownAndHowMuchMayBeLost() throws Exception {
        RigSettings.Acquisition usual =
                RigFile.parse("mu.toml", GOOD, List.of()).settings().acquisition();
        assertThat(usual.maxTimeErrorMs()).isEqualTo(1);
        assertThat(usual.maxLostSamples()).isEmpty();
        RigSettings.Acquisition chosen = RigFile.parse(
                        "mu.toml", GOOD, List.of("acquisition.max-time-error-ms=0.5", "acquisition.max-lost-samples=0"))
                .settings()
                .acquisition();
        assertThat(chosen.maxTimeErrorMs()).isEqualTo(0.5);
        assertThat(chosen.maxLostSamples()).hasValue(0);
        assertThat(faultsOf(GOOD, "acquisition.max-time-error-ms=0", "acquisition.max-lost-samples=-1"))
                .hasSize(2)
                .anyMatch(f -> f.endsWith("acquisition.max-time-error-ms = 0: must be 0.01 to 100"))
                .anyMatch(f -> f.endsWith("acquisition.max-lost-samples = -1: must be >= 0, a whole number"));
        assertThat(faultsOf(GOOD, "acquisition.max-lost-samples=1.5"))
                .singleElement()
                .satisfies(f -> assertThat(f).endsWith("must be >= 0, a whole number"));
    }
}
