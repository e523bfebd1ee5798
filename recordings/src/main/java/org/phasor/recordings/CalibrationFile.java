package org.phasor.recordings;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.phasor.dsp.Calibration;

/** The estimator file that {@code phasor calibrate} writes and a rig file names: a {@link Calibration} as JSON, to the last bit. */
public final class CalibrationFile {

    private static final int FORMAT = 1;
    private static final long MOST_BYTES = 16 << 20;
    private static final int MOST_NUMBERS = 1_000_000;

    private CalibrationFile() {}

    /**
     * The text of an estimator file, or of a loop delay.
     *
     * @throws IOException in one line that names the file, when it is missing, too large or no text
     */
    public static String readText(Path file) throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + ": is larger than 16 MiB: not a file of phasor calibrate");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such file");
        } catch (AccessDeniedException e) {
            throw new IOException(file + ": cannot be read: permission denied");
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": is not UTF-8 text: not a file of phasor calibrate");
        }
    }

    /** Writes a new file; an existing one is never written over. */
    public static void write(Path file, Calibration calibration) throws IOException {
        try {
            Files.writeString(file, text(calibration), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + ": is there already: name another file");
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": its folder does not exist");
        } catch (AccessDeniedException e) {
            throw new IOException(file + ": cannot be written: permission denied");
        }
    }

    /** The file's text. */
    public static String text(Calibration calibration) {
        JsonObject json = new JsonObject();
        json.addProperty("phasor-estimator", FORMAT);
        json.addProperty("estimator", calibration.estimator());
        json.addProperty("rateHz", calibration.rateHz());
        json.addProperty("bandLowHz", calibration.bandLowHz());
        json.addProperty("bandHighHz", calibration.bandHighHz());
        json.addProperty("peakHz", calibration.peakHz());
        json.addProperty("peakDb", Double.isFinite(calibration.peakDb()) ? calibration.peakDb() : null);
        json.addProperty("biasRad", calibration.biasRad());
        JsonObject provenance = new JsonObject();
        calibration.provenance().forEach(provenance::addProperty);
        json.add("provenance", provenance);
        json.add("errors", numbers(calibration.errors()));
        JsonObject parameters = new JsonObject();
        calibration.parameters().forEach((name, values) -> parameters.add(name, numbers(values)));
        json.add("parameters", parameters);
        Gson gson = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .serializeNulls()
                .create();
        return gson.toJson(json) + "\n";
    }

    private static JsonArray numbers(double[] values) {
        JsonArray array = new JsonArray(values.length);
        for (double value : values) {
            array.add(value);
        }
        return array;
    }

    /**
     * Reads the text of an estimator file.
     *
     * @param place the file, for messages
     * @throws IOException in one line that names place, key, value and what was expected
     */
    public static Calibration parse(String place, String text) throws IOException {
        JsonObject json;
        try {
            JsonElement element = JsonParser.parseString(text);
            if (!element.isJsonObject() || !element.getAsJsonObject().has("phasor-estimator")) {
                throw new IOException(place + ": is not an estimator file (written by phasor calibrate)");
            }
            json = element.getAsJsonObject();
        } catch (JsonParseException | StackOverflowError e) {
            throw new IOException(place + ": is not an estimator file (written by phasor calibrate)");
        }
        double format = number(place, json, "phasor-estimator");
        if (format != FORMAT) {
            throw new IOException(place + ": phasor-estimator = " + format + ": must be " + FORMAT);
        }
        Map<String, double[]> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry :
                object(place, json, "parameters").entrySet()) {
            parameters.put(entry.getKey(), array(place, "parameters." + entry.getKey(), entry.getValue()));
        }
        Map<String, String> provenance = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry :
                object(place, json, "provenance").entrySet()) {
            if (entry.getValue().isJsonPrimitive()) {
                provenance.put(entry.getKey(), entry.getValue().getAsString());
            }
        }
        JsonElement name = json.get("estimator");
        if (name == null || !name.isJsonPrimitive()) {
            throw new IOException(place + ": estimator: must be a name");
        }
        double rateHz = positive(place, json, "rateHz");
        double lowHz = positive(place, json, "bandLowHz");
        double highHz = positive(place, json, "bandHighHz");
        double peakHz = positive(place, json, "peakHz");
        if (!(lowHz < highHz && highHz < rateHz / 2 && peakHz < rateHz / 2)) {
            throw new IOException(place + ": band " + lowHz + " to " + highHz + " Hz, peak " + peakHz + " Hz at "
                    + rateHz + " Hz: must be 0 < low < high < half the rate, and the peak below it");
        }
        JsonElement db = json.get("peakDb");
        return new Calibration(
                name.getAsString(),
                rateHz,
                lowHz,
                highHz,
                peakHz,
                db == null || db.isJsonNull() ? Double.NaN : number(place, json, "peakDb"),
                number(place, json, "biasRad"),
                parameters,
                array(place, "errors", json.get("errors")),
                provenance);
    }

    private static JsonObject object(String place, JsonObject json, String key) throws IOException {
        JsonElement found = json.get(key);
        if (found == null || !found.isJsonObject()) {
            throw new IOException(place + ": " + key + ": must be an object");
        }
        return found.getAsJsonObject();
    }

    private static double positive(String place, JsonObject json, String key) throws IOException {
        double value = number(place, json, key);
        if (!(value > 0)) {
            throw new IOException(place + ": " + key + " = " + value + ": must be > 0");
        }
        return value;
    }

    private static double number(String place, JsonObject json, String key) throws IOException {
        return number(place, key, json.get(key));
    }

    private static double number(String place, String key, JsonElement element) throws IOException {
        if (element == null
                || !element.isJsonPrimitive()
                || !element.getAsJsonPrimitive().isNumber()) {
            throw new IOException(place + ": " + key + " = " + element + ": must be a number");
        }
        double value;
        try {
            value = element.getAsDouble();
        } catch (NumberFormatException e) {
            throw new IOException(place + ": " + key + " = " + element + ": must be a number");
        }
        if (!Double.isFinite(value)) {
            throw new IOException(place + ": " + key + " = " + element + ": must be finite");
        }
        return value;
    }

    private static double[] array(String place, String key, JsonElement element) throws IOException {
        if (element == null
                || !element.isJsonArray()
                || element.getAsJsonArray().size() > MOST_NUMBERS) {
            throw new IOException(place + ": " + key + ": must be a list of at most " + MOST_NUMBERS + " numbers");
        }
        JsonArray list = element.getAsJsonArray();
        double[] values = new double[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(place, key + "[" + i + "]", list.get(i));
        }
        return values;
    }
}
