package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.rig.EventfulRig;

/** What the command line says of sessions with trials. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TrialSessionTest {

    private static final String TWO_TRIALS = """
            format = 1
            [acquisition]
            source = "synthetic"
            lost-after-ms = 10000
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            estimator = "echt"
            peak-hz = 10.0
            [trigger]
            phase-deg = 0
            horizon-ms = 50
            min-interval-ms = 200
            trials = 2
            [stimulator]
            fire = "simulated"
            [stimulator.limits]
            min-onset-interval-ms = 100
            max-pulses-per-minute = 6000
            max-age-ms = 150
            late-tolerance-ms = 15
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private int phasor(String... arguments) {
        out.getBuffer().setLength(0);
        return Phasor.execute(ScopeWindow.NONE, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void aSessionEndsByItselfWhenEveryTrialWasGiven() throws Exception {
        Path rig = Files.writeString(folder.resolve("two.toml"), TWO_TRIALS);
        int code = phasor(
                "run",
                rig.toString(),
                "--headless",
                "--virtual",
                "--no-control",
                "--json",
                "--set",
                "recordings.folder=" + folder);
        assertThat(code).as("%s", err).isZero();
        JsonObject summary = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(summary.get("end").getAsString()).isEqualTo("trials_done");
        assertThat(summary.get("virtualPulses").getAsLong()).isEqualTo(2);
        assertThat(summary.get("shamPulses").getAsLong()).isZero();
        assertThat(summary.getAsJsonObject("trials").get("planned").getAsLong()).isEqualTo(2);
        assertThat(phasor("replay", summary.get("recording").getAsString())).isZero();
    }

    @Test
    void replayAndReportSayWhatBecameOfTheTrials() throws Exception {
        String session = EventfulRig.record(folder, 5).toString();
        assertThat(phasor("replay", session)).as("%s", out).isZero();
        assertThat(out.toString()).contains("identical").doesNotContain("what-if");
        assertThat(phasor("replay", session, "--set", "trigger.seed=77")).isEqualTo(1);
        assertThat(out.toString()).contains("what-if: every decision taken as given");

        assertThat(phasor("report", session)).isZero();
        assertThat(out.toString())
                .contains("condition              target    given  sham virtual redone")
                .contains("  random                random")
                .contains("peak 110 %");
        assertThat(phasor("report", session, "--json")).isZero();
        JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
        long trials = 0;
        long redone = 0;
        for (JsonElement each : report.getAsJsonArray("conditions")) {
            JsonObject condition = each.getAsJsonObject();
            boolean sham = condition.get("name").getAsString().equals("sham");
            assertThat(condition.get("sham").getAsLong() > 0).isEqualTo(sham);
            assertThat(condition.get("given").getAsLong() > 0).isEqualTo(!sham);
            trials += condition.get("given").getAsLong() + condition.get("sham").getAsLong();
            redone += condition.get("redone").getAsLong();
        }
        // A pulse whose signal broke just before it, seen too late to withdraw it, was given and its trial is redone.
        assertThat(trials).isBetween(100L, 110L);
        assertThat(redone).isPositive();
        assertThat(report.getAsJsonArray("cells")).hasSize(8);
    }
}
