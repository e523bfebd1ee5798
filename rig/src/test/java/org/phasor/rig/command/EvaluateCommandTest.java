package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.dsp.estimator.PhaseEstimators;
import org.phasor.dsp.evaluation.EvaluationBench;
import org.phasor.dsp.evaluation.EvaluationSettings;
import org.phasor.dsp.evaluation.EvaluationSignal;
import org.phasor.dsp.evaluation.TruthKind;

@Timeout(60)
class EvaluateCommandTest {

    private static final double RATE = RestRecording.RATE_HZ;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeARecording() throws IOException {
        file = RestRecording.write(folder.resolve("rest.xdf"), 60);
    }

    private int phasor(String... arguments) {
        return Phasor.execute(ScopeWindow.NONE, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void theTableSaysHowWellEachDid() {
        assertThat(phasor(
                        "evaluate",
                        file.toString(),
                        "--channel",
                        "C3",
                        "--band",
                        "8,13",
                        "--estimators",
                        "echt",
                        "--truth",
                        "multi"))
                .isZero();
        assertThat(err.toString()).isEmpty();
        String text = out.toString();
        assertThat(text).contains("peak       10.0 Hz").contains("truth").contains("estimator");
        assertThat(text.lines().filter(l -> l.startsWith("  echt"))).hasSize(9);
        assertThat(text).contains("Lowest circular SD here, 0 ms ahead").contains("not with the brain");
    }

    @Test
    void theJsonHasItsKeys() {
        assertThat(phasor(
                        "evaluate",
                        file.toString(),
                        "--channel",
                        "C3",
                        "--band",
                        "8,13",
                        "--delay-ms",
                        "5,0",
                        "--json"))
                .isZero();
        JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
        JsonObject recording = json.getAsJsonArray("recordings").get(0).getAsJsonObject();
        assertThat(recording.get("file").getAsString()).isEqualTo(file.toString());
        assertThat(recording.get("peakHz").getAsDouble()).isBetween(9.8, 10.2);
        assertThat(recording.get("snrDb").getAsDouble()).isGreaterThan(10);
        JsonArray rows = recording.getAsJsonArray("estimators");
        assertThat(rows).hasSizeGreaterThanOrEqualTo(6);
        for (JsonElement element : rows) {
            JsonObject row = element.getAsJsonObject();
            assertThat(PhaseEstimators.names()).contains(row.get("name").getAsString());
            assertThat(row.get("delayMs").getAsDouble()).isIn(0.0, 5.0);
            assertThat(row.get("gate").getAsString()).isIn("all", "amp50", "own50");
            assertThat(row.keySet()).contains("biasDeg", "circularSdDeg", "plv", "maeDeg");
        }
        JsonObject first = rows.get(0).getAsJsonObject();
        assertThat(first.get("delayMs").getAsDouble()).isEqualTo(5);
        JsonArray interval = first.getAsJsonArray("circularSdDeg95");
        assertThat(first.get("circularSdDeg").getAsDouble())
                .isBetween(interval.get(0).getAsDouble(), interval.get(1).getAsDouble());
    }

    @Test
    void thePageIsWellFormedXml() throws Exception {
        Path page = folder.resolve("page.html");
        assertThat(phasor(
                        "evaluate",
                        file.toString(),
                        file.toString(),
                        "--montage",
                        "C3=1,Cz=-0.5",
                        "--band",
                        "8,13",
                        "--truth",
                        "band",
                        "--html",
                        page.toString()))
                .isZero();
        assertThat(out.toString()).contains("page written: " + page);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(page.toFile())
                        .getElementsByTagName("h2")
                        .getLength())
                .isEqualTo(3);
        assertThat(Files.readString(page)).contains("C3=1,Cz=-0.5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--band 8,13; one of them must be given",
                "--channel C3 --montage c3-hjorth --band 8,13; give one of them",
                "--channel C9 --band 8,13; nearest: C3",
                "--montage c3-hjort --band 8,13; nearest: C3-hjorth",
                "--montage C3-Hjorth --band 8,13; channel 'FC1' is not in stream 'amp'",
                "--montage C3=1,Cz --band 8,13; \"Cz\": must be LABEL=WEIGHT",
                "--montage C3=1,C3=2 --band 8,13; \"C3\" has two weights",
                "--channel C3; --band",
                "--channel C3 --band 13,8; the lower first",
                "--channel C3 --band 8,Infinity; the lower first",
                "--channel C3 --band alpha; must be two frequencies",
                "--channel C3 --band 8,200; must end below 125 Hz",
                "--channel C3 --band 8,13 --search-hz 14; --search-hz 14: must be two frequencies",
                "--channel C3 --band 8,13 --estimators ehct; nearest: echt",
                "--channel C3 --band 8,13 --delay-ms -1; must be 0 to 1000 ms",
                "--channel C3 --band 8,13 --delay-ms soon; must be delays in ms",
                "--channel C3 --band 8,13 --truth real; must be multi, band or known",
                "--channel C3 --band 8,13 --html none/page.html; there is no folder",
            })
    void badArgumentsAreOneLineAndTwo(String arguments, String named) {
        assertThat(phasor(("evaluate " + file + " " + arguments).split(" "))).isEqualTo(2);
        assertThat(err.toString().lines().filter(l -> l.contains(named))).hasSize(1);
        assertThat(err.toString()).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aFileThatWillNotDoIsOneLineAndThree() throws IOException {
        Path brief = RestRecording.write(folder.resolve("brief.xdf"), 20);
        assertThat(phasor("evaluate", brief.toString(), "--channel", "C3", "--band", "8,13"))
                .isEqualTo(3);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("brief.xdf")
                .contains("must be >= 30.0 s");
    }

    @Test
    void aKnownPhaseIsTheTruthUnlessAnotherIsAskedFor() {
        assertThat(phasor("evaluate", file.toString(), "--channel", "C3", "--band", "8,13", "--json"))
                .isZero();
        JsonObject recording = JsonParser.parseString(out.toString())
                .getAsJsonObject()
                .getAsJsonArray("recordings")
                .get(0)
                .getAsJsonObject();
        assertThat(recording.getAsJsonObject("truth").get("kind").getAsString()).isEqualTo("known");
        JsonObject first = recording.getAsJsonArray("estimators").get(0).getAsJsonObject();
        assertThat(first.get("circularSdDeg").getAsDouble()).isBetween(1.0, 15.0);
        assertThat(first.get("biasDeg").getAsDouble()).isBetween(-5.0, 5.0);
        assertThat(recording.get("recommendation").toString()).contains("synthetic");
        assertThat(phasor(
                        "evaluate",
                        file.toString(),
                        "--channel",
                        "C3",
                        "--band",
                        "8,13",
                        "--estimators",
                        "echt",
                        "--truth",
                        "multi"))
                .isZero();
        assertThat(out.toString()).contains("15 zero-phase filters");
    }

    @Test
    void theNumberOfThreadsChangesNothing() throws InterruptedException {
        double[] x = RestRecording.c3(60);
        EvaluationBench bench = EvaluationBench.prepare(
                EvaluationSignal.of(x, new boolean[x.length], RATE), EvaluationSettings.of(8, 13, TruthKind.MULTI));
        List<Double> delays = List.of(0.0, 5.0, 20.0);
        EvaluationRunner.Runs alone =
                new EvaluationRunner(1, (done, total) -> {}).run(bench, PhaseEstimators.names(), delays);
        EvaluationRunner.Runs four =
                new EvaluationRunner(4, (done, total) -> {}).run(bench, PhaseEstimators.names(), delays);
        assertThat(four.runs()).usingRecursiveComparison().isEqualTo(alone.runs());
        assertThat(alone.refusals()).isEmpty();
    }
}
