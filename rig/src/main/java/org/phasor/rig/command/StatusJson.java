package org.phasor.rig.command;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Locale;
import org.phasor.rig.LatencyJson;
import org.phasor.rig.SessionStatus;
import org.phasor.rig.SessionTiming;
import org.phasor.rig.StreamHealth;
import org.phasor.rig.TimingJson;
import org.phasor.rig.TrialStatus;
import org.phasor.stimulator.Stop;

/** What the control socket's {@code status} answers, on one line. Keys may be added, none renamed. */
final class StatusJson {

    private static final Gson ONE_LINE =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private StatusJson() {}

    static String of(SessionStatus status) {
        return ONE_LINE.toJson(json(status));
    }

    /** With what only a running session knows: how fast it is. */
    static String of(SessionStatus status, SessionTiming timing) {
        JsonObject json = json(status);
        json.add("latencyMicros", LatencyJson.ofFigures(timing.sinceStart()));
        TimingJson.add(json, timing);
        return ONE_LINE.toJson(json);
    }

    private static JsonObject json(SessionStatus status) {
        JsonObject vetoes = new JsonObject();
        status.outcomes().forEach((outcome, n) -> {
            if (n > 0 && outcome.isVeto()) {
                vetoes.addProperty(OutcomeWords.key(outcome), n);
            }
        });
        JsonObject json = new JsonObject();
        json.addProperty("state", status.state().name());
        json.addProperty(
                "stopReason", status.stop().map(stop -> stop.reason().name()).orElse(null));
        json.addProperty("stopDetail", status.stop().map(Stop::detail).orElse(null));
        json.addProperty("held", status.held());
        json.addProperty("pulses", status.pulses());
        json.addProperty("onsets", status.onsets());
        json.add("vetoes", vetoes);
        json.addProperty("frames", status.frames());
        json.add(
                "secondsSinceSample",
                status.secondsSinceSample().isPresent()
                        ? new JsonPrimitive(status.secondsSinceSample().getAsDouble())
                        : JsonNull.INSTANCE);
        StreamHealth stream = status.stream();
        json.addProperty("timeSure", stream.timeSure());
        json.addProperty("timeErrorMs", stream.timeErrorMs());
        json.addProperty("lostSamples", stream.lostSamples());
        json.addProperty("gaps", stream.gaps());
        json.addProperty("behind", stream.behind());
        json.addProperty("recording", status.recording().toString());
        json.addProperty("device", status.device());
        json.addProperty("live", status.live());
        json.addProperty("uptimeSeconds", status.uptimeSeconds());
        json.add("trials", status.trials().<JsonElement>map(StatusJson::trials).orElse(JsonNull.INSTANCE));
        json.add("returned", status.returned().map(ReturnedWords::toJson).orElse(null));
        json.add(
                "loopAllocatedBytes",
                status.loopAllocatedBytes().isPresent()
                        ? new JsonPrimitive(status.loopAllocatedBytes().getAsLong())
                        : JsonNull.INSTANCE);
        return json;
    }

    static JsonObject trials(TrialStatus trials) {
        JsonObject json = new JsonObject();
        json.addProperty("given", trials.given());
        json.addProperty(
                "planned",
                trials.planned().isPresent() ? (Long) trials.planned().getAsLong() : null);
        json.addProperty("redone", trials.redone());
        json.addProperty("leftOut", trials.leftOut());
        json.addProperty("stage", trials.stage());
        json.addProperty("condition", trials.condition());
        json.addProperty("waiting", trials.waiting().name().toLowerCase(Locale.ROOT));
        json.addProperty(
                "secondsLeft",
                trials.secondsLeft().isPresent() ? (Double) trials.secondsLeft().getAsDouble() : null);
        return json;
    }
}
