package org.phasor.dsp.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.dsp.ArtefactLimits;

@Timeout(20)
class AmplitudeCheckTest {

    private static final double RATE_HZ = 250;

    private final AmplitudeCheck check = new AmplitudeCheck(ArtefactLimits.NONE.withAmplitudeMads(5), RATE_HZ);
    private final Random random = new Random(12);

    @Test
    void saysNothingInTheFirstSecond() {
        for (int i = 0; i < 250; i++) {
            assertThat(check.finds(i % 50 == 7 ? 1e6 : random.nextGaussian(), true))
                    .isFalse();
        }
    }

    @Test
    void isLessStrictInTheNextTwoSeconds() {
        learn(300);
        // 5 deviations of a standard Gaussian are 3.4.
        assertThat(check.finds(5, true)).isFalse();
        assertThat(check.finds(15, true)).isTrue();
        learn(1500);
        assertThat(check.finds(4.5, true)).isTrue();
        assertThat(check.finds(-2.5, true)).isFalse();
    }

    @Test
    void aFewArtefactsDoNotWidenItsLimit() {
        learn(5000);
        for (int i = 0; i < 2500; i++) {
            boolean pop = i % 10 < 3;
            assertThat(check.finds(pop ? 1000 : 0, true)).as("value %d", i).isEqualTo(pop);
            assertThat(check.acceptedNewLevel()).isFalse();
        }
    }

    @Test
    void acceptsANewLevelAfterTwoSecondsAndFlagsItForAThird() {
        learn(5000);
        int accepted = -1;
        for (int i = 0; i < 1500; i++) {
            // Evenly spread: no value is ever 5 deviations from the median.
            boolean found = check.finds(300 + random.nextDouble(), true);
            if (check.acceptedNewLevel()) {
                assertThat(accepted).isNegative();
                accepted = i;
            }
            if (i < 750) {
                assertThat(found).as("value %d", i).isTrue();
            } else if (i > 800) {
                assertThat(found).as("value %d", i).isFalse();
            }
        }
        assertThat(accepted).isEqualTo(499);
    }

    @Test
    void acceptsALargerGainAlthoughItCrossesTheMedian() {
        learn(5000);
        int accepted = 0;
        for (int i = 0; i < 2500; i++) {
            check.finds(100 * StrictMath.cos(2 * Math.PI * 10 * i / RATE_HZ), true);
            accepted += check.acceptedNewLevel() ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(1);
        assertThat(check.finds(100, true)).isFalse();
    }

    @Test
    void keepsUpWithTheDriftOfADcAmplifier() {
        // 5 microvolts per second under a rhythm of 10.
        for (int i = 0; i < 20_000; i++) {
            double x = 5 * i / RATE_HZ + 10 * StrictMath.cos(2 * Math.PI * 10 * i / RATE_HZ) + random.nextGaussian();
            assertThat(check.finds(x, true)).as("value %d", i).isFalse();
        }
        assertThat(check.finds(5 * 20_000 / RATE_HZ + 150, true)).isTrue();
    }

    @Test
    void aConstantHasNoSpreadToJudgeBy() {
        for (int i = 0; i < 1000; i++) {
            assertThat(check.finds(5, true)).isFalse();
        }
        assertThat(check.finds(7, true)).isFalse();
    }

    @Test
    void doesNotLearnWhatItMustNot() {
        learn(2500);
        for (int i = 0; i < 20_000; i++) {
            check.finds(0, false);
        }
        assertThat(check.finds(2, true)).isFalse();
        assertThat(check.finds(6, true)).isTrue();
    }

    private void learn(int count) {
        for (int i = 0; i < count; i++) {
            check.finds(random.nextGaussian(), true);
        }
    }

    @Test
    void aLargeValueIsNoArtefactButIsFollowedByAPause() {
        AmplitudeCheck two =
                new AmplitudeCheck(ArtefactLimits.NONE.withLargeMads(5).withAmplitudeMads(10), RATE_HZ);
        for (int i = 0; i < 2500; i++) {
            two.finds(random.nextGaussian(), true);
        }
        for (int i = 0; i < 20; i++) {
            two.finds(0, true);
        }
        assertThat(two.isLarge()).isFalse();
        assertThat(two.finds(5, true)).as("7.4 deviations").isFalse();
        assertThat(two.isLarge()).isTrue();
        int pause = 0;
        for (; two.isLarge(); pause++) {
            two.finds(0, true);
        }
        assertThat(pause).as("samples to the end of 50 ms").isEqualTo(13);
        assertThat(two.finds(8, true)).as("11.9 deviations").isTrue();
    }
}
