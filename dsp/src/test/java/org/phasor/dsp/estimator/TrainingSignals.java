package org.phasor.dsp.estimator;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.TrainingSignal;

/** Signals with a wandering rhythm to train on, from a seed. */
final class TrainingSignals {

    private TrainingSignals() {}

    /** All clean; the band is the peak ± 2.5 Hz. */
    static TrainingSignal of(double[] x, double rateHz, double peakHz) {
        boolean[] clean = new boolean[x.length];
        Arrays.fill(clean, true);
        return new TrainingSignal(x, x, clean, rateHz, peakHz, peakHz - 2.5, peakHz + 2.5);
    }

    /** The same with some samples not clean and others in their place. */
    static TrainingSignal faulty(TrainingSignal signal, int from, int to, double value, boolean marked) {
        double[] x = signal.microvolts().clone();
        boolean[] clean = signal.clean().clone();
        Arrays.fill(x, from, to, value);
        Arrays.fill(clean, from, to, !marked);
        return new TrainingSignal(
                x, x, clean, signal.rateHz(), signal.peakHz(), signal.bandLowHz(), signal.bandHighHz());
    }

    /** A rotator of about 10 uV and a drift, in noise. */
    static double[] rhythm(double peakHz, double rateHz, double seconds, long seed) {
        Random random = new Random(seed);
        double[] x = new double[(int) (seconds * rateHz)];
        double damping = StrictMath.exp(-2 / rateHz);
        double push = 10 * StrictMath.sqrt(1 - damping * damping);
        double cos = damping * StrictMath.cos(2 * StrictMath.PI * peakHz / rateHz);
        double sin = damping * StrictMath.sin(2 * StrictMath.PI * peakHz / rateHz);
        double re = 10;
        double im = 0;
        double drift = 0;
        for (int i = 0; i < x.length; i++) {
            double turned = cos * re - sin * im + push * random.nextGaussian();
            im = sin * re + cos * im + push * random.nextGaussian();
            re = turned;
            drift = 0.99 * drift + 0.5 * random.nextGaussian();
            x[i] = re + drift + 3 * random.nextGaussian();
        }
        return x;
    }

    static SignalSettings settings(String estimator, TrainingSignal signal, Map<String, double[]> parameters) {
        return new SignalSettings(
                        "s",
                        Map.of("C3", 1.0),
                        signal.bandLowHz(),
                        signal.bandHighHz(),
                        OptionalDouble.of(signal.peakHz()),
                        estimator,
                        OptionalDouble.empty())
                .withCalibration(Calibration.trained(signal, estimator, parameters));
    }

    static PhaseEstimator make(
            String estimator, TrainingSignal signal, Map<String, double[]> parameters, double lookAheadSeconds) {
        return PhaseEstimators.create(settings(estimator, signal, parameters), signal.rateHz(), lookAheadSeconds);
    }
}
