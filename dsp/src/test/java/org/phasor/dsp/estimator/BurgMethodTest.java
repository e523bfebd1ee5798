package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.phasor.dsp.Signals;

class BurgMethodTest {

    @Test
    void equalsTheReference() {
        // i = np.arange(40); burg(np.cos(2*np.pi*10.5*i/100)*(1+.05*i) + .1*(i**2 % 7), 4)
        double[] x = new double[40];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.cos(2 * Math.PI * 10.5 * i / 100) * (1 + 0.05 * i) + 0.1 * (i * i % 7);
        }
        assertThat(fit(4, x))
                .containsExactly(
                        new double[] {1.250296197795974, -0.6912057130688234, 0.09520941005808015, -0.2679917532505843},
                        within(1e-13));
    }

    @Test
    void findsTheModelThatMadeTheSignal() {
        long seed = 5;
        Random random = new Random(seed);
        double[] x = new double[20_000];
        for (int t = 2; t < x.length; t++) {
            x[t] = 1.6 * x[t - 1] - 0.8 * x[t - 2] + random.nextGaussian();
        }
        assertThat(fit(3, x)).as("seed %d", seed).containsExactly(new double[] {1.6, -0.8, 0}, within(0.03));
    }

    @Test
    void takesTheSameStretchTwiceForOnce() {
        double[] x = Signals.tone(10, 125).noise(5).seed(3).samples(200);
        assertThat(fit(20, x, x)).containsExactly(fit(20, x), within(1e-12));
    }

    @Test
    void doesNotPredictAcrossTheEndOfAStretch() {
        double[] x = Signals.tone(10, 125).noise(1).seed(3).samples(200);
        double[] inverted = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            inverted[i] = -x[i];
        }
        assertThat(fit(20, x, inverted)).containsExactly(fit(20, x), within(1e-12));
    }

    private static double[] fit(int order, double[]... stretches) {
        BurgMethod burg = new BurgMethod(order, stretches.length * stretches[0].length, stretches.length);
        for (double[] stretch : stretches) {
            burg.addStretch(stretch, 0, stretch.length, 0);
        }
        double[] coefficients = new double[order];
        burg.solve(coefficients);
        return coefficients;
    }
}
