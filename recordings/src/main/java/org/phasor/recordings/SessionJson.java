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
        json.addProperty("intent", d.intent.name());
        json.addProperty("trial", d.trial);
        json.addProperty("attempt", d.attempt);
        json.addProperty("stage", d.stage);
        json.addProperty("amplitudeWindow", d.amplitudeWindow);
        json.addProperty("intervalNanos", Long.toString(d.intervalNanos));
        number(json, "intensityPercentRmt", d.intensityPercentRmt);
        number(json, "targetPhaseRad", d.targetPhaseRad);
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
        d.hold(
                Reason.valueOf(json.get("reason").getAsString()),
                json.get("condition").getAsInt(),
                json.get("gates").getAsInt());
        d.id = json.get("id").getAsLong();
        d.action = Decision.Action.valueOf(json.get("action").getAsString());
        d.commandNanos = Long.parseLong(json.get("commandNanos").getAsString());
        d.atOnce = json.get("atOnce").getAsBoolean();
        if (json.has("intent")) {
            trial(json, d);
        }
        d.phaseRad = fromBits(json.get("phaseRadBits").getAsString());
        d.amplitudeMicrovolts = fromBits(json.get("amplitudeMicrovoltsBits").getAsString());
        d.amplitudeThresholdMicrovolts =
                fromBits(json.get("amplitudeThresholdMicrovoltsBits").getAsString());
        return new PlannedDecision(json.get("frame").getAsLong(), d);
    }

    /** Sessions recorded before there were trials hold pulses that belong to none. */
    private static void trial(JsonObject json, Decision d) {
        d.intent = Decision.Intent.valueOf(json.get("intent").getAsString());
        d.trial = json.get("trial").getAsLong();
        d.attempt = json.get("attempt").getAsInt();
        d.stage = json.get("stage").getAsInt();
        d.amplitudeWindow = json.get("amplitudeWindow").getAsInt();
        d.intervalNanos = Long.parseLong(json.get("intervalNanos").getAsString());
        d.intensityPercentRmt = fromBits(json.get("intensityPercentRmtBits").getAsString());
        d.targetPhaseRad = fromBits(json.get("targetPhaseRadBits").getAsString());
        if (d.trial < 0 || d.attempt < 0 || d.stage < -1 || d.amplitudeWindow < -1) {
            throw new JsonParseException("trial = " + d.trial + ", attempt = " + d.attempt + ", stage = " + d.stage
                    + ", amplitudeWindow = " + d.amplitudeWindow + ": must be >= 0, >= 0, >= -1, >= -1");
        }
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
