package org.phasor.rig.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.OptionalDouble;
import org.phasor.dsp.evaluation.ErrorGate;
import org.phasor.dsp.evaluation.EvaluationRow;
import org.phasor.dsp.evaluation.RecordingEvaluation;
import org.phasor.recordings.page.Certification;
import org.phasor.recordings.page.Certification.HorizonPrice;
import org.phasor.recordings.page.Certification.LimitLine;
import org.phasor.recordings.page.Certification.Stall;
import org.phasor.recordings.page.LatencyStage;

/** The object that {@code certify --json} prints. Keys may be added, none renamed. */
final class CertifyJson {

    private CertifyJson() {}

    static JsonObject of(Certification found) {
        JsonObject json = new JsonObject();
        json.addProperty("met", found.met());
        json.addProperty("verdict", found.verdict());
        json.addProperty("command", found.command());
        json.addProperty("version", found.version());
        json.addProperty("madeAt", found.madeAt());
        JsonArray limits = new JsonArray();
        found.limits().forEach(limit -> limits.add(limit(limit)));
        json.add("limits", limits);
        JsonObject stages = new JsonObject();
        found.stages().forEach(stage -> stages.add(stage.key(), stage(stage)));
        json.add("latencyMicros", stages);
        json.addProperty("pauses", found.pauses());
        JsonArray stalls = new JsonArray();
        for (Stall stall : found.stalls()) {
            JsonObject o = new JsonObject();
            o.addProperty("atSeconds", stall.atSeconds());
            o.addProperty("ms", stall.ms());
            o.addProperty("cause", stall.cause());
            stalls.add(o);
        }
        json.add("stalls", stalls);
        json.add(
                "horizon",
                found.horizon().<JsonElement>map(CertifyJson::horizon).orElse(JsonNull.INSTANCE));
        json.add("load", words(found.load()));
        json.add("machine", words(found.machine()));
        JsonArray notes = new JsonArray();
        found.notes().forEach(notes::add);
        json.add("notes", notes);
        return json;
    }

    private static JsonObject limit(LimitLine limit) {
        JsonObject o = new JsonObject();
        o.addProperty("key", limit.key());
        o.add("value", number(limit.value()));
        o.addProperty("bound", limit.bound());
        o.addProperty("unit", limit.unit());
        o.addProperty("met", limit.met());
        o.addProperty("note", limit.note());
        return o;
    }

    private static JsonObject stage(LatencyStage stage) {
        JsonObject o = new JsonObject();
        o.addProperty("n", stage.n());
        o.add("p50", number(stage.p50Micros()));
        o.add("p99", number(stage.p99Micros()));
        o.add("p999", number(stage.p999Micros()));
        o.add("max", number(stage.maxMicros()));
        return o;
    }

    private static JsonObject horizon(HorizonPrice price) {
        RecordingEvaluation evaluation = price.evaluation();
        JsonObject o = new JsonObject();
        o.addProperty("rigMs", price.rigHorizonMs());
        o.add("neededMs", number(price.neededHorizonMs()));
        o.addProperty("outputDelayMs", price.outputDelayMs());
        o.addProperty("estimator", evaluation.defaultEstimator());
        JsonArray prices = new JsonArray();
        for (double delayMs : evaluation.delaysMs()) {
            evaluation
                    .row(evaluation.defaultEstimator(), delayMs, ErrorGate.AMP50)
                    .ifPresent(row -> prices.add(price(row, price.outputDelayMs())));
        }
        o.add("prices", prices);
        return o;
    }

    private static JsonObject price(EvaluationRow row, double outputDelayMs) {
        JsonObject o = new JsonObject();
        o.addProperty("horizonMs", Math.rint((row.delayMs() - outputDelayMs) * 1000) / 1000);
        o.add("circularSdDeg", Json.number(Math.toDegrees(row.errors().errors().circularSdRad())));
        o.add("low", Json.number(Math.toDegrees(row.errors().circularSdRad().low())));
        o.add("high", Json.number(Math.toDegrees(row.errors().circularSdRad().high())));
        o.add("biasDeg", Json.number(Math.toDegrees(row.errors().errors().biasRad())));
        return o;
    }

    private static JsonObject words(Map<String, String> words) {
        JsonObject o = new JsonObject();
        words.forEach(o::addProperty);
        return o;
    }

    private static JsonElement number(OptionalDouble value) {
        return value.isEmpty() ? JsonNull.INSTANCE : Json.number(value.getAsDouble());
    }
}
