package org.phasor.rig.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import org.phasor.recordings.SignalRhythm;

/** A session's rhythms, for a person and for a program. */
final class RhythmWords {

    /** From here on a given peak is worth correcting: half a hertz costs some estimators 12 to 20 degrees. */
    private static final double WRONG_PEAK_HZ = 0.5;

    private static final double NO_RHYTHM_DB = 2;

    private RhythmWords() {}

    /** One line for one signal. */
    static String line(SignalRhythm rhythm) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "rhythm       %s: ", rhythm.name()));
        if (rhythm.peak() == null) {
            line.append("no peak can be found in this session");
        } else {
            line.append(String.format(
                    Locale.ROOT,
                    "peak at %.1f Hz, %.1f dB over the 1/f background",
                    rhythm.peak().peakHz(),
                    rhythm.peak().prominenceDb()));
            if (rhythm.peak().prominenceDb() < NO_RHYTHM_DB) {
                line.append(" (hardly a rhythm)");
            }
            if (rhythm.aimedHz().isPresent()) {
                double aimed = rhythm.aimedHz().getAsDouble();
                line.append(String.format(Locale.ROOT, "; the rig said %.1f Hz", aimed));
                if (Math.abs(aimed - rhythm.peak().peakHz()) >= WRONG_PEAK_HZ) {
                    line.append(" (correct it: it costs phase)");
                }
            }
        }
        if (!rhythm.tracked().isEmpty()) {
            double[] range = rhythm.trackedRangeHz();
            line.append(String.format(
                    Locale.ROOT,
                    "; the estimator aimed at %.1f Hz at first, %.1f Hz at last, between %.1f and %.1f Hz, %.1f dB (median)",
                    rhythm.tracked().get(0),
                    rhythm.tracked().get(rhythm.tracked().size() - 1),
                    range[0],
                    range[1],
                    rhythm.medianDb()));
        }
        if (rhythm.late() > 0) {
            line.append("; ").append(rhythm.late()).append(" of its refreshes were late");
        }
        return line.toString();
    }

    static JsonArray toJson(List<SignalRhythm> rhythms) {
        JsonArray all = new JsonArray();
        for (SignalRhythm rhythm : rhythms) {
            JsonObject o = new JsonObject();
            o.addProperty("name", rhythm.name());
            o.add(
                    "peakHz",
                    Json.number(
                            rhythm.peak() == null ? Double.NaN : rhythm.peak().peakHz()));
            o.add(
                    "snrDb",
                    Json.number(
                            rhythm.peak() == null ? Double.NaN : rhythm.peak().prominenceDb()));
            o.add("aimedHz", Json.number(rhythm.aimedHz().orElse(Double.NaN)));
            JsonArray tracked = new JsonArray();
            rhythm.tracked().forEach(hz -> tracked.add(Json.number(hz)));
            o.add("trackedHz", tracked);
            JsonArray decibels = new JsonArray();
            rhythm.trackedDb().forEach(db -> decibels.add(Json.number(db)));
            o.add("trackedDb", decibels);
            o.addProperty("lateRefreshes", rhythm.late());
            all.add(o);
        }
        return all;
    }
}
