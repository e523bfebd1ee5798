package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FallingBehindTest {

    private static final long MS = 1_000_000;

    private final FallingBehind falling = new FallingBehind(1000 * MS);
    private long now;

    private boolean look(long waitedMs, long ageMs) {
        now += 50 * MS;
        return falling.look(now, waitedMs * MS, ageMs * MS);
    }

    @Test
    void isFoundWhenSamplesWaitAndGetNoYoungerForASecond() {
        for (int i = 1; i <= 20; i++) {
            assertThat(look(i, 1500 + i)).as("look %d", i).isFalse();
        }
        assertThat(look(21, 1521)).isTrue();
    }

    @Test
    void isNotWhatCatchesUp() {
        for (int i = 1; i <= 200; i++) {
            assertThat(look(i, 11_000 - 50 * i)).isFalse();
        }
    }

    @Test
    void isNotAStreamThatIsOldButNeverWaits() {
        for (int i = 1; i <= 200; i++) {
            assertThat(look(7, 5000)).isFalse();
        }
    }

    @Test
    void isNotASourceThatWaitsBecauseItIsFasterThanTime() {
        for (int i = 1; i <= 200; i++) {
            assertThat(look(i * 50, -i)).isFalse();
        }
    }

    @Test
    void beginsAnewAfterAMomentWithoutWaiting() {
        for (int i = 1; i <= 15; i++) {
            look(i, 2000);
        }
        look(15, 2000);
        for (int i = 16; i <= 35; i++) {
            assertThat(look(i, 2000)).isFalse();
        }
        assertThat(look(36, 2000)).isTrue();
    }
}
