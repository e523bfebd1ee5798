package org.phasor.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.phasor.acquisition.RigClock;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.lsl.StreamInfo;
import org.phasor.rig.Frame;
import org.phasor.rig.LoopTurn;
import org.phasor.rig.RigBinding;
import org.phasor.rig.RigFile;

/**
 * One whole turn of the loop on a frame of 64 channels: its time, a spatial filter over five channels, drift removal,
 * ecHT by FFT, the policy with its percentile gate, and the interlock with a simulated device.
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
            estimator = "echt"
            [trigger]
            signal = "mu"
            phase-deg = 180
            min-interval-ms = 1000
            amplitude-percentile = 50
            """;

    private static final int CHANNELS = 64;
    private static final double RATE_HZ = 1000;
    private static final int PREPARED = 16_384;

    private final double[][] signal = new double[PREPARED][];
    private LoopTurn turn;
    private Frame frame;
    private long index;
    private final long[] now = {0};

    @Setup
    public void prepare() throws Exception {
        SyntheticSettings settings =
                SyntheticSettings.DEFAULTS.withChannels(CHANNELS).withRateHz(RATE_HZ);
        SyntheticSignal synthetic = new SyntheticSignal(settings);
        StreamInfo info = SyntheticSignal.streamInfo(settings, "benchmark");
        for (int i = 0; i < PREPARED; i++) {
            signal[i] = new double[info.channelCount()];
            synthetic.next(signal[i]);
        }
        RigBinding rig = RigBinding.bind(RigFile.parse("benchmark.toml", RIG, List.of()), info);
        RigClock clock = () -> now[0];
        turn = LoopTurn.simulated(rig, clock);
        frame = rig.newFrame();
        index = 0;
    }

    @Benchmark
    public Frame turn() {
        long time = Math.round(index * 1e9 / RATE_HZ);
        now[0] = time;
        frame.sample.index = index;
        frame.sample.stampSeconds = index / RATE_HZ;
        frame.sample.clockCorrectionSeconds = 0;
        frame.sample.arrivalNanos = time;
        frame.sample.flags = 0;
        double[] values = signal[(int) (index & (PREPARED - 1))];
        System.arraycopy(values, 0, frame.sample.values, 0, values.length);
        turn.take(frame);
        index++;
        return frame;
    }
}
