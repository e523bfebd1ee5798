package org.phasor.recordings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.Map;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/** The JSON in the text streams of a session. Nanoseconds stand as texts, doubles also as their bits: nothing is rounded. */
final class SessionJson {

    private SessionJson() {}

    static String bits(double value) {
        String hex = Long.toHexString(Double.doubleToRawLongBits(value));
        return "0".repeat(16 - hex.length()) + hex;
    }

    static double fromBits(String hex) {
        return Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16));
    }

    static String config(SessionHeader header) {
        JsonObject json = new JsonObject();
        json.addProperty("format", SessionStreams.FORMAT);
        json.addProperty("eegStream", SessionStreams.EEG);
        JsonArray signals = new JsonArray();
        header.signals().forEach(signals::add);
        json.add("signals", signals);
        JsonObject facts = new JsonObject();
        header.facts().forEach(facts::addProperty);
        json.add("facts", facts);
        json.addProperty("rig", header.rigText());
        return json.toString();
    }

    static String plan(long frame, Decision d) {
        JsonObject json = new JsonObject();
        json.addProperty("id", d.id);
        json.addProperty("frame", frame);
        json.addProperty("action", d.action.name());
        json.addProperty("reason", d.reason.name());
        json.addProperty("condition", d.condition);
        json.addProperty("gates", d.gates);
        json.addProperty("commandNanos", Long.toString(d.commandNanos));
        json.addProperty("atOnce", d.atOnce);
        number(json, "phaseRad", d.phaseRad);
        number(json, "amplitudeMicrovolts", d.amplitudeMicrovolts);
        number(json, "amplitudeThresholdMicrovolts", d.amplitudeThresholdMicrovolts);
        return json.toString();
    }

    /** A number for people (null when it is not finite) and its bits for machines. */
    private static void number(JsonObject json, String name, double value) {
        json.addProperty(name, Double.isFinite(value) ? value : null);
        json.addProperty(name + "Bits", bits(value));
    }

    static PlannedDecision plan(String text) {
        JsonObject json = object(text);
        Decision d = new Decision();
        d.id = json.get("id").getAsLong();
        d.action = Decision.Action.valueOf(json.get("action").getAsString());
        d.reason = Reason.valueOf(json.get("reason").getAsString());
        d.condition = json.get("condition").getAsInt();
        d.gates = json.get("gates").getAsInt();
        d.commandNanos = Long.parseLong(json.get("commandNanos").getAsString());
        d.atOnce = json.get("atOnce").getAsBoolean();
        d.phaseRad = fromBits(json.get("phaseRadBits").getAsString());
        d.amplitudeMicrovolts = fromBits(json.get("amplitudeMicrovoltsBits").getAsString());
        d.amplitudeThresholdMicrovolts =
                fromBits(json.get("amplitudeThresholdMicrovoltsBits").getAsString());
        return new PlannedDecision(json.get("frame").getAsLong(), d);
    }

    static String delivery(Delivery d) {
        JsonObject json = new JsonObject();
        json.addProperty("id", d.decisionId);
        json.addProperty("condition", d.condition);
        json.addProperty("outcome", d.outcome.name());
        json.addProperty("plannedNanos", Long.toString(d.plannedNanos));
        json.addProperty("decidedOnNanos", Long.toString(d.decidedOnNanos));
        json.addProperty("gateNanos", Long.toString(d.gateNanos));
        json.addProperty("returnedNanos", Long.toString(d.returnedNanos));
        json.addProperty("pulse", d.pulse);
        json.addProperty("pulses", d.pulses);
        json.addProperty("measured", Long.toString(d.measured));
        json.addProperty("bound", Long.toString(d.bound));
        return json.toString();
    }

    static Delivery delivery(String text) {
        JsonObject json = object(text);
        Delivery d = new Delivery();
        d.decisionId = json.get("id").getAsLong();
        d.condition = json.get("condition").getAsInt();
        d.outcome = Outcome.valueOf(json.get("outcome").getAsString());
        d.plannedNanos = Long.parseLong(json.get("plannedNanos").getAsString());
        d.decidedOnNanos = Long.parseLong(json.get("decidedOnNanos").getAsString());
        d.gateNanos = Long.parseLong(json.get("gateNanos").getAsString());
        d.returnedNanos = Long.parseLong(json.get("returnedNanos").getAsString());
        // Sessions recorded before there were patterns hold single pulses, without figures.
        if (json.has("pulse")) {
            d.pulse = json.get("pulse").getAsInt();
            d.pulses = json.get("pulses").getAsInt();
            d.measured = Long.parseLong(json.get("measured").getAsString());
            d.bound = Long.parseLong(json.get("bound").getAsString());
            if (d.pulse < 0 || d.pulses < 1) {
                throw new JsonParseException("pulse = " + d.pulse + ", pulses = " + d.pulses + ": must be >= 0, >= 1");
            }
        }
        return d;
    }

    static String input(SessionInput input) {
        JsonObject json = new JsonObject();
        json.addProperty("frame", input.frame());
        json.addProperty("kind", input.kind());
        input.fields().forEach(json::addProperty);
        return json.toString();
    }

    static SessionInput input(String text) {
        JsonObject json = object(text);
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> e : json.entrySet()) {
            if (!e.getKey().equals("frame") && !e.getKey().equals("kind")) {
                fields.put(e.getKey(), e.getValue().getAsString());
            }
        }
        return new SessionInput(json.get("frame").getAsLong(), json.get("kind").getAsString(), fields);
    }

    /** @throws JsonParseException when it is no object */
    static JsonObject object(String text) {
        JsonElement json = JsonParser.parseString(text);
        if (!json.isJsonObject()) {
            throw new JsonParseException("not a JSON object");
        }
        return json.getAsJsonObject();
    }
}
