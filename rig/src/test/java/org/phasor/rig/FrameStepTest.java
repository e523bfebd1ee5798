package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.lsl.StreamInfo;

class FrameStepTest {

    private static final int WARM_UP = 30_000;
    private static final int COUNTED = 20_000;

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
