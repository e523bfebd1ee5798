package org.phasor.rig.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import org.phasor.dsp.CircularStatistics;
import org.phasor.dsp.evaluation.EvaluationRow;
import org.phasor.dsp.evaluation.EvaluationSettings;
import org.phasor.dsp.evaluation.Interval;
import org.phasor.dsp.evaluation.PairedBootstrap;
import org.phasor.dsp.evaluation.Recommendation;
import org.phasor.dsp.evaluation.RecordingEvaluation;
import org.phasor.recordings.page.EvaluatedFile;

/** An evaluation as JSON. Keys are only ever added. */
final class EvaluationJson {

    private EvaluationJson() {}

    static JsonObject of(EvaluatedFile file) {
        RecordingEvaluation evaluation = file.evaluation();
        EvaluationSettings settings = evaluation.settings();
        JsonObject json = new JsonObject();
        json.addProperty("file", file.file().toString());
        json.addProperty("stream", file.stream());
        json.addProperty("channel", file.channel());
        json.addProperty("rateHz", evaluation.rateHz());
        json.addProperty("seconds", evaluation.seconds());
        json.add("bandHz", pair(settings.bandLowHz(), settings.bandHighHz()));
        json.add("searchHz", pair(settings.searchLowHz(), settings.searchHighHz()));
        json.addProperty("peakHz", evaluation.peak().peakHz());
        json.add("snrDb", Json.number(evaluation.peak().prominenceDb()));
        json.add("truth", truth(evaluation));
        json.addProperty("trainingSeconds", evaluation.trainingSeconds());
        json.addProperty("scoredSamples", evaluation.scoredSamples());
        json.addProperty("leftOutSeconds", evaluation.leftOutSeconds());
        json.addProperty("default", evaluation.defaultEstimator());
        JsonArray rows = new JsonArray();
        evaluation.rows().forEach(row -> rows.add(row(row)));
        json.add("estimators", rows);
        JsonObject refusals = new JsonObject();
        file.refusals().forEach(refusals::addProperty);
        json.add("refusals", refusals);
        JsonArray recommendation = new JsonArray();
        Recommendation.of(evaluation).forEach(recommendation::add);
        json.add("recommendation", recommendation);
        JsonArray notes = new JsonArray();
        file.notes().forEach(notes::add);
        json.add("notes", notes);
        return json;
    }

    private static JsonObject truth(RecordingEvaluation evaluation) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", evaluation.settings().truth().name().toLowerCase(Locale.ROOT));
        json.add("meanAngularVariance", Json.number(evaluation.truthQuality().meanAngularVariance()));
        json.add("expectedSdDeg", Json.number(evaluation.truthQuality().expectedTruthSdDeg()));
        json.addProperty("illDefined", evaluation.truthQuality().illDefined());
        return json;
    }

    private static JsonObject row(EvaluationRow row) {
        CircularStatistics errors = row.errors().errors();
        JsonObject json = new JsonObject();
        json.addProperty("name", row.name());
        json.addProperty("delayMs", row.delayMs());
        json.addProperty("gate", row.gate().key());
        json.add("biasDeg", degrees(errors.biasRad()));
        json.add("circularSdDeg", degrees(errors.circularSdRad()));
        json.add("plv", Json.number(errors.plv()));
        json.add("maeDeg", degrees(errors.meanAbsoluteRad()));
        json.addProperty("n", errors.n());
        json.addProperty("validPart", row.validPart());
        json.addProperty("blocks", row.errors().blocks());
        json.add("biasDeg95", degrees(row.errors().biasRad()));
        json.add("circularSdDeg95", degrees(row.errors().circularSdRad()));
        json.add("plv95", pair(row.errors().plv().low(), row.errors().plv().high()));
        json.add("maeDeg95", degrees(row.errors().meanAbsoluteRad()));
        row.overDefault().ifPresent(paired -> json.add("overDefault", paired(paired)));
        return json;
    }

    private static JsonObject paired(PairedBootstrap paired) {
        JsonObject json = new JsonObject();
        json.add("circularSdDeg", degrees(paired.differenceRad()));
        json.add("circularSdDeg95", degrees(paired.interval()));
        json.addProperty("beyondChance", paired.beyondChance());
        return json;
    }

    private static com.google.gson.JsonElement degrees(double rad) {
        return Json.number(Math.toDegrees(rad));
    }

    private static JsonArray degrees(Interval rad) {
        return pair(Math.toDegrees(rad.low()), Math.toDegrees(rad.high()));
    }

    private static JsonArray pair(double low, double high) {
        JsonArray pair = new JsonArray();
        pair.add(Json.number(low));
        pair.add(Json.number(high));
        return pair;
    }
}
