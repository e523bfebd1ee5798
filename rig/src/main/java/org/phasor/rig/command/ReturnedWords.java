package org.phasor.rig.command;

import com.google.gson.JsonObject;
import java.util.Locale;
import org.phasor.recordings.DelayStatistics;
import org.phasor.recordings.ReturnedPulses;
import org.phasor.rig.Returned;

/** How pulses came back, in words and as JSON. */
final class ReturnedWords {

    private ReturnedWords() {}

    /** For a summary or a report. */
    static String line(long n, double meanMs, double sdMs, double maxMs, long missing, long unexpected) {
        String delay = n == 0
                ? "none came back"
                : String.format(
                        Locale.ROOT,
                        "%d came back %.3f ms after their command%s, at most %.3f",
                        n,
                        meanMs,
                        n > 1 ? String.format(Locale.ROOT, " (SD %.3f)", sdMs) : "",
                        maxMs);
        return delay + "; " + missing + " missing, " + unexpected + " unexpected";
    }

    static String line(Returned now) {
        return line(now.n(), now.meanMs(), now.sdMs(), now.maxMs(), now.missing(), now.unexpected());
    }

    static String line(ReturnedPulses recorded) {
        DelayStatistics d = recorded.delays();
        return line(d.n(), d.meanMs(), d.sdMs(), d.maxMs(), recorded.missing(), recorded.unexpected());
    }

    /** For the line that tells how a run goes on. */
    static String recent(Returned now) {
        return now.n() < 2
                ? ""
                : String.format(Locale.ROOT, ", loop delay %.2f ms, SD %.2f ms", now.recentMeanMs(), now.recentSdMs());
    }

    static JsonObject toJson(Returned now) {
        JsonObject json = toJson(now.n(), now.meanMs(), now.sdMs(), now.maxMs(), now.missing(), now.unexpected());
        json.add("recentMeanMs", Json.number(now.recentMeanMs()));
        json.add("recentSdMs", Json.number(now.recentSdMs()));
        return json;
    }

    static JsonObject toJson(ReturnedPulses recorded) {
        DelayStatistics d = recorded.delays();
        JsonObject json = toJson(d.n(), d.meanMs(), d.sdMs(), d.maxMs(), recorded.missing(), recorded.unexpected());
        json.add("p50Ms", Json.number(d.p50Ms()));
        json.add("p99Ms", Json.number(d.p99Ms()));
        json.add("driftMsPerHour", Json.number(d.driftMsPerHour()));
        json.add("driftErrorMsPerHour", Json.number(d.driftErrorMsPerHour()));
        return json;
    }

    private static JsonObject toJson(long n, double meanMs, double sdMs, double maxMs, long missing, long unexpected) {
        JsonObject json = new JsonObject();
        json.addProperty("n", n);
        json.add("meanMs", Json.number(meanMs));
        json.add("sdMs", Json.number(sdMs));
        json.add("maxMs", Json.number(maxMs));
        json.addProperty("missing", missing);
        json.addProperty("unexpected", unexpected);
        return json;
    }
}
