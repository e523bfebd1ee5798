package org.phasor.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class LoopDelayFileTest {

    private static final LoopDelay MEASURED = new LoopDelay(
            new DelayStatistics(100, 3.1, 0.3, 3.0, 3.9, 4.2, -0.5, 0.2, 120.5),
            0,
            0,
            1,
            "serial-ttl /dev/ttyUSB0",
            "Amp",
            1000,
            Instant.parse("2026-01-31T12:00:00Z"),
            Map.of("phasor", "1.2.3"));

    @TempDir
    Path folder;

    @Test
    void readsWhatItWrote() throws Exception {
        Path file = folder.resolve("loop-delay.json");
        LoopDelayFile.write(file, MEASURED);
        assertThat(LoopDelayFile.parse("file", Files.readString(file))).isEqualTo(MEASURED);
    }

    @Test
    void keepsWhatCannotBeToldAsNull() throws Exception {
        LoopDelay two = new LoopDelay(
                new DelayStatistics(1, 3, Double.NaN, 3, 3, 3, Double.NaN, Double.NaN, 0),
                0,
                0,
                0,
                "udp",
                "Amp",
                500,
                Instant.EPOCH,
                Map.of());
        assertThat(LoopDelayFile.text(two)).contains("\"sdMs\": null");
        assertThat(LoopDelayFile.parse("file", LoopDelayFile.text(two)).delays().sdMs())
                .isNaN();
    }

    @Test
    void writesOverNoFile() throws Exception {
        Path file = Files.writeString(folder.resolve("there.json"), "mine");
        assertThatThrownBy(() -> LoopDelayFile.write(file, MEASURED))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": is there already: name another file");
        assertThat(file).hasContent("mine");
        assertThatThrownBy(() -> LoopDelayFile.write(folder.resolve("no/such.json"), MEASURED))
                .hasMessageEndingWith("its folder does not exist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"meanMs\": 3.1 | \"meanMs\": -3.1 | x.json: meanMs = -3.1: must be 0 to 1000",
                "\"meanMs\": 3.1 | \"meanMs\": \"3\" | x.json: meanMs = \"3\": must be 0 to 1000",
                "\"meanMs\": 3.1 | \"meanMs\": 1e999 | x.json: meanMs = 1e999: must be 0 to 1000",
                "\"n\": 100 | \"n\": 0 | x.json: n = 0: must be 1 to 1000000000",
                "\"made\": \"2026-01-31T12:00:00Z\" | \"made\": \"yesterday\" | x.json: made = \"yesterday\": must be a time as 2026-01-31T12:00:00Z",
                "\"stream\": \"Amp\" | \"stream\": 7 | x.json: stream = 7: must be a text",
                "\"sdMs\": 0.3 | \"sdMs\": {} | x.json: sdMs = {}: must be 0 to 1000",
                "\"phasor-loop-delay\": 1 | \"phasor-loop-delay\": 2 | x.json: phasor-loop-delay = 2: must be 1",
                "\"sdMs\": 0.3 | \"sd\": 0.3 | x.json: sdMs is missing: must be 0 to 1000"
            })
    void refusesAValueInOneLine(String good, String bad, String line) {
        String text = LoopDelayFile.text(MEASURED);
        assertThat(text).contains(good);
        assertThatThrownBy(() -> LoopDelayFile.parse("x.json", text.replace(good, bad)))
                .isInstanceOf(IOException.class)
                .hasMessage(line);
    }

    @Test
    void refusesWhatIsNoSuchFile() {
        for (String text : new String[] {"", "{}", "[]", "7", "{\"a\":", "[".repeat(100_000)}) {
            assertThatThrownBy(() -> LoopDelayFile.parse("x.json", text))
                    .isInstanceOf(IOException.class)
                    .hasMessage("x.json: is no loop delay (written by phasor calibrate --loop)");
        }
    }

    @Test
    void saysOneLineOrReadsWhateverIsBroken() {
        String good = LoopDelayFile.text(MEASURED);
        for (long seed = 1; seed <= 2000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(good);
            for (int i = 0; i <= random.nextInt(4); i++) {
                text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(96)));
            }
            try {
                LoopDelayFile.parse("x.json", text.toString());
            } catch (IOException e) {
                assertThat(e.getMessage())
                        .as("seed %d", seed)
                        .startsWith("x.json: ")
                        .doesNotContain("\n");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
    }
}
