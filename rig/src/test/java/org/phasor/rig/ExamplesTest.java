package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.stimulator.Outcome;

/** Every file in rig/examples reads, binds, and decides on synthetic signal. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ExamplesTest {

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("examples"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void decidesAndFires(Path example) throws Exception {
        SyntheticSettings signal = SyntheticSettings.DEFAULTS.withSeed(2).withNoise(15, 1);
        VirtualRig rig = new VirtualRig(Files.readString(example), signal.withAmplitude(40, 0.3), false);
        rig.feed(15, 1);
        rig.end();
        assertThat(rig.decisions).hasSize(15_000);
        assertThat(rig.interlock.outcomeCount(Outcome.DELIVERED)).as("pulses").isGreaterThanOrEqualTo(2);
        assertThat(rig.interlock.outcomeCount(Outcome.VETOED_LATE)).isZero();
    }
}
