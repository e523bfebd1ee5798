package org.phasor.rig.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.phasor.lsl.StreamInfo;

/** LSL streams as {@code phasor streams} lists them: by name. */
final class StreamTable {

    private static final Comparator<StreamInfo> BY_NAME =
            Comparator.comparing(StreamInfo::name).thenComparing(StreamInfo::uid);

    private StreamTable() {}

    static List<StreamInfo> sorted(List<StreamInfo> streams) {
        return streams.stream().sorted(BY_NAME).toList();
    }

    static void print(PrintWriter out, List<StreamInfo> streams) {
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

    static JsonObject toJson(List<StreamInfo> streams) {
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
