package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.DeliverySink;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.PulsePattern;
import org.phasor.stimulator.SafetyLimits;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/** When a session whose trials are all given is over. */
@Timeout(20)
class TrialsEndTest {

    private static final int RATE_HZ = 100;
    private static final long FRAME_NANOS = 1_000_000_000L / RATE_HZ;

    private long now;
    private final Delivery slot = new Delivery();
    private final Interlock interlock = Interlock.simulated(
            SafetyLimits.BENCH_DEFAULTS, new PulsePattern(1, 10_000_000, false), () -> now, new DeliverySink() {
                @Override
                public Delivery claim() {
                    return slot;
                }

                @Override
                public void publish() {}
            });
    private final TrialsEnd end = new TrialsEnd(RATE_HZ);

    @BeforeEach
    void runs() {
        interlock.check();
        interlock.arm();
        interlock.start();
    }

    private void frame(long index, Reason reason) {
        now = index * FRAME_NANOS;
        end.take(index, reason, interlock);
    }

    @Test
    void comesThreeSecondsAfterTheLastTrial() {
        frame(0, Reason.TOO_SOON);
        for (int i = 1; i <= 300; i++) {
            frame(i, Reason.TRIALS_DONE);
            assertThat(end.over()).as("frame %d", i).isFalse();
        }
        frame(301, Reason.TRIALS_DONE);
        assertThat(end.over()).isTrue();
    }

    @Test
    void waitsForWhatIsPending() {
        Decision decision = new Decision();
        decision.hold(Reason.TARGET_REACHED, 0, -1);
        decision.action = Decision.Action.FIRE;
        decision.id = 1;
        decision.commandNanos = 50 * FRAME_NANOS;
        interlock.schedule(decision, 0);
        for (int i = 1; i <= 40; i++) {
            frame(i, Reason.TRIALS_DONE);
        }
        now = 50 * FRAME_NANOS;
        interlock.poll();
        assertThat(interlock.idle()).isTrue();
        for (int i = 50; i < 350; i++) {
            frame(i, Reason.TRIALS_DONE);
        }
        assertThat(end.over()).isFalse();
        frame(350, Reason.TRIALS_DONE);
        assertThat(end.over()).isTrue();
    }

    @Test
    void neverComesWhileThereAreTrials() {
        for (int i = 0; i < 1000; i++) {
            frame(i, Reason.RESTING);
        }
        assertThat(end.over()).isFalse();
    }
}
