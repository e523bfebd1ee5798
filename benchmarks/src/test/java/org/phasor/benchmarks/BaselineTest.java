package org.phasor.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Baseline and what was measured are made up here. */
@Timeout(60)
class BaselineTest {

    private static final Map<String, Double> GOOD = Map.of(
            "loopTurn.adaptive", 6.0,
            "firing.p50", 1.0,
            "biasDeg.adaptive", 2.0,
            "circularSdDeg.adaptive", 30.0);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private int measurements;

    private static BaselineValues with(String name, double value) {
        Map<String, Double> values = new HashMap<>(GOOD);
        values.put(name, value);
        return new BaselineValues(values);
    }

    private int run(BaselineValues now, String... more) throws Exception {
        Path file = folder.resolve("baseline.json");
        if (!Files.exists(file)) {
            new BaselineValues(GOOD).write(file);
        }
        List<String> arguments = new java.util.ArrayList<>(List.of("--file", file.toString()));
        arguments.addAll(List.of(more));
        return Baseline.run(
                arguments,
                groups -> {
                    measurements++;
                    return now;
                },
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void keepsWhatIsAsItWas() throws Exception {
        assertThat(run(new BaselineValues(GOOD))).isZero();
        assertThat(measurements).isOne();
    }

    @Test
    void allowsATurnHalfAsLongAgain() throws Exception {
        assertThat(run(with("loopTurn.adaptive", 9.0))).isZero();
    }

    @Test
    void refusesALongerTurnAfterASecondTry() throws Exception {
        assertThat(run(with("loopTurn.adaptive", 9.1))).isOne();
        assertThat(measurements).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("| loopTurn.adaptive | 6.00 | 9.10 | 9.00 **worse** |");
    }

    @Test
    void takesTheBetterOfTwoTries() throws Exception {
        double[] tries = {20, 7};
        Path file = folder.resolve("baseline.json");
        new BaselineValues(GOOD).write(file);
        int code = Baseline.run(
                List.of("--file", file.toString()),
                groups -> with("loopTurn.adaptive", tries[measurements++]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err);
        assertThat(code).isZero();
        assertThat(measurements).isEqualTo(2);
    }

    @Test
    void refusesADegreeMoreOfBiasOrSpread() throws Exception {
        assertThat(run(with("biasDeg.adaptive", 3.0))).isZero();
        assertThat(run(with("biasDeg.adaptive", 3.1))).isOne();
        assertThat(run(with("circularSdDeg.adaptive", 31.0))).isZero();
        assertThat(run(with("circularSdDeg.adaptive", 31.1))).isOne();
    }

    @Test
    void refusesWhatIsNotANumber() throws Exception {
        assertThat(run(with("biasDeg.adaptive", Double.NaN))).isOne();
    }

    @Test
    void onlyReportsFiring() throws Exception {
        assertThat(run(with("firing.p50", 100))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("| firing.p50 | 1.00 | 100.00 | reported only |");
    }

    @Test
    void refusesABoundThatWasNotMeasured() throws Exception {
        Map<String, Double> less = new HashMap<>(GOOD);
        less.remove("loopTurn.adaptive");
        assertThat(run(new BaselineValues(less))).isOne();
    }

    @Test
    void refusesANumberThatTheFileDoesNotHave() throws Exception {
        assertThat(run(with("loopTurn.echt", 1))).isOne();
    }

    @Test
    void refusesAFileWithoutBounds() throws Exception {
        Files.writeString(folder.resolve("baseline.json"), "{}\n");
        assertThat(run(new BaselineValues(Map.of()))).isOne();
    }

    @Test
    void saysInOneLineWhatIsWrongWithTheFile() throws Exception {
        for (String text :
                List.of("", "[1]", "{\"loopTurn\": 3}", "{\"loopTurn\": {\"a\": \"x\"}}", "{\"speed\": {}}")) {
            err.reset();
            Files.writeString(folder.resolve("baseline.json"), text);
            assertThat(run(new BaselineValues(GOOD))).as(text).isEqualTo(2);
            assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains("baseline.json");
        }
    }

    @Test
    void saysWhichArgumentsThereAre() throws Exception {
        assertThat(run(new BaselineValues(GOOD), "--quick")).isEqualTo(2);
        assertThat(run(new BaselineValues(GOOD), "--part", "speed")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(2);
    }

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = folder.resolve("written.json");
        new BaselineValues(GOOD).write(file);
        assertThat(BaselineValues.read(file)).isEqualTo(new BaselineValues(GOOD));
    }
}
