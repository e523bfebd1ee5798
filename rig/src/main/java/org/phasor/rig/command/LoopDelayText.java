package org.phasor.rig.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.phasor.recordings.DelayStatistics;
import org.phasor.recordings.LoopDelayFile;

/** What {@code calibrate --loop} prints. */
final class LoopDelayText {

    private LoopDelayText() {}

    static void print(PrintWriter out, LoopDelayResult result, Path file) {
        DelayStatistics d = result.measured().delays();
        out.println();
        line(
                out,
                "pulses      %d commanded, %d came back, %d missing, %d unexpected",
                result.commanded(),
                d.n(),
                result.measured().missing(),
                result.measured().unexpected());
        line(
                out,
                "delay       mean %.3f ms, SD %.3f, p50 %.3f, p99 %.3f, max %.3f",
                d.meanMs(),
                d.sdMs(),
                d.p50Ms(),
                d.p99Ms(),
                d.maxMs());
        line(
                out,
                "drift       %+.2f ms per hour, uncertain by %.2f (standard error); %.3f ms over the %.0f s of this run",
                d.driftMsPerHour(),
                d.driftErrorMsPerHour(),
                d.driftMs(),
                d.seconds());
        double quantisation = result.measured().quantisationMs();
        if (quantisation > 0) {
            line(
                    out,
                    "resolution  one sample, %.3f ms: SD %.3f of the above is that alone; half a sample was taken off",
                    quantisation,
                    quantisation / Math.sqrt(12));
        }
        line(
                out,
                "cost        at %.1f Hz: %.1f deg too late if it is not compensated; %.1f deg of jitter, which shortens"
                        + " the mean vector (PLV) to %.3f",
                result.frequencyHz(),
                result.degrees(d.meanMs()),
                result.degrees(d.sdMs()),
                result.plvFactor());
        line(
                out,
                "look-ahead  horizon %.1f ms + delay = %.1f ms: what the estimator has to look ahead. On a human mu"
                        + " recording the",
                result.horizonMs(),
                result.horizonMs() + d.meanMs());
        out.println("            circular SD grew from 25-33 deg at 2 ms to 31-45 at 40 ms (docs/timing.md); phasor"
                + " evaluate tells it of yours");
        out.println("recording   " + result.recording());
        out.println(
                result.failures().isEmpty()
                        ? "written     " + file + ": name it in the rig file, [stimulator] loop-delay"
                        : "not written " + file + ": see below");
    }

    private static void line(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    static JsonObject json(LoopDelayResult result, Path file) {
        DelayStatistics d = result.measured().delays();
        JsonObject json = LoopDelayFile.json(result.measured());
        json.addProperty("ok", result.failures().isEmpty());
        json.addProperty("file", result.failures().isEmpty() ? file.toString() : null);
        json.addProperty("commanded", result.commanded());
        json.add("driftMs", Json.number(d.driftMs()));
        json.addProperty("frequencyHz", result.frequencyHz());
        json.add("biasDeg", Json.number(result.degrees(d.meanMs())));
        json.add("sdDeg", Json.number(result.degrees(d.sdMs())));
        json.add("plvFactor", Json.number(result.plvFactor()));
        json.add("lookAheadMs", Json.number(result.horizonMs() + d.meanMs()));
        json.addProperty("recording", result.recording().toString());
        JsonArray failures = new JsonArray();
        result.failures().forEach(failures::add);
        json.add("failures", failures);
        return json;
    }
}
