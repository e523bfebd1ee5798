package org.phasor.rig;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.phasor.rig.LatencyStages.Stage;

/** Latency percentiles by stage as JSON, in microseconds: printed by commands and kept in the recording's log. */
public final class LatencyJson {

    private static final double NANOS_PER_MICRO = 1000;

    private LatencyJson() {}

    public static JsonObject of(Map<Stage, Histogram> stages) {
        JsonObject json = new JsonObject();
        stages.forEach((stage, histogram) -> json.add(stage.key(), percentiles(histogram)));
        return json;
    }

    /** A percentile is null when there are too few values for it to mean anything. */
    private static JsonObject percentiles(Histogram histogram) {
        long n = histogram.getTotalCount();
        JsonObject json = new JsonObject();
        json.addProperty("n", n);
        percentile(json, "p50", histogram, 50, n >= 2);
        percentile(json, "p99", histogram, 99, n >= 100);
        percentile(json, "p999", histogram, 99.9, n >= 1000);
        percentile(json, "max", histogram, 100, n >= 1);
        return json;
    }

    private static void percentile(
            JsonObject json, String key, Histogram histogram, double percentile, boolean enough) {
        if (enough) {
            json.addProperty(key, histogram.getValueAtPercentile(percentile) / NANOS_PER_MICRO);
        } else {
            json.add(key, JsonNull.INSTANCE);
        }
    }
}
