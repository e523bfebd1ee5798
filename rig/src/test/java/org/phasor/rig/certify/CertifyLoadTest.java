package org.phasor.rig.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.rig.RigBinding;
import org.phasor.rig.RigFile;
import org.phasor.rig.RigSettings;

@Timeout(20)
class CertifyLoadTest {

    private static final Path FOLDER = Path.of("a \"folder\"", "with\\more");

    private static final String OTHER_RIG = """
            format = 1
            [acquisition]
            stream = "name='nobody'"
            chunk = 8
            [[dsp.signal]]
            name = "beta \\"left\\""
            spatial = { Left1 = 1.0, Left2 = -1.0 }
            band-hz = [15.0, 25.0]
            estimator = "echt"
            [trigger]
            phase-deg = 90
            horizon-ms = 25
            min-interval-ms = 3000
            [stimulator]
            output-delay-ms = 4
            [rig]
            settle-s = 0.5
            waiting = "spin"
            """;

    private static RigFile rig(String text) throws Exception {
        return RigFile.parse("rig.toml", text, List.of());
    }

    private static CertifyLoad load(RigFile rig) {
        return CertifyLoad.of(rig, OptionalInt.empty(), OptionalDouble.empty(), OptionalInt.empty(), 0);
    }

    private static RigSettings bound(CertifyLoad load, Part part) throws Exception {
        RigFile made = CertifyRig.of(load, part, FOLDER, load.horizonMs());
        return RigBinding.bind(made, SyntheticSignal.streamInfo(CertifyRig.signal(load, part), "made"))
                .settings();
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void theDefaultIs64ChannelsAt1kHzAndTheSimulatedDevice(Part part) throws Exception {
        CertifyLoad load = load(rig(DefaultRig.text(1, null)));
        assertThat(load.signal().labels()).hasSize(64).startsWith("C3");
        assertThat(load.signal().rateHz()).isEqualTo(1000);
        RigSettings settings = bound(load, part);
        assertThat(settings.stimulator().fire()).isEqualTo("simulated");
        assertThat(settings.stimulator().live()).isFalse();
        assertThat(settings.trigger().phasePolicy()).isEqualTo(part == Part.SCHEDULED);
        assertThat(settings.recordings().folder()).isEqualTo(FOLDER);
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void aRigGivesItsSignalsHorizonDelayAndLoop(Part part) throws Exception {
        CertifyLoad load = load(rig(OTHER_RIG));
        assertThat(load.centreHz()).isEqualTo(20);
        assertThat(load.chunk()).isEqualTo(8);
        assertThat(load.signal().labels()).hasSize(64).contains("Left1", "Left2", "C3");
        RigSettings settings = bound(load, part);
        assertThat(settings.signals()).isEqualTo(load.rig().settings().signals());
        assertThat(settings.loop()).isEqualTo(load.rig().settings().loop());
        assertThat(settings.stimulator().outputDelayNanos()).isEqualTo(4_000_000);
        if (part == Part.SCHEDULED) {
            assertThat(settings.trigger().horizonMs()).isEqualTo(25);
        }
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void everyExampleCanBeCertified(Part part) throws Exception {
        try (var files = Files.list(Path.of("examples"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".toml")).toList()) {
                if (file.toString().contains("calibrated")) {
                    continue;
                }
                RigFile asWritten = RigFile.read(file, List.of());
                if (asWritten.settings().signals().isEmpty()) {
                    continue;
                }
                RigFile changed = RigFile.read(file, DefaultRig.changes(List.of(), asWritten, Optional.of("echt")));
                RigSettings settings = bound(load(changed), part);
                assertThat(settings.stimulator().live()).as(file.toString()).isFalse();
                assertThat(settings.signals().get(0).estimator()).isEqualTo("echt");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {50, 250, 5000})
    void anyRateGoes(double rateHz) throws Exception {
        for (Part part : Part.values()) {
            CertifyLoad load = CertifyLoad.of(
                    rig(DefaultRig.text(8, "echt")),
                    OptionalInt.of(8),
                    OptionalDouble.of(rateHz),
                    OptionalInt.of(2),
                    3);
            assertThat(bound(load, part).signals()).hasSize(8);
        }
    }

    @Test
    void fewerChannelsThanAreLookedAtAreRefused() throws Exception {
        RigFile rig = rig(OTHER_RIG);
        assertThatThrownBy(() -> CertifyLoad.of(rig, OptionalInt.of(1), OptionalDouble.empty(), OptionalInt.empty(), 0))
                .hasMessage("channels = 1: the signals look at 2: Left1, Left2");
    }

    @Test
    void factsOfAnUnknownMachineAreSaidToBeUnknown(@TempDir Path root) throws Exception {
        assertThat(new MachineDescription(root).facts())
                .containsEntry("processor", "not readable")
                .containsEntry("memory", "not readable");
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(root.resolve("proc/cpuinfo"), "processor\t: 0\nmodel name\t: Fast: one\nmodel name : two\n");
        Files.writeString(root.resolve("proc/meminfo"), "MemTotal:       16384000 kB\n");
        assertThat(new MachineDescription(root).facts())
                .containsEntry("processor", "Fast: one")
                .containsEntry("memory", "16000 MiB");
    }
}
