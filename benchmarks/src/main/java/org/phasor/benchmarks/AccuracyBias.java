package org.phasor.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/** The bias of every estimator against the known phase of synthetic signals, by the frequency of the peak. */
final class AccuracyBias {

    private static final double LOW_HZ = 8;
    private static final double HIGH_HZ = 13;
    private static final double RATE_HZ = 250;
    private static final double SNR_DB = 10;
    private static final double CALIBRATION_SECONDS = 120;
    private static final double SECONDS = 300;
    /** Behind the part that calibrates, and after a start. */
    private static final double GUARD_SECONDS = 2;

    private static final double START_SECONDS = 60;

    private static final double DRIFT_HZ = 0.4;
    private static final double LOOK_AHEAD_SECONDS = 0.010;

    private final AccuracyRun run;
    private final int seeds;
    private final List<Double> peaksHz;
    /** A mean over few seeds is itself off by chance. */
    private final double slack;

    AccuracyBias(AccuracyRun run, boolean quick) {
        this.run = run;
        seeds = quick ? 3 : 20;
        peaksHz = quick ? List.of(8.0, 13.0) : List.of(8.0, 9.0, 10.0, 11.0, 12.0, 13.0);
        slack = quick ? 1.5 : 1;
    }

    /**
     * One signal.
     *
     * @param biasDeg over all samples
     * @param strongDeg over those where the true amplitude is above its median
     * @param sdDeg over all samples
     */
    private record Trial(double biasDeg, double strongDeg, double sdDeg) {

        static Trial of(double[] errorsRad, double[] strongRad) {
            CircularStatistics all = CircularStatistics.of(errorsRad);
            return new Trial(
                    Math.toDegrees(all.biasRad()),
                    Math.toDegrees(CircularStatistics.of(strongRad).biasRad()),
                    Math.toDegrees(all.circularSdRad()));
        }
    }

    void calibrated() throws InterruptedException {
        double mostDeg = 3 * slack;
        run.print("## Bias of calibrated estimators, stationary peak");
        run.print("");
        run.print(
                "Band %.0f to %.0f Hz, %.0f Hz, %.0f dB, log-normal envelope, %d seeds. The first %.0f s calibrate, the rest of"
                        + " %.0f s is scored, %.0f ms ahead. Mean |bias| (mean bias) in degrees, then the same where the"
                        + " amplitude is above its median, then circular SD. Bound: mean |bias| <= %.1f.",
                LOW_HZ,
                HIGH_HZ,
                RATE_HZ,
                SNR_DB,
                seeds,
                CALIBRATION_SECONDS,
                SECONDS,
                1000 * LOOK_AHEAD_SECONDS,
                mostDeg);
        run.print("");
        header();
        for (String name : PhaseEstimators.names()) {
            row(name, mostDeg, (peakHz, seed) -> {
                SyntheticRecording recording = signal(peakHz, 0, seed);
                SignalCalibration made = SignalCalibration.of(
                        recording.first(CALIBRATION_SECONDS),
                        EvaluationSettings.of(LOW_HZ, HIGH_HZ, TruthKind.MULTI),
                        name,
                        1000 * LOOK_AHEAD_SECONDS,
                        Map.of());
                SignalSettings settings =
                        SyntheticRecording.settings(LOW_HZ, HIGH_HZ, name).withCalibration(made.calibration());
                return trial(recording, settings, CALIBRATION_SECONDS + GUARD_SECONDS);
            });
        }
        run.print("");
    }

    void tracking() throws InterruptedException {
        double mostDeg = 5 * slack;
        run.print("## Bias of the default estimator, drifting peak, not calibrated");
        run.print("");
        run.print(
                "As above, but with a peak that drifts by %.1f Hz (SD) and no calibration; scored after %.0f s."
                        + " Bound: mean |bias| <= %.1f.",
                DRIFT_HZ, START_SECONDS, mostDeg);
        run.print("");
        header();
        row(
                PhaseEstimators.DEFAULT,
                mostDeg,
                (peakHz, seed) -> trial(
                        signal(peakHz, DRIFT_HZ, seed),
                        SyntheticRecording.settings(LOW_HZ, HIGH_HZ, PhaseEstimators.DEFAULT),
                        START_SECONDS));
        run.print("");
    }

    @FunctionalInterface
    private interface Trials {
        Trial of(double peakHz, long seed);
    }

    private void header() {
        StringBuilder names = new StringBuilder("| estimator |");
        StringBuilder rule = new StringBuilder("|---|");
        for (double peakHz : peaksHz) {
            names.append(String.format(Locale.ROOT, " %.0f Hz |", peakHz));
            rule.append("---|");
        }
        run.print("%s", names);
        run.print("%s", rule);
    }

    private void row(String name, double mostDeg, Trials trials) throws InterruptedException {
        List<Callable<Trial>> work = new ArrayList<>();
        for (double peakHz : peaksHz) {
            for (int seed = 1; seed <= seeds; seed++) {
                long number = seed;
                work.add(() -> trials.of(peakHz, number));
            }
        }
        List<Trial> results = run.all(name, work);
        StringBuilder row = new StringBuilder("| " + name + " |");
        for (int p = 0; p < peaksHz.size(); p++) {
            List<Trial> some = results.subList(p * seeds, (p + 1) * seeds);
            double absolute = some.stream()
                    .mapToDouble(t -> Math.abs(t.biasDeg()))
                    .average()
                    .orElseThrow();
            String mark = run.hold(
                    absolute <= mostDeg,
                    "%s at %.0f Hz: mean |bias| %.2f degrees, must be <= %.1f",
                    name,
                    peaksHz.get(p),
                    absolute,
                    mostDeg);
            row.append(String.format(
                    Locale.ROOT,
                    " %.1f%s (%+.1f); %.1f (%+.1f); SD %.1f |",
                    absolute,
                    mark,
                    some.stream().mapToDouble(Trial::biasDeg).average().orElseThrow(),
                    some.stream()
                            .mapToDouble(t -> Math.abs(t.strongDeg()))
                            .average()
                            .orElseThrow(),
                    some.stream().mapToDouble(Trial::strongDeg).average().orElseThrow(),
                    some.stream().mapToDouble(Trial::sdDeg).average().orElseThrow()));
        }
        run.print("%s", row);
    }

    private static SyntheticRecording signal(double peakHz, double driftHz, long seed) {
        return SyntheticRecording.of(SyntheticSettings.DEFAULTS
                .withRateHz(RATE_HZ)
                .withSeed(seed)
                .withFrequency(peakHz, driftHz)
                .withNoise(SNR_DB, 1)
                .withDurationSeconds(SECONDS));
    }

    private static Trial trial(SyntheticRecording recording, SignalSettings settings, double fromSeconds) {
        double[] errors = recording.errorsRad(settings, LOOK_AHEAD_SECONDS, fromSeconds);
        return Trial.of(errors, recording.whereStrong(errors, fromSeconds));
    }
}
