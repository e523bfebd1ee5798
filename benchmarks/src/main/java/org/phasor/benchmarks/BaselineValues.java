package org.phasor.benchmarks;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Numbers by name, as {@code loopTurn.adaptive}; those of {@code baseline.json} or those measured now. {@code loopTurn} and {@code firing}
 * are ratios to a bare loop of the same run, {@code endToEnd} ratios to the bare and the native loop, {@code biasDeg} and {@code
 * circularSdDeg} degrees.
 */
record BaselineValues(Map<String, Double> byName) {

    static final String LOOP_TURN = "loopTurn";
    static final String FIRING = "firing";
    static final String END_TO_END = "endToEnd";
    static final String BIAS = "biasDeg";
    static final String CIRCULAR_SD = "circularSdDeg";

    private static final Set<String> GROUPS = Set.of(LOOP_TURN, FIRING, END_TO_END, BIAS, CIRCULAR_SD);

    BaselineValues {
        byName = new TreeMap<>(byName);
    }

    static String group(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    /** @throws IOException in one line, when the file cannot be read or is not what it should be */
    static BaselineValues read(Path file) throws IOException {
        Map<String, Double> values = new TreeMap<>();
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            for (Map.Entry<String, JsonElement> group : json.entrySet()) {
                if (!GROUPS.contains(group.getKey())) {
                    throw new IOException(
                            file + ": " + group.getKey() + ": must be one of " + new java.util.TreeSet<>(GROUPS));
                }
                for (Map.Entry<String, JsonElement> entry :
                        group.getValue().getAsJsonObject().entrySet()) {
                    String name = group.getKey() + '.' + entry.getKey();
                    double value = entry.getValue().getAsDouble();
                    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                        throw new IOException(file + ": " + name + " = " + value + ": must be a number >= 0");
                    }
                    values.put(name, value);
                }
            }
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | NumberFormatException e) {
            throw new IOException(file + ": must hold groups of numbers: " + e.getMessage(), e);
        }
        return new BaselineValues(values);
    }

    /** Rounded to what a page can quote. */
    void write(Path file) throws IOException {
        JsonObject json = new JsonObject();
        byName.forEach((name, value) -> {
            String group = group(name);
            if (!json.has(group)) {
                json.add(group, new JsonObject());
            }
            json.getAsJsonObject(group).addProperty(name.substring(group.length() + 1), Math.rint(100 * value) / 100);
        });
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(json) + '\n');
    }
}
