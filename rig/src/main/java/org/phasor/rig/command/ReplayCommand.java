package org.phasor.rig.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.phasor.recordings.SessionRecording;
import org.phasor.rig.PhasorVersion;
import org.phasor.rig.RecordedRig;
import org.phasor.rig.Replay;
import org.phasor.rig.RigFile;
import org.phasor.rig.RigFileException;
import org.phasor.trigger.Outcomes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasor replay}: the same pipeline on a recorded session, compared with what was decided then. */
@Command(
        name = "replay",
        description = "Runs a recorded session through the same pipeline and compares every decision.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: phasor replay session.xdf --set trigger.phase-deg=0",
            "Example: phasor replay session.xdf --set trigger.condition.NAME.phase-deg=0",
            "Exit codes: 0 every decision is the same; 1 some differ; 4 not comparable.",
            "With another rig (what-if) the recorded EEG still holds the pulses that were",
            "given then, and what would have become of other decisions is not known: each",
            "is taken as given."
        })
final class ReplayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SESSION", description = "A recording made by phasor run.")
    private Path file;

    @Option(names = "--rig", paramLabel = "OTHER.toml", description = "Replays with another rig file.")
    private Path rig;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Replaces a value, as trigger.phase-deg=0.")
    private List<String> sets = new ArrayList<>();

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (SessionRecording session = SessionRecording.open(file)) {
            if (session.frames() == 0) {
                throw new CommandFailed(ExitCode.NOT_COMPARABLE, file + ": the session has no complete frame");
            }
            boolean asRecorded = rig == null && sets.isEmpty();
            Replay.Result result = Replay.run(session, rigFile(session));
            if (json) {
                out.println(Json.pretty(toJson(session, result)));
            } else {
                print(out, session, result, asRecorded);
            }
            return (result.identical() ? ExitCode.DONE : ExitCode.CHECK_FAILED).number();
        }
    }

    private RigFile rigFile(SessionRecording session) throws RigFileException, IOException {
        if (rig != null) {
            return RigFile.read(rig, sets);
        }
        return RecordedRig.of(session, sets);
    }

    private void print(PrintWriter out, SessionRecording session, Replay.Result result, boolean asRecorded) {
        out.printf(
                Locale.ROOT,
                "%d decisions, %d to fire or cancel, replayed at %.0f times real time%n",
                result.decisions(),
                result.recordedPlans(),
                result.speed());
        if (result.outcomes() == Outcomes.ASSUMED) {
            out.println(
                    asRecorded
                            ? "recorded before a session said what became of its decisions: every one is taken as given"
                            : "what-if: every decision taken as given");
        }
        if (result.identical()) {
            out.println("identical: every decision is the same in id, planned time, reason and gates");
            return;
        }
        out.println("first difference: " + result.first().get(0));
        out.printf(
                Locale.ROOT,
                "%d of %d frames differ; to fire or cancel: %d then, %d now, %d the same%n",
                result.differing(),
                result.decisions(),
                result.recordedPlans(),
                result.replayedPlans(),
                result.samePlans());
        if (result.nowUnsure() > 0) {
            out.println("note: in " + result.nowUnsure()
                    + " of them the sample's time is not believed now (TIME_UNSURE): older sessions had no such rule");
        }
        String then = session.facts().getOrDefault("phasor.version", "unknown");
        if (asRecorded && !then.equals(PhasorVersion.text())) {
            out.println("note: recorded by version " + then + ", replayed by " + PhasorVersion.text());
        }
    }

    private static JsonObject toJson(SessionRecording session, Replay.Result result) {
        JsonObject o = new JsonObject();
        o.addProperty("identical", result.identical());
        o.addProperty("decisions", result.decisions());
        o.addProperty("differing", result.differing());
        JsonArray differences = new JsonArray();
        for (Replay.Difference d : result.first()) {
            JsonObject difference = new JsonObject();
            difference.addProperty("frame", d.frame());
            difference.addProperty("seconds", d.seconds());
            difference.addProperty("what", d.what());
            difference.addProperty("recorded", d.recorded());
            difference.addProperty("replayed", d.replayed());
            differences.add(difference);
        }
        o.add("differences", differences);
        o.addProperty("recordedPlans", result.recordedPlans());
        o.addProperty("replayedPlans", result.replayedPlans());
        o.addProperty("samePlans", result.samePlans());
        o.add("speed", Json.number(result.speed()));
        o.addProperty("outcomes", result.outcomes().name().toLowerCase(Locale.ROOT));
        o.addProperty("nowUnsure", result.nowUnsure());
        o.addProperty("recordedBy", session.facts().getOrDefault("phasor.version", ""));
        return o;
    }
}
