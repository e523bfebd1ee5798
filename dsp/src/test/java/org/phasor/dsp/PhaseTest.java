package org.phasor.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PhaseTest {

    @Test
    void leavesAnglesInRangeAlone() {
        for (double rad : new double[] {0, -0.0, 1, -1, Math.PI, Math.nextUp(-Math.PI)}) {
            assertThat(Phase.wrap(rad)).isEqualTo(rad);
        }
    }

    @Test
    void callsTheTroughPlusPi() {
        assertThat(Phase.wrap(-Math.PI)).isEqualTo(Math.PI);
        assertThat(Phase.wrap(3 * Math.PI)).isCloseTo(Math.PI, within(1e-15));
        assertThat(Phase.wrap(-5 * Math.PI)).matches(v -> Math.abs(Math.abs(v) - Math.PI) < 1e-14);
    }

    @Test
    void givesTheSameAngleInRange() {
        long seed = 11;
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            double rad = (random.nextDouble() - 0.5) * 1000;
            double wrapped = Phase.wrap(rad);
            assertThat(wrapped > -Math.PI && wrapped <= Math.PI)
                    .as("seed %d: wrap(%s) = %s", seed, rad, wrapped)
                    .isTrue();
            assertThat(StrictMath.cos(wrapped)).isCloseTo(StrictMath.cos(rad), within(1e-12));
            assertThat(StrictMath.sin(wrapped)).isCloseTo(StrictMath.sin(rad), within(1e-12));
        }
    }

    @Test
    void ofWhatIsNoAngleIsNaN() {
        assertThat(Phase.wrap(Double.NaN)).isNaN();
        assertThat(Phase.wrap(Double.POSITIVE_INFINITY)).isNaN();
    }
}
