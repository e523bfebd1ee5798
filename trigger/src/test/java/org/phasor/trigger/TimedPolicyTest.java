package org.phasor.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.Sample;
import org.phasor.trigger.Decision.Action;

@Timeout(20)
class TimedPolicyTest {

    private static final long MS = 1_000_000L;

    private static Frames frames(long intervalMs, long jitterMs, long seed) {
        return new Frames(
                new TimedPolicy(new TimedSettings(intervalMs * MS, jitterMs * MS, Frames.HORIZON_NANOS, seed)), 1);
    }

    private static List<Long> commands(Frames frames, int samples) {
        List<Long> commands = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            Decision decision = frames.next();
            if (decision.action == Action.FIRE) {
                commands.add(decision.commandNanos);
                assertThat(decision.commandNanos - frames.timeNanos).isBetween(0L, Frames.HORIZON_NANOS);
            }
        }
        return commands;
    }

    @Test
    void keepsItsIntervalsWithinTheirBounds() {
        List<Long> commands = commands(frames(200, 50, 3), 60_000);
        assertThat(commands).hasSizeBetween(60_000 / 250, 60_000 / 200);
        for (int i = 1; i < commands.size(); i++) {
            assertThat(commands.get(i) - commands.get(i - 1)).isBetween(200 * MS, 250 * MS);
        }
    }

    @Test
    void fallsAnywhereBetweenTwoSamplesAndAtAnyPhase() {
        int[] quarters = new int[4];
        int[] phases = new int[4];
        for (long command : commands(frames(200, 50, 3), 100_000)) {
            quarters[(int) (4 * Math.floorMod(command, MS) / MS)]++;
            phases[(int) (4 * Math.floorMod(command, 100 * MS) / (100 * MS))]++;
        }
        assertThat(Arrays.stream(quarters).min().getAsInt()).isGreaterThan(60);
        assertThat(Arrays.stream(phases).min().getAsInt()).isGreaterThan(60);
    }

    @Test
    void drawsTheSameIntervalsFromTheSameSeed() {
        assertThat(commands(frames(200, 50, 3), 20_000)).isEqualTo(commands(frames(200, 50, 3), 20_000));
        assertThat(commands(frames(200, 50, 4), 20_000)).isNotEqualTo(commands(frames(200, 50, 3), 20_000));
    }

    @Test
    void withdrawsAPulseWhoseSignalBreaksAndBeginsAnew() {
        Frames frames = frames(200, 0, 1);
        Decision fired = frames.untilFire();
        long command = fired.commandNanos;
        long id = fired.id;
        Decision cancelled = frames.flagged(Sample.GAP);
        assertThat(cancelled.action).isEqualTo(Action.CANCEL);
        assertThat(cancelled.reason).isEqualTo(Reason.SIGNAL_BROKE);
        assertThat(cancelled.id).isEqualTo(id);
        assertThat(cancelled.commandNanos).isEqualTo(command);
        assertThat(frames.flagged(Sample.UNSURE).action).isEqualTo(Action.HOLD);
        long again = frames.timeNanos;
        assertThat(frames.untilFire().commandNanos - again).isBetween(200 * MS, 202 * MS);
    }

    @Test
    void refusesBoundsInOneLine() {
        assertThatThrownBy(() -> new TimedSettings(0, 0, 0, 1))
                .hasMessage("intervalNanos = 0: must be 1 to 3600000000000");
        assertThatThrownBy(() -> new TimedSettings(1, -1, 0, 1))
                .hasMessage("jitterNanos = -1: must be 0 to 3600000000000");
        assertThatThrownBy(() -> new TimedSettings(1, 0, 2_000_000_000L, 1))
                .hasMessage("horizonNanos = 2000000000: must be 0 to 1000000000");
    }
}
