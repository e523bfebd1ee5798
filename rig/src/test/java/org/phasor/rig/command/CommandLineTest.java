package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private int phasor(String... arguments) {
        return Phasor.execute(ScopeWindow.NONE, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"run", "play", "streams", "replay", "report", "evaluate", "calibrate", "info", "stop", "audit"})
    void everyCommandHasHelpWithAnExample(String command) {
        assertThat(phasor(command, "--help")).isZero();
        assertThat(out.toString()).contains("Example: phasor " + command);
    }

    @Test
    void aloneItSaysWhatThereIs() {
        assertThat(phasor()).isZero();
        assertThat(out.toString()).contains("phasor run").contains("Not a medical device");
    }

    @ParameterizedTest
    @CsvSource({
        "fly, 2, fly",
        "rum, 2, nearest: run",
        "run --duration soon, 2, must be a time",
        "run --duration 0s, 2, must be > 0",
        "run none.toml, 2, there is no such file",
        "run --headless --set acquisition.source=lsl --set acquisition.stream=name='x, 2, acquisition.stream",
        "run --headless --set acquisition.lsl-library=native --set acquisition.lsl-library-path=none.so, 3, none.so",
        "run --headless --set acquisition.lsl-library=c, 2, acquisition.lsl-library",
        "info none.xdf, 3, none.xdf",
        "audit none.xdf, 3, none.audit.jsonl: there is no such file",
        "audit none.audit.jsonl, 3, none.audit.jsonl: there is no such file",
        "replay none.xdf, 3, none.xdf",
        "report none.xdf, 3, none.xdf",
        "evaluate none.xdf --channel C3 --band 8;13, 2, two frequencies",
        "play none.vhdr, 3, none.vhdr",
        "play none.vhdr --duration 5s, 2, synthetic",
        "play synthetic --chunk 0, 2, chunk",
        "play synthetic --channels 0, 2, channels",
        "streams --wait 0, 2, must be > 0",
        "streams --watch --probe Amp, 2, give one of them",
        "streams --watch --json, 2, not for --watch",
        "streams --seconds 3, 2, for --probe and --watch",
        "streams --probe Amp --seconds 0, 2, must be > 0",
        "streams --probe Amp --where type='EEG', 2, --where is not for --probe",
    })
    void badInputIsOneLineAndItsExitCode(String line, int exitCode, String named) {
        assertThat(phasor(line.split(" "))).isEqualTo(exitCode);
        assertThat(err.toString().lines().filter(l -> l.contains(named))).hasSize(1);
        assertThat(err.toString()).doesNotContain("\tat ").doesNotContain("Exception");
    }

    @Test
    void outputThatNobodyTookIsAFailure() {
        PrintWriter full = new PrintWriter(new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        assertThat(Phasor.execute(ScopeWindow.NONE, full, new PrintWriter(err, true), "--version"))
                .isEqualTo(3);
        assertThat(err.toString().lines()).singleElement().asString().contains("standard output");
    }

    @Test
    void aFileOfAnotherKindIsNamed() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "not a recording");
        assertThat(phasor("info", text.toString())).isEqualTo(3);
        assertThat(err.toString().lines()).singleElement().asString().contains("notes.txt");
    }

    @Test
    void everyFaultOfARigFileIsALine() throws Exception {
        Path rig = Files.writeString(folder.resolve("five.toml"), """
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
        assertThat(phasor("run", rig.toString(), "--headless")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(5).allMatch(l -> l.startsWith("phasor: five.toml:"));
    }
}
