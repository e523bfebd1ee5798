package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LastHeardTest {

    private static final long MS = 1_000_000L;

    @Test
    void isSilentAfterTheTimeAndTwoPeriods() {
        LastHeard heard = new LastHeard(100);
        heard.begins(0);
        heard.sample(1000 * MS);
        assertThat(heard.silent(1320 * MS, 300 * MS)).isFalse();
        assertThat(heard.silent(1321 * MS, 300 * MS)).isTrue();
    }

    @Test
    void waitsLongerForTheFirstSample() {
        LastHeard heard = new LastHeard(1000);
        heard.begins(0);
        assertThat(heard.silent(LastHeard.FIRST_SAMPLE_NANOS, 300 * MS)).isFalse();
        assertThat(heard.silent(LastHeard.FIRST_SAMPLE_NANOS + 303 * MS, 300 * MS))
                .isTrue();
    }

    @Test
    void knowsNoSilenceOfAnIrregularStream() {
        LastHeard heard = new LastHeard(0);
        heard.begins(0);
        assertThat(heard.silent(3_600_000 * MS, 300 * MS)).isFalse();
    }
}
