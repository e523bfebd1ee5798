package org.phasor.rig.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.phasor.recordings.Damage;
import org.phasor.recordings.RecordedStream;
import org.phasor.recordings.Recording;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasor info}: what is in a recording. */
@Command(
        name = "info",
        description = "Says what is in a recording: streams, rates, gaps, damage.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: phasor info recordings-out/phasor-20261120T083000Z.xdf"})
final class InfoCommand implements Callable<Integer> {

    private static final int LABELS_SHOWN = 12;

    @Parameters(paramLabel = "FILE", description = "An XDF file or a BrainVision header.")
    private Path file;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Recording recording = Recording.open(file)) {
            if (json) {
                out.println(Json.pretty(toJson(recording)));
            } else {
                print(out, recording);
            }
        }
        return ExitCode.DONE.number();
    }

    private void print(PrintWriter out, Recording recording) {
        out.println(file + ": " + recording.format());
        for (RecordedStream stream : recording.streams()) {
            out.printf(
                    Locale.ROOT,
                    "%n%d  %s, type %s: %d %s %s%n",
                    stream.id(),
                    stream.info().name(),
                    stream.info().type().isEmpty() ? "not given" : stream.info().type(),
                    stream.info().channelCount(),
                    stream.info().channelCount() == 1 ? "channel" : "channels",
                    stream.info().format().wireName());
            List<String> labels = stream.info().labels();
            String more = labels.size() > LABELS_SHOWN ? ", ... " + labels.size() + " in all" : "";
            out.println("   labels   " + String.join(", ", labels.subList(0, Math.min(LABELS_SHOWN, labels.size())))
                    + more);
            out.printf(
                    Locale.ROOT,
                    "   samples  %d, from %.6f s to %.6f s%n",
                    stream.sampleCount(),
                    stream.firstStampSeconds(),
                    stream.lastStampSeconds());
            if (stream.info().nominalRateHz() > 0) {
                out.printf(
                        Locale.ROOT,
                        "   rate     %s Hz nominal, %.4f Hz effective, %d gaps%n",
                        Narrator.plain(stream.info().nominalRateHz()),
                        stream.effectiveRateHz(),
                        stream.gaps());
            } else {
                out.println("   rate     irregular");
            }
            out.println("   clock    " + stream.clockOffsets().size() + " offsets");
        }
        for (String note : recording.notes()) {
            out.println("note: " + note);
        }
        for (Damage damage : recording.damage()) {
            out.println("damage: " + damage);
        }
    }

    private static JsonObject toJson(Recording recording) {
        JsonArray streams = new JsonArray();
        for (RecordedStream stream : recording.streams()) {
            JsonObject o = new JsonObject();
            o.addProperty("id", stream.id());
            o.addProperty("name", stream.info().name());
            o.addProperty("type", stream.info().type());
            o.addProperty("channels", stream.info().channelCount());
            JsonArray labels = new JsonArray();
            stream.info().labels().forEach(labels::add);
            o.add("labels", labels);
            o.addProperty("channelFormat", stream.info().format().wireName());
            o.addProperty("nominalRate", stream.info().nominalRateHz());
            o.add("effectiveRate", Json.number(stream.effectiveRateHz()));
            o.addProperty("samples", stream.sampleCount());
            o.add("firstTime", Json.number(stream.firstStampSeconds()));
            o.add("lastTime", Json.number(stream.lastStampSeconds()));
            o.addProperty("gaps", stream.gaps());
            o.addProperty("clockOffsets", stream.clockOffsets().size());
            streams.add(o);
        }
        JsonArray damage = new JsonArray();
        recording.damage().forEach(d -> damage.add(d.toString()));
        JsonObject json = new JsonObject();
        json.addProperty("format", recording.format());
        json.add("streams", streams);
        json.add("damage", damage);
        return json;
    }
}
