package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class YuleWalkerTest {

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 40", "7, 97", "8, 98", "30, 622", "38, 778", "150, 3110"})
    void solvesItsEquationsInEitherWay(int order, int length) {
        assertSolves(new YuleWalker(order, length, false), order, length);
        assertSolves(new YuleWalker(order, length, true), order, length);
    }

    private static void assertSolves(YuleWalker model, int order, int length) {
        double[] x = randomWalk(model, length, order);
        assertThat(model.fit(x)).isTrue();
        double[] c = model.coefficientsOldestFirst();
        double[] r = new double[order + 1];
        for (int k = 0; k <= order; k++) {
            for (int i = 0; i + k < length; i++) {
                r[k] += x[i] * x[i + k];
            }
        }
        for (int i = 0; i < order; i++) {
            double sum = 0;
            for (int k = 0; k < order; k++) {
                sum += c[c.length - 1 - k] * r[Math.abs(i - k)];
            }
            assertThat(sum / r[0]).as("equation %d", i).isCloseTo(r[i + 1] / r[0], within(1e-10));
        }
    }

    @Test
    void findsTheModelThatMadeTheSignal() {
        int length = 200_000;
        YuleWalker model = new YuleWalker(2, length);
        double[] x = new double[model.paddedLength()];
        Random random = new Random(7);
        for (int i = 2; i < length; i++) {
            x[i] = 1.6 * x[i - 1] - 0.8 * x[i - 2] + random.nextGaussian();
        }
        assertThat(model.fit(x)).isTrue();
        assertThat(model.coefficientsOldestFirst()[7]).isCloseTo(1.6, within(0.01));
        assertThat(model.coefficientsOldestFirst()[6]).isCloseTo(-0.8, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hasNoModelOfNothing(boolean byTransform) {
        YuleWalker model = new YuleWalker(5, 50, byTransform);
        double[] x = new double[model.paddedLength()];
        assertThat(model.fit(x)).isFalse();
        Arrays.fill(x, 0, 50, 1e300);
        assertThat(model.fit(x)).isFalse();
        Arrays.fill(x, 0, 50, 1);
        x[20] = Double.NaN;
        assertThat(model.fit(x)).isFalse();
    }

    private static double[] randomWalk(YuleWalker model, int length, long seed) {
        Random random = new Random(seed);
        double[] x = new double[model.paddedLength()];
        double value = 0;
        for (int i = 0; i < length; i++) {
            value = 0.9 * value + random.nextGaussian();
            x[i] = value;
        }
        return x;
    }
}
