package org.phasor.benchmarks;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.phasor.rig.FiringPrecision;

/**
 * Prints how far from their planned time pulses are fired, and a bare loop beside it: {@link FiringPrecision}. {@code Firing [--quick]
 * [--json FILE]}.
 */
public final class Firing {

    private static final double[] PERCENTILES = {50, 99, 99.9, 100};
    private static final String[] KEYS = {"p50", "p99", "p999", "max"};

    private Firing() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        FiringPrecision.Result result = print(given.contains("--quick"), System.out);
        int json = given.indexOf("--json");
        if (json >= 0) {
            JsonObject object = new JsonObject();
            object.add("machine", Machine.json());
            object.add("loopNanos", nanos(result.loop()));
            object.add("bareNanos", nanos(result.bare()));
            object.addProperty("p50Ratio", result.ratio(50));
            object.addProperty("p99Ratio", result.ratio(99));
            Files.writeString(
                    Path.of(given.get(json + 1)),
                    new GsonBuilder().setPrettyPrinting().create().toJson(object) + '\n',
                    StandardCharsets.UTF_8);
        }
    }

    static FiringPrecision.Result print(boolean quick, PrintStream out) throws InterruptedException {
        FiringPrecision.Result result = FiringPrecision.measure(quick ? 2 : 10, quick ? 1 : 5);
        out.println("| planned to actual, frames at 1 kHz meanwhile (µs) | n | p50 | p99 | p99.9 | max |");
        out.println("|---|---|---|---|---|---|");
        row(out, "loop thread, interlock, simulated device", result.loop());
        row(out, "bare loop that spins until it is time", result.bare());
        out.printf(Locale.ROOT, "ratio: p50 %.2f, p99 %.2f%n", result.ratio(50), result.ratio(99));
        return result;
    }

    private static void row(PrintStream out, String name, Histogram h) {
        StringBuilder row = new StringBuilder("| " + name + " | " + h.getTotalCount());
        for (double percentile : PERCENTILES) {
            row.append(String.format(Locale.ROOT, " | %.2f", h.getValueAtPercentile(percentile) / 1000.0));
        }
        out.println(row + " |");
    }

    private static JsonObject nanos(Histogram h) {
        JsonObject json = new JsonObject();
        json.addProperty("n", h.getTotalCount());
        for (int i = 0; i < KEYS.length; i++) {
            json.addProperty(KEYS[i], h.getValueAtPercentile(PERCENTILES[i]));
        }
        return json;
    }
}
