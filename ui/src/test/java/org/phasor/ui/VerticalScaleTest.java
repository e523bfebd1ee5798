package org.phasor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VerticalScaleTest {

    @Test
    void holdsWhatIsSeenBetweenRoundTicks() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 10_000; i++) {
            double middle = random.nextDouble(-1e5, 1e5);
            double half = Math.max(Math.pow(10, random.nextDouble(-2, 5)), Math.abs(middle) * 1e-6);
            VerticalScale scale = new VerticalScale();
            scale.fit(middle - half, middle + half, 0);
            assertThat(scale.low()).isLessThan(middle - half);
            assertThat(scale.high()).isGreaterThan(middle + half);
            assertThat(scale.high() - scale.low()).as("wasted").isLessThan(2 * half * 2);
            assertThat(scale.tickCount()).isBetween(4, 11);
            double mantissa = scale.tick() / Math.pow(10, Math.floor(Math.log10(scale.tick()) + 1e-9));
            assertThat(Math.abs(mantissa - 1) < 1e-9 || Math.abs(mantissa - 2) < 1e-9 || Math.abs(mantissa - 5) < 1e-9)
                    .as("tick %s", scale.tick())
                    .isTrue();
        }
    }

    @Test
    void growsAtOnceAndShrinksWithPatience() {
        VerticalScale scale = new VerticalScale();
        scale.fit(-10, 10, 0);
        scale.fit(-100, 100, 1_000_000);
        assertThat(scale.high()).isGreaterThan(100);
        scale.fit(-10, 10, 2_000_000);
        scale.fit(-10, 10, 1_900_000_000L);
        assertThat(scale.high()).isGreaterThan(100);
        scale.fit(-10, 10, 2_100_000_000L);
        assertThat(scale.high()).isLessThan(30);
    }

    @Test
    void keepsStillForASignalThatFits() {
        VerticalScale scale = new VerticalScale();
        scale.fit(-10, 10, 0);
        double high = scale.high();
        for (long s = 1; s < 20; s++) {
            scale.fit(-9, 9.5, s * 1_000_000_000);
            assertThat(scale.high()).isEqualTo(high);
        }
    }

    @Test
    void aFlatSignalHasAnAxisAndNothingChangesNothing() {
        VerticalScale scale = new VerticalScale();
        scale.fit(7, 7, 0);
        assertThat(scale.low()).isLessThan(7);
        assertThat(scale.high()).isGreaterThan(7);
        double low = scale.low();
        scale.fit(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1);
        scale.fit(Double.NaN, Double.NaN, 2);
        assertThat(scale.low()).isEqualTo(low);
    }
}
