package org.phasor.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CircularStatisticsTest {

    @Test
    void equalNumpysNumbers() {
        // a = np.array([.1, -.3, 3.1, -3., 1.2, .4]); r = np.mean(np.exp(1j*a)); R = abs(r)
        // np.angle(r), R, np.sqrt(-2*np.log(R)), np.mean(np.abs(a))
        CircularStatistics s = CircularStatistics.of(new double[] {0.1, -0.3, 3.1, -3.0, 1.2, 0.4});
        assertThat(s.n()).isEqualTo(6);
        assertThat(s.biasRad()).isCloseTo(0.6895179647861394, within(1e-14));
        assertThat(s.plv()).isCloseTo(0.26885864078287164, within(1e-14));
        assertThat(s.circularSdRad()).isCloseTo(1.6208451724033939, within(1e-14));
        assertThat(s.meanAbsoluteRad()).isCloseTo(1.35, within(1e-14));
    }

    @Test
    void skipWhatIsNoAngle() {
        CircularStatistics s = CircularStatistics.of(new double[] {Double.NaN, 0.5, Double.POSITIVE_INFINITY, 0.5});
        assertThat(s).isEqualTo(new CircularStatistics(2, 0.5, 1, 0, 0.5));
    }

    @Test
    void ofNothingAreNaN() {
        CircularStatistics s = CircularStatistics.of(new double[] {Double.NaN});
        assertThat(s.n()).isZero();
        assertThat(s.biasRad()).isNaN();
        assertThat(s.plv()).isNaN();
        assertThat(s.circularSdRad()).isNaN();
        assertThat(s.meanAbsoluteRad()).isNaN();
    }

    @Test
    void areTheSameAWholeTurnOn() {
        double[] angles = {3.0, -3.0, 2.5, -2.8};
        double[] turned = {3.0 - 2 * Math.PI, -3.0 + 2 * Math.PI, 2.5 + 4 * Math.PI, -2.8 - 6 * Math.PI};
        CircularStatistics a = CircularStatistics.of(angles);
        CircularStatistics b = CircularStatistics.of(turned);
        assertThat(b.biasRad()).isCloseTo(a.biasRad(), within(1e-12));
        assertThat(Math.abs(a.biasRad())).isGreaterThan(2.8);
        assertThat(b.circularSdRad()).isCloseTo(a.circularSdRad(), within(1e-12));
        assertThat(b.meanAbsoluteRad()).isCloseTo(a.meanAbsoluteRad(), within(1e-12));
    }

    @Test
    void findTheSpreadOfAWrappedNormal() {
        long seed = 5;
        Random random = new Random(seed);
        double[] angles = new double[200_000];
        for (int i = 0; i < angles.length; i++) {
            angles[i] = 3 + Math.toRadians(45) * random.nextGaussian();
        }
        CircularStatistics s = CircularStatistics.of(angles);
        assertThat(Math.toDegrees(s.circularSdRad())).as("seed %d", seed).isCloseTo(45, within(0.5));
        assertThat(s.biasRad()).as("seed %d", seed).isCloseTo(3, within(0.01));
    }
}
