package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class AdaptiveGuardTest {

    private static final int SECOND = 200;

    private final AdaptiveGuard guard = new AdaptiveGuard(new FrameGrid(1000));
    private final Random random = new Random(6);

    @Test
    void judgesTheFirstSecondAfterwards() {
        for (int i = 0; i < SECOND; i++) {
            assertThat(guard.settled()).isFalse();
            frame(i >= 30 && i < 40 ? 100 : 1, false);
        }
        assertThat(guard.settled()).isTrue();
        assertThat(guard.wasBad(10)).isFalse();
        assertThat(guard.wasBad(35)).isTrue();
        assertThat(guard.wasBad(95)).isFalse();
        assertThat(frame(1, false)).isFalse();
    }

    @Test
    void flagsWhatIsTooLargeAndWhatIsTooSmall() {
        settle();
        assertThat(bad(SECOND, 1)).isZero();
        assertThat(bad(SECOND, 10)).isGreaterThan(SECOND * 9 / 10);
        assertThat(bad(SECOND, 1)).isBetween(10, 60);
        assertThat(bad(SECOND, 0.01)).isGreaterThan(SECOND / 2);
    }

    @Test
    void flagsAFlatLine() {
        settle();
        int good = 0;
        while (!guard.isBad(random.nextGaussian(), 5, false)) {
            good++;
        }
        assertThat(good).isBetween(9, 10);
    }

    @Test
    void acceptsANewLevelAfterTenSeconds() {
        settle();
        assertThat(bad(9 * SECOND, 20)).isGreaterThan(9 * SECOND - 10);
        bad(2 * SECOND, 20);
        assertThat(bad(SECOND, 20)).isZero();
    }

    @Test
    void neverAcceptsWhatIsSaidToBeBad() {
        settle();
        double usual = guard.usualPower();
        for (int i = 0; i < 20 * SECOND; i++) {
            assertThat(frame(20, true)).isTrue();
        }
        assertThat(guard.usualPower()).isEqualTo(usual);
        assertThat(bad(SECOND, 20)).isEqualTo(SECOND);
    }

    @Test
    void whatIsSaidToBeBadDelaysItsStart() {
        for (int i = 0; i < SECOND; i++) {
            frame(1, i == 20);
        }
        assertThat(guard.settled()).isFalse();
        frame(1, false);
        assertThat(guard.settled()).isTrue();
    }

    private void settle() {
        bad(2 * SECOND, 1);
    }

    private int bad(int frames, double size) {
        int bad = 0;
        for (int i = 0; i < frames; i++) {
            bad += frame(size, false) ? 1 : 0;
        }
        return bad;
    }

    private boolean frame(double size, boolean saidBad) {
        double value = size * random.nextGaussian();
        return guard.isBad(value, value, saidBad);
    }
}
