package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.TrainingSignal;
import org.phasor.dsp.estimator.PhaseEstimators;
import org.phasor.recordings.CalibrationFile;

/** Whatever stands in an estimator file: it is refused in one line that names it, or the rig runs without an exception. */
@Timeout(120)
class SpoiledCalibrationPropertyTest {

    private static final double RATE_HZ = 250;
    private static final SyntheticSettings SIGNAL =
            SyntheticSettings.DEFAULTS.withChannels(1).withRateHz(RATE_HZ).withNoise(10, 1);
    private static final double[] ABSURD = {0, -1, 1e300, -1e300, 1e-300, 1e9, 0.5, 1e4};

    @ParameterizedTest
    @ValueSource(strings = {"adaptive", "etp", "ar-extend-trained", "wiener", "sspe"})
    void isRefusedInOneLineOrRuns(String estimator) throws Exception {
        String text = CalibrationFile.text(trained(estimator));
        assertThat(refusal(estimator, text)).as("as it was made").isNull();
        int refused = 0;
        for (int seed = 1; seed <= 120; seed++) {
            String spoiled = spoil(text, new Random(seed));
            String what = estimator + " seed " + seed;
            String refusal;
            try {
                refusal = refusal(estimator, spoiled);
            } catch (RuntimeException e) {
                throw new AssertionError(what, e);
            }
            if (refusal != null) {
                refused++;
                assertThat(refusal).as(what).contains("calibration").hasSizeLessThan(400);
                assertThat(refusal.strip().lines().count())
                        .as(what + ": " + refusal)
                        .isLessThanOrEqualTo(2);
            }
        }
        assertThat(refused).isGreaterThan(40);
    }

    /** What the rig file is refused for; null when it ran. */
    private static String refusal(String estimator, String text) {
        RigBinding rig;
        try {
            rig = RigBinding.bind(
                    RigFile.parse("test.toml", """
                            format = 1
                            [[dsp.signal]]
                            name = "mu"
                            channel = "C3"
                            band-hz = [8.0, 13.0]
                            estimator = "%s"
                            calibration = "mu.json"
                            [trigger]
                            phase-deg = 0
                            min-interval-ms = 0
                            """.formatted(estimator), List.of(), path -> text),
                    SyntheticSignal.streamInfo(SIGNAL, "test"));
        } catch (RigFileException e) {
            return e.getMessage();
        }
        FrameStep step = rig.newStep();
        Frame frame = rig.newFrame();
        SyntheticSignal signal = new SyntheticSignal(SIGNAL);
        for (int i = 0; i < 5 * RATE_HZ; i++) {
            signal.next(frame.sample.values);
            frame.sample.index = i;
            frame.sample.stampSeconds = i / RATE_HZ;
            frame.sample.clockCorrectionSeconds = 0;
            frame.sample.arrivalNanos = Math.round(i * 1e9 / RATE_HZ);
            frame.sample.flags = 0;
            step.evaluate(frame);
            PhaseEstimate estimate = frame.estimates[0];
            if (estimate.valid) {
                assertThat(Math.abs(estimate.phaseRad)).isLessThanOrEqualTo(Math.PI);
                assertThat(estimate.frequencyHz).isFinite();
                assertThat(estimate.amplitudeMicrovolts).isFinite().isPositive();
            }
        }
        return null;
    }

    private static String spoil(String text, Random random) {
        if (random.nextInt(10) == 0) {
            return text.substring(0, random.nextInt(text.length() - 3));
        }
        JsonObject json = JsonParser.parseString(text).getAsJsonObject();
        JsonObject parameters = json.getAsJsonObject("parameters");
        double absurd = ABSURD[random.nextInt(ABSURD.length)];
        List<String> keys = List.copyOf(parameters.keySet());
        switch (random.nextInt(6)) {
            case 0 -> {
                List<String> numbers = List.of("rateHz", "bandLowHz", "bandHighHz", "peakHz", "biasRad");
                json.addProperty(numbers.get(random.nextInt(numbers.size())), absurd);
            }
            case 1 -> {
                JsonArray errors = new JsonArray();
                for (int i = 0; i < 18; i++) {
                    errors.add(random.nextInt(3) == 0 ? absurd : random.nextInt(20));
                }
                json.add("errors", errors);
            }
            case 2 -> parameters.remove(keys.get(random.nextInt(keys.size())));
            case 3 ->
                parameters.getAsJsonArray(keys.get(random.nextInt(keys.size()))).add(absurd);
            default -> {
                JsonArray values = parameters.getAsJsonArray(keys.get(random.nextInt(keys.size())));
                int from = random.nextInt(values.size());
                int to = random.nextBoolean() ? from + 1 : values.size();
                for (int i = from; i < to; i++) {
                    JsonElement value = random.nextInt(50) == 0 ? new JsonPrimitive("7") : new JsonPrimitive(absurd);
                    values.set(i, value);
                }
            }
        }
        return json.toString();
    }

    private static Calibration trained(String estimator) {
        SyntheticSignal signal = new SyntheticSignal(SIGNAL);
        double[] x = new double[(int) (40 * RATE_HZ)];
        double[] values = new double[2];
        double mean = 0;
        for (int i = 0; i < x.length; i++) {
            signal.next(values);
            x[i] = values[0];
            mean += x[i] / x.length;
        }
        double[] centred = x.clone();
        for (int i = 0; i < x.length; i++) {
            centred[i] -= mean;
        }
        boolean[] clean = new boolean[x.length];
        Arrays.fill(clean, true);
        TrainingSignal training = new TrainingSignal(centred, x, clean, RATE_HZ, 10, 8, 13);
        return Calibration.trained(training, estimator, PhaseEstimators.train(estimator, training));
    }
}
