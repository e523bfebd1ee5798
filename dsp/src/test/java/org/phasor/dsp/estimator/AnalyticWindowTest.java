package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class AnalyticWindowTest {

    /** Any stretch is a sum of whole numbers of cycles: each comes out 90 degrees behind, 0 Hz and half the rate vanish. */
    @ParameterizedTest
    @ValueSource(ints = {4, 6, 10, 32, 66, 128, 132, 160, 256, 640})
    void turnsEveryFrequencyBackByAQuarter(int length) {
        Random random = new Random(length);
        double[] x = new double[length + 3];
        double[] expected = new double[length];
        for (int k = 0; k <= length / 2; k++) {
            double amplitude = random.nextGaussian();
            boolean vanishes = k == 0 || k == length / 2;
            double phase = vanishes ? 0 : random.nextDouble();
            for (int i = 0; i < length; i++) {
                double angle = 2 * Math.PI * k * i / length + phase;
                x[3 + i] += amplitude * Math.cos(angle);
                expected[i] += vanishes ? 0 : amplitude * Math.sin(angle);
            }
        }
        AnalyticWindow window = new AnalyticWindow(length);
        for (int again = 0; again < 2; again++) {
            double[] actual = window.hilbert(x, 3);
            for (int i = 0; i < length; i++) {
                assertThat(actual[i]).as("sample %d of seed %d", i, length).isCloseTo(expected[i], within(1e-9));
            }
        }
    }

    @Test
    void refusesOddAndTooShortLengths() {
        for (int length : new int[] {2, 5, 129}) {
            assertThatThrownBy(() -> new AnalyticWindow(length))
                    .hasMessage("Hilbert window of " + length + " samples: must be even and >= 4");
        }
    }
}
