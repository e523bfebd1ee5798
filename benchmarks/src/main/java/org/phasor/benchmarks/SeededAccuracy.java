package org.phasor.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.dsp.CircularStatistics;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.estimator.PhaseEstimators;
import org.phasor.dsp.evaluation.EvaluationSettings;
import org.phasor.dsp.evaluation.SignalCalibration;
import org.phasor.dsp.evaluation.SyntheticRecording;
import org.phasor.dsp.evaluation.TruthKind;

/**
 * Bias and circular SD of estimators on four seeded synthetic signals of 90 s at 250 Hz: 10 Hz drifting by 0.4 Hz (SD), 10 dB, 1/f
 * noise, 10 ms ahead, scored after 40 s, by which those that have to be trained are trained. The same numbers on every machine.
 */
final class SeededAccuracy {

    /** The default and those that a rig file names most, not calibrated; then one that has to be trained. */
    static final List<String> ESTIMATORS = List.of("adaptive", "echt", "cecht", "phastimate", "etp");

    private static final int SEEDS = 4;
    private static final double RATE_HZ = 250;
    private static final double SECONDS = 90;
    private static final double FROM_SECONDS = 40;
    private static final double LOW_HZ = 8;
    private static final double HIGH_HZ = 13;
    private static final double PEAK_HZ = 10;
    private static final double DRIFT_HZ = 0.4;
    private static final double SNR_DB = 10;
    private static final double LOOK_AHEAD_SECONDS = 0.010;

    private SeededAccuracy() {}

    /**
     * Degrees.
     *
     * @param bias absolute
     * @param circularSd of all errors
     */
    record Degrees(double bias, double circularSd) {}

    static Map<String, Degrees> measure() throws InterruptedException {
        Map<String, Degrees> all = new LinkedHashMap<>();
        try (AccuracyRun run = new AccuracyRun()) {
            List<Callable<SyntheticRecording>> signals = new ArrayList<>();
            for (int seed = 1; seed <= SEEDS; seed++) {
                SyntheticSettings settings = SyntheticSettings.DEFAULTS
                        .withRateHz(RATE_HZ)
                        .withSeed(seed)
                        .withFrequency(PEAK_HZ, DRIFT_HZ)
                        .withNoise(SNR_DB, 1)
                        .withDurationSeconds(SECONDS);
                signals.add(() -> SyntheticRecording.of(settings));
            }
            List<SyntheticRecording> recordings = run.all("signals", signals);
            for (String estimator : ESTIMATORS) {
                List<Callable<double[]>> work = new ArrayList<>();
                for (SyntheticRecording recording : recordings) {
                    work.add(() ->
                            recording.errorsRad(settings(recording, estimator), LOOK_AHEAD_SECONDS, FROM_SECONDS));
                }
                all.put(estimator, degrees(run.all(estimator, work)));
            }
        }
        return all;
    }

    private static SignalSettings settings(SyntheticRecording recording, String estimator) {
        SignalSettings settings = SyntheticRecording.settings(LOW_HZ, HIGH_HZ, estimator);
        if (!PhaseEstimators.isTrained(estimator)) {
            return settings;
        }
        return settings.withCalibration(SignalCalibration.of(
                        recording.first(FROM_SECONDS),
                        EvaluationSettings.of(LOW_HZ, HIGH_HZ, TruthKind.MULTI),
                        estimator,
                        1000 * LOOK_AHEAD_SECONDS,
                        Map.of())
                .calibration());
    }

    private static Degrees degrees(List<double[]> errors) {
        double[] together =
                errors.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
        CircularStatistics statistics = CircularStatistics.of(together);
        return new Degrees(Math.abs(Math.toDegrees(statistics.biasRad())), Math.toDegrees(statistics.circularSdRad()));
    }
}
