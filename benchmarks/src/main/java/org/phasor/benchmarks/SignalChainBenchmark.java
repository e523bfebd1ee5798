package org.phasor.benchmarks;

import java.util.Random;
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
import org.openjdk.jmh.infra.Blackhole;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.estimator.PhaseEstimators;
import org.phasor.dsp.estimator.SignalChain;

/**
 * What the loop computes for one signal by default, from 64 raw channels to a phase with its expected error; and, to compare
 * machines by, the least that any estimator could do: one complex FIR filter of 128 taps.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class SignalChainBenchmark {

    private static final int CHANNELS = 64;
    private static final int TAPS = 128;
    private static final double LEAST_VALID = 0.9;

    @Param({"1000", "5000"})
    public double rateHz;

    private final PhaseEstimate estimate = new PhaseEstimate();
    private final double[] tapsRe = new double[TAPS];
    private final double[] tapsIm = new double[TAPS];
    private double[] values;
    private int next;
    private SyntheticLoop loop;
    private SignalChain chain;

    @Setup
    public void prepare() {
        loop = new SyntheticLoop(CHANNELS, rateHz);
        SignalSettings settings = BenchmarkSignal.settings(PhaseEstimators.DEFAULT);
        HeldRefreshes refreshes = new HeldRefreshes();
        chain = SignalChain.of(settings, loop.info, BenchmarkSignal.LOOK_AHEAD_SECONDS, refreshes);
        feed((int) (BenchmarkSignal.WARM_UP_SECONDS * rateHz));
        refreshes.hold();
        double valid = feed(loop.length()) / (double) loop.length();
        if (valid < LEAST_VALID || Double.isNaN(estimate.expectedErrorRad)) {
            throw new IllegalStateException("only " + valid + " of the chain's estimates are valid");
        }
        Random random = new Random(1);
        values = random.doubles(loop.length() + TAPS).toArray();
        for (int i = 0; i < TAPS; i++) {
            tapsRe[i] = random.nextGaussian();
            tapsIm[i] = random.nextGaussian();
        }
    }

    private int feed(int frames) {
        int valid = 0;
        for (int i = 0; i < frames; i++) {
            valid += defaultChain().valid ? 1 : 0;
        }
        return valid;
    }

    @Benchmark
    public PhaseEstimate defaultChain() {
        chain.take(loop.next(), estimate);
        return estimate;
    }

    /** In the plainest way, one sum each, in the order that they stand in. */
    @Benchmark
    public void complexFilter128(Blackhole sink) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < TAPS; i++) {
            re += tapsRe[i] * values[next + i];
            im += tapsIm[i] * values[next + i];
        }
        next = next + TAPS + 1 == values.length ? 0 : next + 1;
        sink.consume(re);
        sink.consume(im);
    }
}
