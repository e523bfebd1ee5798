package org.phasor.rig.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.phasor.acquisition.SampleGap;
import org.phasor.dsp.CircularStatistics;
import org.phasor.recordings.SessionReport;
import org.phasor.rig.LatencyJson;
import org.phasor.rig.SessionSummary;
import org.phasor.rig.StreamHealth;
import org.phasor.rig.TimingJson;
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
        json.addProperty("virtualPulses", summary.virtual());
        json.addProperty("shamPulses", summary.sham());
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
        addStream(json, summary.stream());
        json.add("furtherStreams", further(summary));
        TimingJson.add(json, summary.timing());
        json.addProperty(
                "loopAllocatedBytes",
                summary.loopAllocatedBytes().isPresent()
                        ? summary.loopAllocatedBytes().getAsLong()
                        : null);
        json.addProperty("recording", summary.recording().toString());
        SessionSummary.Safety safety = summary.safety();
        json.addProperty("patterns", safety.patterns());
        json.addProperty("restAfterStop", safety.restAfterStop());
        json.addProperty("unexpectedPulses", safety.unexpected());
        json.add("trials", summary.trials().map(StatusJson::trials).orElse(null));
        json.add("returned", summary.returned().map(ReturnedWords::toJson).orElse(null));
        json.addProperty("audit", safety.audit().toString());
        json.addProperty("auditHead", safety.auditHead());
        return json;
    }

    private static void addStream(JsonObject json, StreamHealth stream) {
        json.addProperty("lostSamples", stream.lostSamples());
        json.addProperty("gapCount", stream.gaps());
        JsonArray gaps = new JsonArray();
        for (SampleGap gap : stream.firstGaps()) {
            JsonObject one = new JsonObject();
            one.addProperty("firstFrame", gap.firstIndex());
            one.addProperty("lastFrame", gap.lastIndex());
            one.addProperty("fromSeconds", gap.fromNanos() / 1e9);
            one.addProperty("toSeconds", gap.toNanos() / 1e9);
            one.addProperty("lostSamples", gap.lostSamples());
            gaps.add(one);
        }
        json.add("gaps", gaps);
        json.addProperty("timeSure", stream.timeSure());
        json.addProperty("timeErrorMs", stream.timeErrorMs());
        json.addProperty("sourceWaitedMs", stream.waitedSeconds() * 1000);
    }

    private static JsonArray further(SessionSummary summary) {
        JsonArray all = new JsonArray();
        for (SessionSummary.Further further : summary.further()) {
            JsonObject json = new JsonObject();
            json.addProperty("aux", further.aux());
            json.addProperty("stream", further.stream());
            json.addProperty("samples", further.samples());
            json.addProperty("notRecorded", further.notRecorded());
            json.addProperty("losses", further.losses());
            json.addProperty("connected", further.connected());
            all.add(json);
        }
        return all;
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
