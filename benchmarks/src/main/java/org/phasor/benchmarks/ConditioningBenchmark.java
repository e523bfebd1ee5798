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
import org.phasor.dsp.ConditioningSettings;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.estimator.PhaseEstimators;

/**
 * From raw channels to one signal: C3 less its four neighbours (five channels, whatever their number: a reference cancels), or less
 * the average of all; with the default checks for artefacts or without.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class ConditioningBenchmark {

    @Param({"8", "64", "256"})
    public int channels;

    @Param({"hjorth", "average"})
    public String montage;

    @Param({"true", "false"})
    public boolean checks;

    @Param({"1000", "5000"})
    public double rateHz;

    private final Signal signal = new Signal();
    private SyntheticLoop loop;
    private Conditioning conditioning;

    @Setup
    public void prepare() {
        loop = new SyntheticLoop(channels, rateHz);
        ConditioningSettings wanted = checks ? ConditioningSettings.DEFAULTS : ConditioningSettings.WITHOUT_CHECKS;
        SignalSettings hjorth =
                BenchmarkSignal.settings(PhaseEstimators.DEFAULT).withConditioning(wanted);
        conditioning = Conditioning.of(
                montage.equals("hjorth") ? hjorth : BenchmarkSignal.averaged(hjorth, wanted), loop.info);
        for (int i = 0; i < BenchmarkSignal.WARM_UP_SECONDS * rateHz; i++) {
            sample();
        }
    }

    @Benchmark
    public Signal sample() {
        conditioning.condition(loop.next(), signal);
        return signal;
    }
}
