package org.phasor.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.Conditioning;
import org.phasor.dsp.ConditioningSettings;
import org.phasor.dsp.Montages;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.TrainingSignal;
import org.phasor.dsp.estimator.PhaseEstimators;

/** The mu rhythm over C3, as all benchmarks of dsp take it. */
final class BenchmarkSignal {

    static final double LOOK_AHEAD_SECONDS = 0.01;

    /** What one that learns, or a check for artefacts, is fed before it is measured. */
    static final double WARM_UP_SECONDS = 20;

    /** What fills any other's window. */
    static final double SETTLING_SECONDS = 3;

    private static final double PEAK_HZ = 10;
    private static final double TRAINING_SECONDS = 60;

    private BenchmarkSignal() {}

    /** By default: five channels' weights, checks for artefacts; the peak only for those that do not find it. */
    static SignalSettings settings(String estimator) {
        return new SignalSettings(
                "mu",
                Montages.named("C3-hjorth"),
                8,
                13,
                PhaseEstimators.learns(estimator) ? OptionalDouble.empty() : OptionalDouble.of(PEAK_HZ),
                estimator,
                OptionalDouble.empty());
    }

    /** C3 less the average of all channels. */
    static SignalSettings averaged(SignalSettings settings, ConditioningSettings conditioning) {
        return new SignalSettings(
                settings.name(),
                Map.of("C3", 1.0),
                settings.bandLowHz(),
                settings.bandHighHz(),
                settings.peakHz(),
                settings.estimator(),
                settings.windowMs(),
                conditioning.withReference(List.of(ConditioningSettings.AVERAGE)),
                settings.calibration(),
                settings.freezeAfterSeconds());
    }

    /** With a calibration trained on the loop, for those that cannot be without. */
    static SignalSettings trained(String estimator, SyntheticLoop loop) {
        SignalSettings settings = settings(estimator);
        if (!PhaseEstimators.isTrained(estimator)) {
            return settings;
        }
        double rateHz = loop.info.nominalRateHz();
        Conditioning conditioning = Conditioning.of(settings, loop.info);
        double[] microvolts = new double[(int) (TRAINING_SECONDS * rateHz)];
        double[] raw = new double[microvolts.length];
        Signal signal = new Signal();
        for (int i = 0; i < loop.length(); i++) {
            conditioning.condition(loop.next(), signal);
        }
        for (int i = 0; i < microvolts.length; i++) {
            conditioning.condition(loop.next(), signal);
            microvolts[i] = signal.microvolts;
            raw[i] = signal.rawMicrovolts;
        }
        boolean[] clean = new boolean[microvolts.length];
        Arrays.fill(clean, true);
        TrainingSignal training = new TrainingSignal(
                microvolts, raw, clean, rateHz, PEAK_HZ, settings.bandLowHz(), settings.bandHighHz());
        return settings.withCalibration(
                Calibration.trained(training, estimator, PhaseEstimators.train(estimator, training)));
    }
}
