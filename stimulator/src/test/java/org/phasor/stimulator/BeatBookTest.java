package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BeatBookTest {

    private final BeatBook beats = new BeatBook();

    @Test
    void nothingIsHeardBeforeTheFirstAnswer() {
        beats.answered();
        assertThat(beats.heardWithin(0, Long.MAX_VALUE)).isFalse();
        beats.sent(0);
        assertThat(beats.heardWithin(0, Long.MAX_VALUE)).isFalse();
        assertThat(beats.unanswered()).isEqualTo(1);
    }

    @Test
    void anAnswerIsToTheOldestBeat() {
        beats.sent(-1000);
        beats.sent(-900);
        beats.answered();
        assertThat(beats.heardWithin(-800, 199)).isFalse();
        assertThat(beats.heardWithin(-800, 200)).isTrue();
        beats.answered();
        assertThat(beats.heardWithin(-800, 100)).isTrue();
        beats.answered();
        assertThat(beats.unanswered()).isZero();
        assertThat(beats.heardWithin(-799, 100)).isFalse();
    }

    @Test
    void goesRoundAsOftenAsASessionIsLong() {
        for (int i = 0; i < 1_000_000; i++) {
            beats.sent(i * 100L);
            beats.answered();
            assertThat(beats.heardWithin(i * 100L + 1, 1)).isTrue();
        }
    }
}
