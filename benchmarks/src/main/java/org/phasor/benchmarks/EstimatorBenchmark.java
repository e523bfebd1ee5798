package org.phasor.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.phasor.dsp.Conditioning;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.estimator.PhaseEstimators;

/**
 * One estimator on a signal that is conditioned already: it takes in every frame and estimates at each. Of one that learns it is the
 * loop thread's part ({@link HeldRefreshes}); the other is {@link RefreshBenchmark}. {@link Benchmarks} runs it for every name in
 * the table.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class EstimatorBenchmark {

    private static final int CHANNELS = 8;
    private static final double LEAST_VALID = 0.5;

    @Param({PhaseEstimators.DEFAULT})
    public String estimator;

    @Param({"1000", "5000"})
    public double rateHz;

    private final Signal signal = new Signal();
    private final PhaseEstimate estimate = new PhaseEstimate();
    private PhaseEstimator measured;
    private double[] microvolts;
    private double[] rawMicrovolts;
    private int next;

    @Setup
    public void prepare() {
        SyntheticLoop loop = new SyntheticLoop(CHANNELS, rateHz);
        SignalSettings settings = BenchmarkSignal.trained(estimator, loop);
        HeldRefreshes refreshes = new HeldRefreshes();
        measured = PhaseEstimators.create(settings, rateHz, BenchmarkSignal.LOOK_AHEAD_SECONDS, refreshes);
        Conditioning conditioning = Conditioning.of(settings, loop.info);
        microvolts = new double[loop.length()];
        rawMicrovolts = new double[loop.length()];
        // Twice: the second time it has no beginning.
        for (int i = 0; i < 2 * loop.length(); i++) {
            conditioning.condition(loop.next(), signal);
            microvolts[i % loop.length()] = signal.microvolts;
            rawMicrovolts[i % loop.length()] = signal.rawMicrovolts;
        }
        signal.faults = 0;
        signal.afterGap = false;
        boolean learns = PhaseEstimators.learns(estimator);
        feed((int) ((learns ? BenchmarkSignal.WARM_UP_SECONDS : BenchmarkSignal.SETTLING_SECONDS) * rateHz));
        refreshes.hold();
        double valid = feed((int) rateHz) / rateHz;
        if (valid < LEAST_VALID) {
            throw new IllegalStateException(estimator + ": only " + valid + " of its estimates are valid");
        }
    }

    private int feed(int frames) {
        int valid = 0;
        for (int i = 0; i < frames; i++) {
            valid += frame().valid ? 1 : 0;
        }
        return valid;
    }

    @Benchmark
    public PhaseEstimate frame() {
        signal.microvolts = microvolts[next];
        signal.rawMicrovolts = rawMicrovolts[next];
        next = next + 1 == microvolts.length ? 0 : next + 1;
        measured.estimate(signal, estimate);
        return estimate;
    }
}
