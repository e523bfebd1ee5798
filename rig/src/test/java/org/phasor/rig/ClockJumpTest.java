package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockJumpTest {

    private long wallMs = 1_800_000_000_000L;
    private long nanos = Long.MAX_VALUE - 10;

    private final ClockJump jump = new ClockJump(() -> wallMs, () -> nanos);

    private void pass(long ms) {
        wallMs += ms;
        nanos += ms * 1_000_000;
    }

    @Test
    void findsNothingWhileBothClocksGo() {
        for (int i = 0; i < 100; i++) {
            pass(i * 50);
            wallMs += i % 3 - 1;
            assertThat(jump.look()).isEmpty();
        }
    }

    @Test
    void findsASleepAndAClockThatWasSetOnce() {
        pass(50);
        wallMs += 3_600_000;
        assertThat(jump.look()).hasValueSatisfying(words -> assertThat(words).contains("by 3600000 ms"));
        pass(50);
        assertThat(jump.look()).isEmpty();
        wallMs -= 1_001;
        assertThat(jump.look()).hasValueSatisfying(words -> assertThat(words).contains("by -1001 ms"));
        pass(50);
        assertThat(jump.look()).isEmpty();
    }
}
