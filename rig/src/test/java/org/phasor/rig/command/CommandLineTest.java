package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

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
            strings = {
                "run",
                "play",
                "streams",
                "replay",
                "report",
                "evaluate",
                "calibrate",
                "certify",
                "info",
                "stop",
                "audit",
                "trials"
            })
    void everyCommandHasHelpWithAnExample(String command) {
        assertThat(phasor(command, "--help")).isZero();
        assertThat(out.toString()).contains("Example: phasor " + command);
    }

    /** A console of 80 columns breaks longer lines in two, the second of which is a word or two. */
    @Test
    void linesBelowTheOptionsFitAConsole() {
        for (Class<?> command : List.of(
                RunCommand.class,
                PlayCommand.class,
                StreamsCommand.class,
                ReplayCommand.class,
                ReportCommand.class,
                EvaluateCommand.class,
                CalibrateCommand.class,
                LoopDelayCommand.class,
                CertifyCommand.class,
                InfoCommand.class,
                StopCommand.class,
                AuditCommand.class,
                TrialsCommand.class)) {
            Command about = command.getAnnotation(Command.class);
            assertThat(about.footer()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
            assertThat(about.description()[0])
                    .as("what the list of commands shows")
                    .endsWith(".");
        }
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
        "trials none.toml, 2, there is no such file",
        "trials none.xdf, 3, none.xdf",
        "trials none.xdf --set trigger.seed=2, 2, --set: not for a session",
        "trials examples/demo.toml --first 0, 2, --first = 0: must be >= 1",
        "trials examples/latency.toml, 2, it has no trials",
        "audit none.xdf, 3, none.audit.jsonl: there is no such file",
        "audit none.audit.jsonl, 3, none.audit.jsonl: there is no such file",
        "replay none.xdf, 3, none.xdf",
        "report none.xdf, 3, none.xdf",
        "evaluate none.xdf --channel C3 --band 8;13, 2, two frequencies",
        "play none.vhdr, 3, none.vhdr",
        "play none.vhdr --duration 5s, 2, synthetic",
        "play synthetic --chunk 0, 2, chunk",
        "play synthetic --channels 0, 2, channels",
        "certify --duration 9s, 2, --duration 9s: must be 10 to 86400 s",
        "certify --duration 25h, 2, must be 10 to 86400 s",
        "certify --channels 0, 2, --channels 0: must be 1 to 1024",
        "certify --rate 20, 2, --rate 20: must be 50 to 100000 Hz",
        "certify --chunk 0, 2, --chunk 0",
        "certify --signals 9, 2, --signals 9: must be 1 to 8",
        "certify --channels 2 --signals 3, 2, the signals look at 3",
        "certify --background -1, 2, --background -1: must be 0 to 256 threads",
        "certify --estimator eht, 2, nearest: echt",
        "certify --rig none.toml, 2, there is no such file",
        "certify --rig none.toml --signals 2, 2, is not for --rig",
        "certify --max-pause-ms 0 --max-late-us -1, 2, --max-late-us -1.0: must be 0.001 to 100000000 us",
        "certify --max-age-ms soon, 2, soon",
        "certify --set trigger.horizon=5, 2, trigger.horizon",
        "certify --html examples, 2, is not written over",
        "certify --html none/certify.html, 2, there is no folder",
        "certify --folder none, 2, --folder none: must be a folder",
        "play synthetic --trigger-port 0, 2, trigger-port = 0",
        "play synthetic --trigger-delay-ms 3, 2, need --trigger-port",
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

    @Test
    void trialsAreTheSameForTheSameSeedAndAnotherOrderForAnother() {
        assertThat(phasor("trials", "examples/trials.toml")).isZero();
        List<String> once = out.toString().lines().toList();
        assertThat(once).hasSize(1 + 10 + 1 + 480);
        assertThat(once.get(0)).startsWith("trial\tstage\tblock\tcondition\tkind\tphase-deg\tamplitude");
        assertThat(once.get(11)).isEqualTo("-\trest\t-\t-\trest\t-\t-\t-\t30000\t-");
        assertThat(once.get(12)).startsWith("11\tmain\t3\t");
        assertThat(once).allSatisfy(row -> assertThat(row.split("\t")).hasSize(10));
        out.getBuffer().setLength(0);
        phasor("trials", "examples/trials.toml", "--first", "20");
        assertThat(out.toString().lines().toList()).isEqualTo(once.subList(0, 22));
        out.getBuffer().setLength(0);
        phasor("trials", "examples/trials.toml", "--set", "trigger.seed=2");
        assertThat(out.toString().lines().toList()).hasSize(492).isNotEqualTo(once);
    }
}
