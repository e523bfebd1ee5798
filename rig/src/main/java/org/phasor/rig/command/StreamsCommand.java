package org.phasor.rig.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.LslConfigFile;
import org.phasor.lsl.PureJavaLsl;
import org.phasor.lsl.StreamInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phasor streams}: the LSL streams on the network. */
@Command(
        name = "streams",
        description = "Lists the LSL streams on the network.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: phasor streams --wait 3 --where \"type='EEG'\""})
final class StreamsCommand implements Callable<Integer> {

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "2", description = "Listens so long. Default: 2.")
    private double waitSeconds;

    @Option(names = "--where", paramLabel = "XPATH", defaultValue = "", description = "Only those that match.")
    private String predicate;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!(waitSeconds > 0 && waitSeconds <= 600)) {
            throw new CommandFailed(ExitCode.BAD_ARGUMENTS, "--wait " + waitSeconds + ": must be > 0 and <= 600");
        }
        List<StreamInfo> streams;
        try (Lsl lsl = new PureJavaLsl(LslConfigFile.fromEnvironment())) {
            streams = lsl.resolver().resolve(predicate, 0, Duration.ofNanos((long) (waitSeconds * 1e9)));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.BAD_ARGUMENTS, "--where " + predicate + ": " + e.getMessage(), e);
        }
        streams = streams.stream()
                .sorted(Comparator.comparing(StreamInfo::name).thenComparing(StreamInfo::uid))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(toJson(streams)));
        } else if (streams.isEmpty()) {
            out.printf(Locale.ROOT, "no LSL stream was heard of in %.1f s%n", waitSeconds);
        } else {
            print(out, streams);
        }
        return ExitCode.DONE.number();
    }

    private static void print(PrintWriter out, List<StreamInfo> streams) {
        out.printf(
                "%-28s %-10s %8s %-9s %10s  %-24s %s%n",
                "name", "type", "channels", "format", "rate (Hz)", "source id", "host");
        for (StreamInfo s : streams) {
            out.printf(
                    Locale.ROOT,
                    "%-28s %-10s %8d %-9s %10s  %-24s %s%n",
                    s.name(),
                    s.type(),
                    s.channelCount(),
                    s.format().wireName(),
                    s.nominalRateHz() == 0 ? "irregular" : Narrator.plain(s.nominalRateHz()),
                    s.sourceId(),
                    s.hostname());
        }
    }

    private static JsonObject toJson(List<StreamInfo> streams) {
        JsonArray array = new JsonArray();
        for (StreamInfo s : streams) {
            JsonObject o = new JsonObject();
            o.addProperty("name", s.name());
            o.addProperty("type", s.type());
            o.addProperty("channels", s.channelCount());
            o.addProperty("channelFormat", s.format().wireName());
            o.addProperty("nominalRate", s.nominalRateHz());
            o.addProperty("sourceId", s.sourceId());
            o.addProperty("uid", s.uid());
            o.addProperty("host", s.hostname());
            array.add(o);
        }
        JsonObject json = new JsonObject();
        json.add("streams", array);
        return json;
    }
}
