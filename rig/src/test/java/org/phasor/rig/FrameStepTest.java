package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.lsl.StreamInfo;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Outcomes;

class FrameStepTest {

    private static final int WARM_UP = 30_000;
    private static final int COUNTED = 20_000;

    private static final String EVERYTHING = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            neighbour = "C4"
            reference = ["average"]
            band-hz = [8.0, 13.0]
            estimator = "adaptive"
            notch-hz = [50.0]
            [dsp.signal.artefact]
            amplitude-uv = 500
            peak-to-peak-uv = 900
            gradient-uv-per-ms = 300
            rail-uv = 100000
            line-ratio = 5
            high-frequency-ratio = 5
            [[dsp.signal]]
            name = "slow"
            channel = "C3"
            band-hz = [8.0, 13.0]
            estimator = "adaptive"
            decimate-hz = 250
            [trigger]
            min-interval-ms = 100
            jitter-ms = 100
            amplitude-percentile = 10
            max-expected-error-deg = 90
            [[trigger.condition]]
            name = "a"
            signal = "mu"
            phase-deg = 0
            [[trigger.condition]]
            name = "b"
            signal = "slow"
            phase-deg = 180
            """;

    @Test
    void aStepWithEverythingOnAllocatesNothing() throws Exception {
        SyntheticSettings settings = SyntheticSettings.DEFAULTS.withChannels(16);
        RigFile file = RigFile.parse("test.toml", EVERYTHING, List.of());
        RigBinding rig = RigBinding.bind(file, SyntheticSignal.streamInfo(settings, "test"));
        RefreshLog log = new RefreshLog();
        Learner learner = new Learner(2, log);
        FrameStep step = rig.newStep(learner, Outcomes.TOLD);
        Frame frame = rig.newFrame();
        SyntheticSignal signal = new SyntheticSignal(settings);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        int fired = 0;
        int taken = 0;
        for (int i = 0; i < WARM_UP + COUNTED; i++) {
            if (i % 50 == 25) {
                // Stands for the threads of the recorder and the learner.
                long mark = threads.getCurrentThreadAllocatedBytes();
                for (RefreshLog.Entry e = log.take(); e != null; e = log.take()) {
                    taken += e.taken() ? 1 : 0;
                }
                learner.turn();
                before += threads.getCurrentThreadAllocatedBytes() - mark;
            }
            if (i == WARM_UP) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            signal.next(frame.sample.values);
            frame.sample.index = i;
            frame.sample.stampSeconds = i / 1000.0;
            frame.sample.clockCorrectionSeconds = 0;
            frame.sample.arrivalNanos = i * 1_000_000L;
            frame.sample.flags = i % 7919 == 7918 ? Sample.GAP : 0;
            step.evaluate(frame);
            fired += frame.decision.action == Decision.Action.FIRE ? 1 : 0;
        }
        double perFrame = (threads.getCurrentThreadAllocatedBytes() - before) / (double) COUNTED;
        assertThat(learner.failure()).isNull();
        assertThat(taken).as("refreshes taken over").isPositive();
        assertThat(fired).as("pulses").isPositive();
        assertThat(perFrame).as("bytes per frame").isLessThan(1);
    }

    @Test
    void aTurnOfTheLoopAllocatesNothing() throws Exception {
        SyntheticSettings settings = SyntheticSettings.DEFAULTS.withChannels(16);
        StreamInfo info = SyntheticSignal.streamInfo(settings, "test");
        RigFile file = RigFile.parse("test.toml", """
                format = 1
                [[dsp.signal]]
                name = "mu"
                spatial = { C3 = 1.0, FC1 = -0.5, CP1 = -0.5 }
                band-hz = [8.0, 13.0]
                [[dsp.signal]]
                name = "beta"
                channel = "C3"
                band-hz = [15.0, 25.0]
                [trigger]
                min-interval-ms = 200
                jitter-ms = 100
                amplitude-percentile = 30
                [[trigger.condition]]
                name = "a"
                signal = "mu"
                phase-deg = 0
                [[trigger.condition]]
                name = "b"
                signal = "beta"
                phase-deg = 180
                """, List.of());
        RigBinding rig = RigBinding.bind(file, info);
        long[] now = {0};
        LoopTurn turn = LoopTurn.simulated(rig, () -> now[0]);
        Frame frame = rig.newFrame();
        SyntheticSignal signal = new SyntheticSignal(settings);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = 0; i < WARM_UP + COUNTED; i++) {
            if (i == WARM_UP) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            now[0] = i * 1_000_000L;
            signal.next(frame.sample.values);
            frame.sample.index = i;
            frame.sample.stampSeconds = i / 1000.0;
            frame.sample.clockCorrectionSeconds = 0;
            frame.sample.arrivalNanos = now[0];
            frame.sample.flags = 0;
            turn.take(frame);
        }
        double perFrame = (threads.getCurrentThreadAllocatedBytes() - before) / (double) COUNTED;
        assertThat(perFrame).as("bytes per frame").isLessThan(1);
    }
}
