package org.phasor.dsp.estimator;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.ConditioningSettings;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;

/** An instance of the estimator "adaptive" under test, on a band from 8 to 13 Hz, and signals for it. */
final class AdaptiveSubject {

    static final double RATE_HZ = 500;

    final AdaptiveEstimator estimator;
    final PhaseEstimate out = new PhaseEstimate();
    private final Signal signal = new Signal();

    AdaptiveSubject(SignalSettings settings, RefreshRunner runner) {
        this(settings, RATE_HZ, 0.01, runner);
    }

    AdaptiveSubject(SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner runner) {
        estimator = (AdaptiveEstimator) PhaseEstimators.create(settings, rateHz, lookAheadSeconds, runner);
    }

    static SignalSettings settings() {
        return settings(OptionalDouble.empty());
    }

    static SignalSettings settings(OptionalDouble peakHz) {
        return new SignalSettings("s", Map.of("C3", 1.0), 8, 13, peakHz, "adaptive", OptionalDouble.empty());
    }

    static SignalSettings withNeighbour() {
        return settings().withConditioning(ConditioningSettings.DEFAULTS.withNeighbour("Cz"));
    }

    /** With a state, as a file would bring it. */
    static SignalSettings with(Map<String, double[]> state) {
        return with(state, RATE_HZ);
    }

    static SignalSettings with(Map<String, double[]> state, double rateHz) {
        return settings()
                .withCalibration(new Calibration(
                        "adaptive", rateHz, 8, 13, 9.5, 6, 0, state, new double[0], Map.of("made-by", "a test")));
    }

    /** Takes in a sample that can be trusted. */
    AdaptiveSubject take(double microvolts) {
        return take(microvolts, Double.NaN);
    }

    AdaptiveSubject take(double microvolts, double neighbourMicrovolts) {
        return take(microvolts, neighbourMicrovolts, 0, false);
    }

    AdaptiveSubject take(double microvolts, double neighbourMicrovolts, int faults, boolean afterGap) {
        fill(microvolts, neighbourMicrovolts, faults, afterGap);
        estimator.estimate(signal, out);
        return this;
    }

    /** Takes in a sample without an estimate. */
    void pass(double microvolts, double neighbourMicrovolts) {
        fill(microvolts, neighbourMicrovolts, 0, false);
        estimator.take(signal);
    }

    private void fill(double microvolts, double neighbourMicrovolts, int faults, boolean afterGap) {
        signal.microvolts = microvolts;
        signal.rawMicrovolts = microvolts;
        signal.neighbourMicrovolts = neighbourMicrovolts;
        signal.faults = faults;
        signal.afterGap = afterGap;
    }

    AdaptiveSubject takeAll(double[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            take(x[i]);
        }
        return this;
    }

    /** Noise with a spectrum that falls, and an oscillation at 9.7 Hz that waxes and wanes; in microvolts, with a large offset. */
    static double[] brain(double seconds, double rateHz, long seed) {
        Random random = new Random(seed);
        double[] x = new double[(int) (seconds * rateHz)];
        double slow = 0;
        double turn = 2 * Math.PI * 9.7 / rateHz;
        double keep = StrictMath.exp(-2.5 / rateHz);
        double re = 0;
        double im = 0;
        for (int i = 0; i < x.length; i++) {
            double nextRe = keep * (re * StrictMath.cos(turn) - im * StrictMath.sin(turn));
            im = keep * (re * StrictMath.sin(turn) + im * StrictMath.cos(turn))
                    + random.nextGaussian() * 60 / rateHz * StrictMath.sqrt(rateHz / 100);
            re = nextRe + random.nextGaussian() * 60 / rateHz * StrictMath.sqrt(rateHz / 100);
            slow += (-slow * 9 + 60 * random.nextGaussian() * StrictMath.sqrt(rateHz)) / rateHz;
            x[i] = 12_000 + 10 * re + slow + random.nextGaussian();
        }
        return x;
    }
}
