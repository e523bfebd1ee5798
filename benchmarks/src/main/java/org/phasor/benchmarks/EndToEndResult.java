package org.phasor.benchmarks;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** What {@link EndToEnd} measured at one rate: per run, medians of runs, ratios. One thread. */
final class EndToEndResult {

    private static final double[] PERCENTILES = {50, 99, 99.9, 100};
    private static final String[] KEYS = {"p50", "p99", "p999", "max"};

    private final double rateHz;
    private final long samples;
    private final List<Map<Arm, EndToEndRun>> runs = new ArrayList<>();
    private final List<Histogram> arrivalToDevice = new ArrayList<>();
    private final Map<Arm, Long> missing = new EnumMap<>(Arm.class);
    private String refused = "";

    EndToEndResult(double rateHz, long samples) {
        this.rateHz = rateHz;
        this.samples = samples;
    }

    void add(Map<Arm, EndToEndRun> run, Histogram rigStage) {
        runs.add(run);
        arrivalToDevice.add(rigStage);
    }

    void missing(Arm arm, long events) {
        missing.merge(arm, events, Long::sum);
    }

    /** What the rig did not fire at, and why, in one line. */
    void refused(String line) {
        refused = line;
    }

    /** Of the worst arm. */
    double missingShare() {
        return missing.entrySet().stream()
                .mapToDouble(m -> m.getValue() / (double) Math.max(1, events(m.getKey())))
                .max()
                .orElse(1);
    }

    private long events(Arm arm) {
        return runs.stream()
                .mapToLong(run -> run.get(arm).latency().getTotalCount())
                .sum();
    }

    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%nintended send to datagram, %d channels at %.0f Hz, %d runs of %d samples (microseconds):%n",
                Amplifier.CHANNELS,
                rateHz,
                runs.size(),
                samples);
        out.println("  run                             n      p50      p99    p99.9      max   sender late p50  p99");
        for (int r = 0; r < runs.size(); r++) {
            for (Map.Entry<Arm, EndToEndRun> arm : runs.get(r).entrySet()) {
                Histogram late = arm.getValue().lateness();
                out.printf(
                        Locale.ROOT,
                        "  %d  %-20s%s   %10.1f %8.1f%n",
                        r + 1,
                        arm.getKey().title(),
                        row(arm.getValue().latency()),
                        late.getValueAtPercentile(50) / 1000.0,
                        late.getValueAtPercentile(99) / 1000.0);
            }
            out.printf(Locale.ROOT, "  %d  %-20s%s%n", r + 1, " arrivalToDevice", row(arrivalToDevice.get(r)));
        }
        out.println("median of the runs                     p50      p99    p99.9      max     missing");
        for (Arm arm : arms()) {
            out.printf(Locale.ROOT, "     %-20s       ", arm.title());
            for (double percentile : PERCENTILES) {
                out.printf(Locale.ROOT, " %8.1f", median(arm, percentile));
            }
            out.printf(Locale.ROOT, "  %10d%n", missing.getOrDefault(arm, 0L));
        }
        for (Arm other : arms()) {
            if (other != Arm.RIG) {
                out.printf(
                        Locale.ROOT,
                        "Phasor to the %s: p50 %.2f, p99 %.2f, p99.9 %.2f%n",
                        other.title(),
                        ratio(other, 50),
                        ratio(other, 99),
                        ratio(other, 99.9));
            }
        }
        out.printf(
                Locale.ROOT,
                "arrivalToDevice p99 below 1 ms in %d of %d runs; by the rig %s%n",
                arrivalToDevice.stream()
                        .filter(h -> h.getValueAtPercentile(99) < 1_000_000)
                        .count(),
                runs.size(),
                refused);
    }

    private static String row(Histogram h) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%9d", h.getTotalCount()));
        for (double percentile : PERCENTILES) {
            row.append(String.format(Locale.ROOT, " %8.1f", h.getValueAtPercentile(percentile) / 1000.0));
        }
        return row.toString();
    }

    private List<Arm> arms() {
        return List.copyOf(runs.get(0).keySet());
    }

    /** In microseconds. */
    double median(Arm arm, double percentile) {
        return median(run -> run.get(arm).micros(percentile));
    }

    private double median(ToDoubleFunction<Map<Arm, EndToEndRun>> of) {
        double[] sorted = runs.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The rig's median of runs over another's. */
    double ratio(Arm other, double percentile) {
        return median(Arm.RIG, percentile) / median(other, percentile);
    }

    private JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("rateHz", rateHz);
        json.addProperty("channels", Amplifier.CHANNELS);
        json.addProperty("samplesPerRun", samples);
        JsonArray runArray = new JsonArray();
        for (int r = 0; r < runs.size(); r++) {
            JsonObject run = new JsonObject();
            runs.get(r).forEach((arm, measured) -> run.add(arm.key(), percentiles(measured.latency())));
            run.add("arrivalToDevice", percentiles(arrivalToDevice.get(r)));
            runArray.add(run);
        }
        json.add("runs", runArray);
        JsonObject medians = new JsonObject();
        JsonObject ratios = new JsonObject();
        JsonObject lost = new JsonObject();
        for (Arm arm : arms()) {
            JsonObject row = new JsonObject();
            JsonObject ratio = new JsonObject();
            for (int i = 0; i < KEYS.length; i++) {
                row.addProperty(KEYS[i], median(arm, PERCENTILES[i]));
                ratio.addProperty(KEYS[i], ratio(arm, PERCENTILES[i]));
            }
            medians.add(arm.key(), row);
            if (arm != Arm.RIG) {
                ratios.add(arm == Arm.BARE ? "rigToBare" : "rigToNative", ratio);
            }
            lost.addProperty(arm.key(), missing.getOrDefault(arm, 0L));
        }
        json.add("medianMicros", medians);
        json.add("ratios", ratios);
        json.add("missing", lost);
        return json;
    }

    private static JsonObject percentiles(Histogram h) {
        JsonObject json = new JsonObject();
        json.addProperty("n", h.getTotalCount());
        for (int i = 0; i < KEYS.length; i++) {
            json.addProperty(KEYS[i], h.getValueAtPercentile(PERCENTILES[i]) / 1000.0);
        }
        return json;
    }

    /** Everything as one JSON object; microseconds. */
    static void write(Path file, EndToEndOptions options, List<EndToEndResult> results) throws IOException {
        JsonObject json = new JsonObject();
        json.add("machine", Machine.json());
        json.addProperty("rigServedBy", options.rigBy());
        json.addProperty("rigSettings", String.join(" ", options.sets()));
        JsonArray rates = new JsonArray();
        results.forEach(result -> rates.add(result.json()));
        json.add("rates", rates);
        Files.writeString(
                file,
                new GsonBuilder()
                                .setPrettyPrinting()
                                .serializeSpecialFloatingPointValues()
                                .create()
                                .toJson(json)
                        + '\n',
                StandardCharsets.UTF_8);
    }
}
