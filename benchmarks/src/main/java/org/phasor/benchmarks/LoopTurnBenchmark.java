package org.phasor.benchmarks;

import java.util.List;
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
import org.phasor.acquisition.RigClock;
import org.phasor.dsp.estimator.PhaseEstimators;
import org.phasor.rig.Frame;
import org.phasor.rig.LoopTurn;
import org.phasor.rig.RigBinding;
import org.phasor.rig.RigFile;

/**
 * One whole turn of the loop on a frame of 64 channels: its time, a spatial filter over five channels, drift removal,
 * the estimator (ecHT by FFT, or the default with its refreshes computed in between), the policy with its percentile gate, and
 * the interlock with a simulated device. Pulses are rare: for a second after each there is no estimate, and little to compute.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LoopTurnBenchmark {

    private static final String RIG = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            spatial = { C3 = 1.0, FC1 = -0.25, FC5 = -0.25, CP1 = -0.25, CP5 = -0.25 }
            band-hz = [8.0, 13.0]
            peak-hz = 10.0
            estimator = "%s"
            [trigger]
            signal = "mu"
            phase-deg = 180
            min-interval-ms = 60000
            amplitude-percentile = 50
            """;

    private static final int CHANNELS = 64;
    private static final double RATE_HZ = 1000;
    private static final double LEAST_VALID = 0.9;

    @Param({"echt", PhaseEstimators.DEFAULT})
    public String estimator;

    private LoopTurn turn;
    private Frame frame;
    private SyntheticLoop loop;
    private final long[] now = {0};

    @Setup
    public void prepare() throws Exception {
        loop = new SyntheticLoop(CHANNELS, RATE_HZ);
        RigBinding rig =
                RigBinding.bind(RigFile.parse("benchmark.toml", String.format(RIG, estimator), List.of()), loop.info);
        RigClock clock = () -> now[0];
        turn = LoopTurn.simulated(rig, clock);
        frame = rig.newFrame();
        feed((int) (BenchmarkSignal.WARM_UP_SECONDS * RATE_HZ));
        double valid = feed(loop.length()) / (double) loop.length();
        if (valid < LEAST_VALID) {
            throw new IllegalStateException("only " + valid + " of the estimates are valid");
        }
    }

    private int feed(int frames) {
        int valid = 0;
        for (int i = 0; i < frames; i++) {
            valid += turn().estimates[0].valid ? 1 : 0;
        }
        return valid;
    }

    /** After so many turns the signal begins anew. */
    int roundLength() {
        return loop.length();
    }

    @Benchmark
    public Frame turn() {
        frame.sample.copyFrom(loop.next());
        now[0] = frame.sample.timeNanos;
        frame.sample.arrivalNanos = now[0];
        frame.sample.stampSeconds = frame.sample.index / RATE_HZ;
        turn.take(frame);
        return frame;
    }
}
