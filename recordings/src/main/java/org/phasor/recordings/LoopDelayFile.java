package org.phasor.recordings;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file that {@code phasor calibrate --loop} writes and a rig file names: a {@link LoopDelay} as JSON. */
public final class LoopDelayFile {

    private static final String MARK = "phasor-loop-delay";
    private static final int FORMAT = 1;
    private static final double LONGEST_MS = 1000;

    private LoopDelayFile() {}

    /** Writes a new file; an existing one is never written over. */
    public static void write(Path file, LoopDelay measured) throws IOException {
        try {
            Files.writeString(file, text(measured), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + ": is there already: name another file");
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": its folder does not exist");
        } catch (AccessDeniedException e) {
            throw new IOException(file + ": cannot be written: permission denied");
        }
    }

    /** The file's text. */
    public static String text(LoopDelay measured) {
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .serializeNulls()
                        .create()
                        .toJson(json(measured))
                + "\n";
    }

    /** What the file holds. */
    public static JsonObject json(LoopDelay measured) {
        DelayStatistics d = measured.delays();
        JsonObject json = new JsonObject();
        json.addProperty(MARK, FORMAT);
        json.addProperty("made", measured.made().toString());
        json.addProperty("device", measured.device());
        json.addProperty("stream", measured.stream());
        json.addProperty("rateHz", measured.rateHz());
        json.addProperty("n", d.n());
        json.addProperty("missing", measured.missing());
        json.addProperty("unexpected", measured.unexpected());
        json.addProperty("seconds", d.seconds());
        number(json, "meanMs", d.meanMs());
        number(json, "sdMs", d.sdMs());
        number(json, "p50Ms", d.p50Ms());
        number(json, "p99Ms", d.p99Ms());
        number(json, "maxMs", d.maxMs());
        number(json, "driftMsPerHour", d.driftMsPerHour());
        number(json, "driftErrorMsPerHour", d.driftErrorMsPerHour());
        json.addProperty("quantisationMs", measured.quantisationMs());
        JsonObject provenance = new JsonObject();
        measured.provenance().forEach(provenance::addProperty);
        json.add("provenance", provenance);
        return json;
    }

    private static void number(JsonObject json, String name, double value) {
        json.addProperty(name, Double.isFinite(value) ? value : null);
    }

    /**
     * Reads the text of such a file.
     *
     * @param place the file, for messages
     * @throws IOException in one line that names place, key, value and what was expected
     */
    public static LoopDelay parse(String place, String text) throws IOException {
        JsonObject json;
        try {
            JsonElement element = JsonParser.parseString(text);
            if (!element.isJsonObject() || !element.getAsJsonObject().has(MARK)) {
                throw new IOException(place + ": is no loop delay (written by phasor calibrate --loop)");
            }
            json = element.getAsJsonObject();
        } catch (JsonParseException | StackOverflowError e) {
            throw new IOException(place + ": is no loop delay (written by phasor calibrate --loop)");
        }
        between(place, json, MARK, FORMAT, FORMAT);
        double most = Double.MAX_VALUE;
        DelayStatistics delays = new DelayStatistics(
                (long) between(place, json, "n", 1, 1e9),
                between(place, json, "meanMs", 0, LONGEST_MS),
                orNaN(place, json, "sdMs", 0, LONGEST_MS),
                between(place, json, "p50Ms", -LONGEST_MS, LONGEST_MS),
                between(place, json, "p99Ms", -LONGEST_MS, LONGEST_MS),
                between(place, json, "maxMs", -LONGEST_MS, LONGEST_MS),
                orNaN(place, json, "driftMsPerHour", -most, most),
                orNaN(place, json, "driftErrorMsPerHour", 0, most),
                between(place, json, "seconds", 0, 1e9));
        Map<String, String> provenance = new LinkedHashMap<>();
        if (json.get("provenance") instanceof JsonObject given) {
            given.entrySet().forEach(entry -> {
                if (entry.getValue() instanceof JsonPrimitive value) {
                    provenance.put(entry.getKey(), value.getAsString());
                }
            });
        }
        return new LoopDelay(
                delays,
                (long) between(place, json, "missing", 0, 1e9),
                (long) between(place, json, "unexpected", 0, 1e9),
                between(place, json, "quantisationMs", 0, LONGEST_MS),
                text(place, json, "device"),
                text(place, json, "stream"),
                between(place, json, "rateHz", 0, 1e6),
                instant(place, json),
                provenance);
    }

    private static Instant instant(String place, JsonObject json) throws IOException {
        String made = text(place, json, "made");
        try {
            return Instant.parse(made);
        } catch (DateTimeException e) {
            throw new IOException(place + ": made = \"" + made + "\": must be a time as 2026-01-31T12:00:00Z", e);
        }
    }

    private static String text(String place, JsonObject json, String key) throws IOException {
        if (json.get(key) instanceof JsonPrimitive value && value.isString()) {
            return value.getAsString();
        }
        throw new IOException(place + ": " + key + " = " + json.get(key) + ": must be a text");
    }

    private static double orNaN(String place, JsonObject json, String key, double least, double most)
            throws IOException {
        return json.has(key) && json.get(key).isJsonNull() ? Double.NaN : between(place, json, key, least, most);
    }

    /** Bounds are whole numbers here. */
    private static String whole(double bound) {
        return Long.toString((long) bound);
    }

    private static double between(String place, JsonObject json, String key, double least, double most)
            throws IOException {
        JsonElement element = json.get(key);
        double value = Double.NaN;
        if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
            try {
                value = primitive.getAsDouble();
            } catch (NumberFormatException e) {
                value = Double.NaN;
            }
        }
        if (!(value >= least && value <= most)) {
            String bounds = most == Double.MAX_VALUE
                    ? "a number"
                    : least == most ? whole(least) : whole(least) + " to " + whole(most);
            throw new IOException(
                    place + ": " + key + (element == null ? " is missing" : " = " + element) + ": must be " + bounds);
        }
        return value;
    }
}
