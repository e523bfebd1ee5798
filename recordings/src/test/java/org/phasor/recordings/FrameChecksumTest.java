package org.phasor.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

class FrameChecksumTest {

    private final Sample sample = new Sample(2);
    private final PhaseEstimate[] estimates = {new PhaseEstimate(), new PhaseEstimate()};
    private final Decision decision = new Decision();

    private int now() {
        return FrameChecksum.of(sample, estimates, decision);
    }

    @Test
    void changesWithEveryFieldOfTheFrame() {
        decision.hold(Reason.NOT_READY, 0, 0);
        List<Runnable> changes = List.of(
                () -> sample.index = 1,
                () -> sample.stampSeconds = Math.nextUp(0.0),
                () -> sample.clockCorrectionSeconds = -0.0,
                () -> sample.timeNanos = 1,
                () -> sample.flags = 1,
                () -> sample.values[0] = 1,
                () -> sample.values[1] = Double.NaN,
                () -> estimates[0].valid = true,
                () -> estimates[0].phaseRad = 1,
                () -> estimates[0].frequencyHz = 1,
                () -> estimates[0].amplitudeMicrovolts = 1,
                () -> estimates[1].expectedErrorRad = 1,
                () -> decision.action = Decision.Action.FIRE,
                () -> decision.reason = Reason.TARGET_REACHED,
                () -> decision.id = 1,
                () -> decision.condition = 1,
                () -> decision.gates = 1,
                () -> decision.commandNanos = 1,
                () -> decision.atOnce = true,
                () -> decision.phaseRad = 1,
                () -> decision.amplitudeMicrovolts = 1,
                () -> decision.amplitudeThresholdMicrovolts = 1);
        Set<Integer> seen = new HashSet<>(Set.of(now()));
        for (Runnable change : changes) {
            change.run();
            assertThat(seen.add(now())).isTrue();
        }
    }

    @Test
    void leavesOutTheArrival() {
        int before = now();
        sample.arrivalNanos = 99;
        assertThat(now()).isEqualTo(before);
    }

    @Test
    void takesEveryNaNForTheSame() {
        sample.values[0] = Double.NaN;
        int before = now();
        sample.values[0] = Double.longBitsToDouble(0xFFF8_0000_0000_0001L);
        assertThat(now()).isEqualTo(before);
    }

    @Test
    void isTheSameInEveryVersion() {
        decision.hold(Reason.NOT_READY, -1, 3);
        sample.index = 12;
        sample.stampSeconds = 1.5;
        sample.values[0] = -2;
        assertThat(now()).isEqualTo(GOLDEN);
    }

    /** Computed with zlib's crc32 from the layout in the Javadoc. Stands in recordings: a change breaks the comparison of old sessions. */
    private static final int GOLDEN = 927842472;

    @Test
    void allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += now();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100_000; i++) {
            sample.index = i;
            sum += now();
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(bytes / 100_000.0).as("sum %d", sum).isLessThan(1);
    }
}
