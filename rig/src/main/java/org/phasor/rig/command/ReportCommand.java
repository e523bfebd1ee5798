package org.phasor.rig.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.phasor.dsp.SignalSettings;
import org.phasor.recordings.ReturnedPulses;
import org.phasor.recordings.SessionRecording;
import org.phasor.recordings.SessionReport;
import org.phasor.recordings.SessionReport.ConditionReport;
import org.phasor.recordings.SignalRhythm;
import org.phasor.rig.RecordedRig;
import org.phasor.rig.RigFile;
import org.phasor.rig.Session;
import org.phasor.stimulator.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasor report}: how well a session met its phases. */
@Command(
        name = "report",
        description = "Reports on a recorded session: the true phase at every pulse, latency, what was vetoed.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: phasor report recordings-out/phasor-20261120T083000Z.xdf --json",
            "The truth is the known phase of a synthetic signal, otherwise the mean of 15",
            "zero-phase filters around the peak (Zrenner 2020). After real pulses it is bent",
            "by their artefacts: with a live device only sham and virtual trials are judged",
            "that lie a second or more from any pulse.",
            "judged: trials with a truth (an estimated one: none within 2 s of an end or a",
            "gap). redone: further attempts at a trial that was withdrawn or refused.",
            "spoiled: given, and redone all the same. Pulses are judged at the time that the",
            "gate read (sham and virtual ones at the planned) and output-delay-ms, also where",
            "a returned trigger was recorded.",
            "bias: mean of truth less target, positive is late; a random phase is judged",
            "against the one drawn for each trial. PLV: length of the mean vector, 1 when",
            "all errors are the same. circular SD: sqrt(-2 ln PLV)."
        })
final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SESSION", description = "A recording made by phasor run.")
    private Path file;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (SessionRecording session = SessionRecording.open(file)) {
            RigFile rig = RecordedRig.of(session);
            SessionReport report = RecordedRig.report(session, rig);
            JsonElement latency = latency(session);
            List<SignalRhythm> rhythms = new ArrayList<>();
            for (SignalSettings signal : rig.settings().signals()) {
                rhythms.add(SignalRhythm.of(session, signal));
            }
            ReturnedPulses returned = ReturnedPulses.of(session.inputs());
            if (json) {
                JsonObject whole = toJson(report, latency);
                whole.add("signals", RhythmWords.toJson(rhythms));
                whole.add("returned", returned.any() ? ReturnedWords.toJson(returned) : JsonNull.INSTANCE);
                whole.add("markers", MarkerLines.toJson(session));
                out.println(Json.pretty(whole));
            } else {
                print(out, session, rig, report, latency, returned.any());
                rhythms.forEach(rhythm -> out.println(RhythmWords.line(rhythm)));
                out.println("frames       " + ReasonShares.of(session));
                if (returned.any()) {
                    out.println("returned     " + ReturnedWords.line(returned));
                }
                MarkerLines.print(out, session);
            }
        }
        return ExitCode.DONE.number();
    }

    private static void print(
            PrintWriter out,
            SessionRecording session,
            RigFile rig,
            SessionReport report,
            JsonElement latency,
            boolean returned)
            throws IOException {
        out.printf(
                Locale.ROOT,
                "session      %d frames, %.1f s of '%s', rig %s%n",
                session.frames(),
                session.frames() / session.eeg().info().nominalRateHz(),
                session.eeg().info().name(),
                rig.name());
        out.println("truth        "
                + (report.truth() == SessionReport.Truth.KNOWN
                        ? "known: the phase that the synthetic source made"
                        : "estimated: mean of 15 zero-phase filters around the peak"));
        out.printf(
                Locale.ROOT,
                "times        pulses: the gate's reading and output-delay-ms = %s%s; sham and virtual: as planned%n",
                Narrator.plain(rig.settings().stimulator().outputDelayNanos() / 1e6),
                returned ? " (not the returned trigger)" : "");
        ConditionTable.print(out, report, rig.settings().trigger().design().amplitudes());
        boolean delivered = report.conditions().stream().anyMatch(c -> c.judgedDelivered() > 0);
        long inAll = report.conditions().stream()
                .mapToLong(ConditionReport::pulsesInAll)
                .sum();
        long onsets =
                report.conditions().stream().mapToLong(ConditionReport::pulses).sum();
        if (inAll > onsets) {
            out.println("  patterns are judged at their first pulse: " + onsets + " of " + inAll + " pulses in all");
        }
        if (delivered && report.truth() != SessionReport.Truth.KNOWN) {
            out.println(
                    "  note: judged after delivered pulses. With a real stimulator the truth is bent by artefact and"
                            + " response:");
            out.println("        judge accuracy on simulated, sham or virtual pulses");
        }
        List<String> outcomes = new ArrayList<>();
        report.outcomes()
                .forEach((outcome, n) ->
                        outcomes.add(outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + n));
        out.println("decisions    " + (outcomes.isEmpty() ? "none" : String.join(", ", outcomes)));
        if (latency.isJsonObject()) {
            out.println("latency      (microseconds)          n       p50       p99     p99.9       max");
            latency.getAsJsonObject().entrySet().forEach(stage -> printStage(out, stage.getKey(), stage.getValue()));
        } else {
            out.println("latency      not in the recording: the session did not end in order");
        }
    }

    private static void printStage(PrintWriter out, String name, JsonElement stage) {
        JsonObject o = stage.getAsJsonObject();
        out.printf(
                Locale.ROOT,
                "  %-25s %9d %9s %9s %9s %9s%n",
                name,
                o.get("n").getAsLong(),
                micros(o.get("p50")),
                micros(o.get("p99")),
                micros(o.get("p999")),
                micros(o.get("max")));
    }

    private static String micros(JsonElement value) {
        return value.isJsonNull() ? "-" : String.format(Locale.ROOT, "%.1f", value.getAsDouble());
    }

    private static JsonObject toJson(SessionReport report, JsonElement latency) {
        JsonArray errors = new JsonArray();
        for (double error : report.errorsRad()) {
            errors.add(Json.number(Math.toDegrees(error)));
        }
        JsonObject vetoes = new JsonObject();
        report.outcomes().forEach((outcome, n) -> {
            if (outcome.isVeto()) {
                vetoes.addProperty(OutcomeWords.key(outcome), n);
            }
        });
        JsonObject outcomes = new JsonObject();
        for (Outcome outcome : report.outcomes().keySet()) {
            outcomes.addProperty(
                    outcome.name().toLowerCase(Locale.ROOT), report.outcomes().get(outcome));
        }
        JsonObject json = new JsonObject();
        json.addProperty("truth", report.truth().name().toLowerCase(Locale.ROOT));
        json.add("conditions", ConditionTable.toJson(report.conditions()));
        json.add("cells", ConditionTable.toJson(report.cells()));
        json.add("phaseErrorsDeg", errors);
        json.add("latencyMicros", latency);
        json.add("vetoes", vetoes);
        json.add("outcomes", outcomes);
        return json;
    }

    /** What the session logged of its latencies at its end; null when it did not come to that. */
    private static JsonElement latency(SessionRecording session) throws IOException {
        JsonElement[] found = {JsonNull.INSTANCE};
        session.log().forEachSample(line -> {
            if (line.texts()[0].startsWith(Session.LATENCY_LINE)) {
                found[0] = JsonParser.parseString(line.texts()[0].substring(Session.LATENCY_LINE.length()));
            }
        });
        return found[0];
    }
}
