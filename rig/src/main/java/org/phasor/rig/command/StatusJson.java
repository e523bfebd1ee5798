package org.phasor.rig.command;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.phasor.rig.SessionStatus;
import org.phasor.stimulator.Stop;

/** What the control socket's {@code status} answers, on one line. Keys may be added, none renamed. */
final class StatusJson {

    private static final Gson ONE_LINE =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private StatusJson() {}

    static String of(SessionStatus status) {
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
        json.addProperty("recording", status.recording().toString());
        json.addProperty("device", status.device());
        json.addProperty("live", status.live());
        json.addProperty("uptimeSeconds", status.uptimeSeconds());
        return ONE_LINE.toJson(json);
    }
}
