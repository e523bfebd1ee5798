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
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.estimator.PhaseEstimators;
import org.phasor.dsp.estimator.SignalChain;

/** New coefficients of the default estimator, once a second beside the loop: peak and weights from what was learned in 20 s. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class RefreshBenchmark {

    private static final int CHANNELS = 8;

    @Param({"1000", "5000"})
    public double rateHz;

    private RefreshRunner.Refresh refresh;

    @Setup
    public void prepare() {
        SyntheticLoop loop = new SyntheticLoop(CHANNELS, rateHz);
        SignalSettings settings = BenchmarkSignal.settings(PhaseEstimators.DEFAULT);
        HeldRefreshes refreshes = new HeldRefreshes();
        SignalChain chain = SignalChain.of(settings, loop.info, BenchmarkSignal.LOOK_AHEAD_SECONDS, refreshes);
        PhaseEstimate estimate = new PhaseEstimate();
        for (int i = 0; i < BenchmarkSignal.WARM_UP_SECONDS * rateHz; i++) {
            chain.take(loop.next(), estimate);
        }
        refresh = refreshes.last();
    }

    @Benchmark
    public long refresh() {
        refresh.compute();
        return refresh.checksum();
    }
}
