package org.phasor.dsp.estimator;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalFault;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.Signals;
import org.phasor.dsp.TrainingSignal;

/** An entry of the table of estimators on one kind of signal; what takes long to find out about it is found out once. */
record EstimatorSubject(String name, double rateHz, double peakHz, OptionalDouble windowMs) {

    private static final Map<EstimatorSubject, Calibration> TRAINED = new ConcurrentHashMap<>();
    private static final Map<EstimatorSubject, Integer> FIRST_VALID = new ConcurrentHashMap<>();

    /** Each entry of the table at several rates, bands and, where it can be set, windows. */
    static Stream<EstimatorSubject> all() {
        return PhaseEstimators.names().stream()
                .flatMap(name -> Stream.of(
                                new EstimatorSubject(name, 1000, 10.5, OptionalDouble.empty()),
                                new EstimatorSubject(name, 1000, 10.5, OptionalDouble.of(1000)),
                                new EstimatorSubject(name, 256, 10.8, OptionalDouble.empty()),
                                new EstimatorSubject(name, 250, 6.2, OptionalDouble.of(1500)))
                        .filter(s -> s.windowMs.isEmpty() || s.entry().hasWindow()));
    }

    PhaseEstimator make(double lookAheadSeconds) {
        SignalSettings settings = new SignalSettings(
                "s", Map.of("C3", 1.0), peakHz - 2.5, peakHz + 2.5, OptionalDouble.of(peakHz), name, windowMs);
        if (entry().isTrained()) {
            settings = settings.withCalibration(TRAINED.computeIfAbsent(this, EstimatorSubject::train));
        }
        return PhaseEstimators.create(settings, rateHz, lookAheadSeconds);
    }

    /** On a minute of the tone, waxing and waning in noise. */
    private Calibration train() {
        double[] x = tone().noise(4).seed(77).samples((int) (60 * rateHz));
        for (int i = 0; i < x.length; i++) {
            x[i] *= 1 + 0.3 * Math.sin(2 * Math.PI * 0.21 * i / rateHz);
        }
        boolean[] clean = new boolean[x.length];
        Arrays.fill(clean, true);
        TrainingSignal signal = new TrainingSignal(x, x, clean, rateHz, peakHz, peakHz - 2.5, peakHz + 2.5);
        return Calibration.trained(signal, name, PhaseEstimators.train(name, signal));
    }

    EstimatorEntry entry() {
        return PhaseEstimators.entry(name);
    }

    /** Long enough for any estimator to be valid for a while; those that learn have settled in its second half. */
    int samples() {
        return (int) ((entry().learns() ? 40 : 12) * rateHz);
    }

    /** Long enough to be valid, to lose the signal in the middle, and to be valid again; those that learn, as {@link #samples}. */
    int briefSamples() {
        return entry().learns() ? samples() : 2 * firstValid() + (int) (2 * rateHz);
    }

    int windowSamples() {
        return (int) Math.rint(windowMs.orElseThrow() * rateHz / 1000);
    }

    Signals tone() {
        return Signals.tone(peakHz, rateHz);
    }

    /** The first sample of the tone at which the estimate is valid. */
    int firstValid() {
        return FIRST_VALID.computeIfAbsent(this, EstimatorSubject::findFirstValid);
    }

    private int findFirstValid() {
        PhaseEstimator estimator = make(0);
        PhaseEstimate out = new PhaseEstimate();
        double[] x = tone().samples(samples());
        for (int i = 0; i < x.length; i++) {
            estimator.estimate(signal(x[i], false), out);
            if (out.valid) {
                return i;
            }
        }
        throw new AssertionError(this + " is never valid");
    }

    /** A sample of a signal without drift. */
    static Signal signal(double microvolts, boolean afterGap) {
        Signal signal = new Signal();
        fill(signal, microvolts, afterGap);
        return signal;
    }

    static void fill(Signal signal, double microvolts, boolean afterGap) {
        signal.microvolts = microvolts;
        signal.rawMicrovolts = microvolts;
        signal.neighbourMicrovolts = Double.NaN;
        signal.afterGap = afterGap;
        signal.faults =
                (afterGap ? SignalFault.GAP.bit() : 0) | (Double.isNaN(microvolts) ? SignalFault.NOT_FINITE.bit() : 0);
    }
}
