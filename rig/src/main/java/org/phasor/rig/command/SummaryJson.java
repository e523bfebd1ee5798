package org.phasor.rig.command;

import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.phasor.dsp.CircularStatistics;
import org.phasor.recordings.SessionReport;
import org.phasor.rig.LatencyJson;
import org.phasor.rig.SessionSummary;
import org.phasor.stimulator.Outcome;

/** The object that {@code run --json} prints. Keys may be added, none renamed. */
final class SummaryJson {

    private SummaryJson() {}

    static JsonObject of(SessionSummary summary, Optional<SessionReport> truth) {
        JsonObject json = new JsonObject();
        json.addProperty("end", summary.end().name().toLowerCase(Locale.ROOT));
        json.addProperty("seconds", summary.seconds());
        json.addProperty("frames", summary.frames());
        json.addProperty("pulses", summary.pulses());
        json.addProperty("virtualPulses", summary.outcomes().get(Outcome.VIRTUAL));
        JsonObject vetoes = new JsonObject();
        JsonObject cancelled = new JsonObject();
        for (Map.Entry<Outcome, Long> outcome : summary.outcomes().entrySet()) {
            if (outcome.getValue() > 0) {
                String name = OutcomeWords.key(outcome.getKey());
                if (outcome.getKey().isVeto()) {
                    vetoes.addProperty(name, outcome.getValue());
                } else if (outcome.getKey().name().startsWith("CANCELLED_")) {
                    cancelled.addProperty(name, outcome.getValue());
                }
            }
        }
        json.add("vetoes", vetoes);
        json.add("cancelled", cancelled);
        json.add("phaseErrorDeg", truth.map(SummaryJson::phaseError).orElse(null));
        json.add("latencyMicros", LatencyJson.of(summary.latency()));
        json.addProperty("recording", summary.recording().toString());
        SessionSummary.Safety safety = summary.safety();
        json.addProperty("patterns", safety.patterns());
        json.addProperty("restAfterStop", safety.restAfterStop());
        json.addProperty("unexpectedPulses", safety.unexpected());
        json.addProperty("audit", safety.audit().toString());
        json.addProperty("auditHead", safety.auditHead());
        return json;
    }

    private static JsonObject phaseError(SessionReport report) {
        CircularStatistics error = report.phaseError();
        JsonObject json = new JsonObject();
        json.add("bias", Json.number(Math.toDegrees(error.biasRad())));
        json.add("circularSd", Json.number(Math.toDegrees(error.circularSdRad())));
        json.addProperty("n", error.n());
        return json;
    }
}
