package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinkNoiseTest {

    @ParameterizedTest
    @CsvSource({"1, 200", "1, 250", "1, 512", "1, 1000", "1, 5000", "1, 20000", "0, 1000", "0.5, 500"})
    void fallsAsOneOverFFromHalfAHertzUp(double exponent, double rateHz) {
        assertThat(worstDecibels(exponent, rateHz)).isLessThan(0.5);
    }

    @ParameterizedTest
    @CsvSource({"1.5, 500, 0.75", "2, 1000, 1"})
    void fallsNearlyAsSteepAsAsked(double exponent, double rateHz, double boundDecibels) {
        assertThat(worstDecibels(exponent, rateHz)).isLessThan(boundDecibels);
    }

    /** The largest deviation from 1/f^exponent between 0.5 Hz and half the rate, at the level of 8 to 13 Hz. */
    private static double worstDecibels(double exponent, double rateHz) {
        PinkNoise noise = new PinkNoise(exponent, rateHz, new SeededNormals(1, 0));
        double level = noise.powerDensity(10) * StrictMath.pow(10, exponent);
        double worst = 0;
        for (double f = 0.5; f <= rateHz / 2; f *= 1.01) {
            double decibels = 10 * Math.log10(noise.powerDensity(f) * StrictMath.pow(f, exponent) / level);
            worst = Math.max(worst, Math.abs(decibels));
        }
        return worst;
    }

    @Test
    void isFlatBelowTheKnee() {
        PinkNoise noise = new PinkNoise(1, 1000, new SeededNormals(1, 0));
        double level = noise.powerDensity(10) * 10;
        double flat = 10 * Math.log10(noise.powerDensity(0.01) / (level / 0.25));
        assertThat(flat).isBetween(-0.2, 1.2);
        assertThat(10 * Math.log10(noise.powerDensity(0.25) / (level / 0.25))).isBetween(-1.3, 0.0);
    }

    /** The samples have the spectrum that the response promises. */
    @Test
    void hasItsPowerDensity() {
        double rateHz = 500;
        PinkNoise noise = new PinkNoise(1, rateHz, new SeededNormals(5, 0));
        double[] x = new double[1 << 20];
        for (int i = 0; i < x.length; i++) {
            x[i] = noise.next();
        }
        double[] power = Spectrum.welch(x, rateHz, 4096);
        double[] edges = {0.5, 1, 2, 4, 8, 13, 30, 60, 100, 200};
        for (int i = 0; i + 1 < edges.length; i++) {
            double measured = Spectrum.mean(power, rateHz, edges[i], edges[i + 1]) * (edges[i + 1] - edges[i]);
            double promised = noise.bandPower(edges[i], edges[i + 1]);
            assertThat(10 * Math.log10(measured / promised))
                    .as("%s to %s Hz", edges[i], edges[i + 1])
                    .isCloseTo(0, offset(edges[i] < 2 ? 1.2 : 0.4));
        }
        double ratio = Spectrum.mean(power, rateHz, 2, 4) / Spectrum.mean(power, rateHz, 20, 40);
        assertThat(10 * Math.log10(ratio)).isCloseTo(10, offset(0.5));
    }
}
