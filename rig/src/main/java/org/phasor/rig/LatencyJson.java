package org.phasor.rig;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.phasor.rig.LatencyStages.Stage;

/** Latency percentiles by stage as JSON, in microseconds: printed by commands and kept in the recording's log. */
public final class LatencyJson {

    private static final double NANOS_PER_MICRO = 1000;

    private LatencyJson() {}

    public static JsonObject of(Map<Stage, Histogram> stages) {
        JsonObject json = new JsonObject();
        stages.forEach((stage, histogram) -> json.add(stage.key(), percentiles(LatencyFigures.of(histogram))));
        return json;
    }

    /** A percentile is null when there are too few values for it to mean anything. */
    public static JsonObject ofFigures(Map<Stage, LatencyFigures> stages) {
        JsonObject json = new JsonObject();
        stages.forEach((stage, figures) -> json.add(stage.key(), percentiles(figures)));
        return json;
    }

    private static JsonObject percentiles(LatencyFigures figures) {
        JsonObject json = new JsonObject();
        json.addProperty("n", figures.n());
        add(json, "p50", figures.p50Nanos());
        add(json, "p99", figures.p99Nanos());
        add(json, "p999", figures.p999Nanos());
        add(json, "max", figures.maxNanos());
        return json;
    }

    private static void add(JsonObject json, String key, OptionalLong nanos) {
        if (nanos.isPresent()) {
            json.addProperty(key, nanos.getAsLong() / NANOS_PER_MICRO);
        } else {
            json.add(key, JsonNull.INSTANCE);
        }
    }
}
