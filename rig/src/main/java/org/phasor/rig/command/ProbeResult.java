package org.phasor.rig.command;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.phasor.lsl.StreamInfo;
import org.phasor.lsl.TimeCorrection;

/**
 * How a stream came in.
 *
 * @param receivedRateHz samples per second by their arrivals; NaN when there were too few
 * @param stampRateHz the same by their stamps
 * @param stampJitter how far steps between stamps are from the nominal interval, gaps left out
 * @param arrivalJitter the same of arrivals: samples of one network read arrive together
 * @param gaps steps of 1.5 intervals and more between stamps
 * @param dropped samples that the gaps would hold
 * @param lossWhy null unless the stream ended meanwhile
 */
record ProbeResult(
        StreamInfo info,
        long samples,
        double receivedRateHz,
        double stampRateHz,
        Jitter stampJitter,
        Jitter arrivalJitter,
        long gaps,
        long dropped,
        Clock clock,
        String lossWhy) {

    /** In microseconds; NaN when nothing was measured. */
    record Jitter(double p50, double p99) {
        static Jitter of(Histogram nanos) {
            return nanos.getTotalCount() == 0
                    ? new Jitter(Double.NaN, Double.NaN)
                    : new Jitter(nanos.getValueAtPercentile(50) / 1e3, nanos.getValueAtPercentile(99) / 1e3);
        }
    }

    /** In microseconds; NaN when it was not known in time. */
    record Clock(double offsetMicros, double roundTripMicros) {
        static Clock of(TimeCorrection correction) {
            return correction == null
                    ? new Clock(Double.NaN, Double.NaN)
                    : new Clock(correction.offsetSeconds() * 1e6, correction.roundTripSeconds() * 1e6);
        }
    }

    void print(PrintWriter out) {
        out.println("stream          " + info + " on " + info.hostname());
        out.println("samples         " + samples);
        if (info.nominalRateHz() > 0) {
            out.printf(
                    Locale.ROOT,
                    "rate            %s Hz by arrivals, %s Hz by stamps, %s Hz nominal%n",
                    shown(receivedRateHz, "%.3f"),
                    shown(stampRateHz, "%.3f"),
                    Narrator.plain(info.nominalRateHz()));
            out.println("stamp jitter    " + shown(stampJitter));
            out.println("arrival jitter  " + shown(arrivalJitter));
            out.println("gaps            " + gaps + ", " + dropped + " samples dropped in them");
        } else {
            out.println("rate            irregular, " + shown(receivedRateHz, "%.3f") + " Hz by arrivals");
        }
        out.println("clock           offset " + shown(clock.offsetMicros(), "%.1f") + " us, round trip "
                + shown(clock.roundTripMicros(), "%.1f") + " us");
        if (lossWhy != null) {
            out.println("ended           " + lossWhy);
        }
    }

    private static String shown(Jitter jitter) {
        return "p50 " + shown(jitter.p50(), "%.1f") + " us, p99 " + shown(jitter.p99(), "%.1f") + " us";
    }

    private static String shown(double value, String form) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, form, value) : "unknown";
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("name", info.name());
        json.addProperty("uid", info.uid());
        json.addProperty("samples", samples);
        json.addProperty("nominalRate", info.nominalRateHz());
        json.add("receivedRate", Json.number(receivedRateHz));
        json.add("stampRate", Json.number(stampRateHz));
        json.add("stampJitterMicros", toJson(stampJitter));
        json.add("arrivalJitterMicros", toJson(arrivalJitter));
        json.addProperty("gaps", gaps);
        json.addProperty("droppedSamples", dropped);
        json.add("clockOffsetMicros", Json.number(clock.offsetMicros()));
        json.add("roundTripMicros", Json.number(clock.roundTripMicros()));
        json.addProperty("ended", lossWhy);
        return json;
    }

    private static JsonObject toJson(Jitter jitter) {
        JsonObject json = new JsonObject();
        json.add("p50", Json.number(jitter.p50()));
        json.add("p99", Json.number(jitter.p99()));
        return json;
    }
}
