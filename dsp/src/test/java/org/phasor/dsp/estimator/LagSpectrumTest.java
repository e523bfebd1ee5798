package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class LagSpectrumTest {

    @Test
    void equalsTheSumOfCosines() {
        double[] hz = {0.5, 2, 9.9, 10, 47.3, 99};
        int lags = 400;
        double[] r = new double[lags + 41];
        Random random = new Random(8);
        for (int k = 0; k < r.length; k++) {
            r[k] = random.nextGaussian();
        }
        double[] spectrum = new double[hz.length];
        new LagSpectrum(hz, 200, lags).of(r, spectrum);
        for (int i = 0; i < hz.length; i++) {
            double sum = r[0];
            for (int k = 1; k <= lags; k++) {
                double window = 0.5 + 0.5 * StrictMath.cos(Math.PI * k / (lags + 1));
                sum += 2 * window * r[k] * StrictMath.cos(2 * Math.PI * hz[i] * k / 200);
            }
            assertThat(spectrum[i]).isCloseTo(sum, within(1e-10));
        }
    }
}
