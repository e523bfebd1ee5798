package org.phasor.dsp.estimator;

import java.util.Map;
import java.util.OptionalDouble;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalFault;
import org.phasor.dsp.TrainingSignal;

/** A recording played to the estimator "adaptive": what it has learned at the end. */
final class AdaptiveTraining {

    private AdaptiveTraining() {}

    /**
     * The state at the end. The peak is tracked from the signal's own.
     *
     * @throws IllegalArgumentException in one line, when there is too little clean signal
     */
    static Map<String, double[]> train(TrainingSignal signal) {
        AdaptiveSettings settings = new AdaptiveSettings(
                signal.bandLowHz(),
                signal.bandHighHz(),
                OptionalDouble.empty(),
                OptionalDouble.of(signal.peakHz()),
                false,
                OptionalDouble.empty());
        AdaptiveEstimator estimator = new AdaptiveEstimator(settings, signal.rateHz(), 0, RefreshRunner.INLINE, null);
        Signal sample = new Signal();
        for (int i = 0; i < signal.length(); i++) {
            sample.microvolts = signal.microvolts()[i];
            sample.rawMicrovolts = signal.rawMicrovolts()[i];
            sample.faults = signal.clean()[i] ? 0 : SignalFault.NOT_FINITE.bit();
            estimator.take(sample);
        }
        double least = AdaptiveSettings.LEAST_LEARNED_SECONDS;
        if (!(estimator.learnedSeconds() >= least)) {
            throw new IllegalArgumentException("training signal of " + signal.seconds() + " s: "
                    + estimator.learnedSeconds() + " s of it are clean: must be >= " + least + " s");
        }
        return estimator.state();
    }
}
