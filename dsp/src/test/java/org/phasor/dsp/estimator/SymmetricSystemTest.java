package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class SymmetricSystemTest {

    @Test
    void solvesAToeplitzSystem() {
        for (int n : new int[] {1, 2, 3, 7, 120}) {
            SymmetricSystem system = new SymmetricSystem(n);
            fill(system, 0.9);
            Random random = new Random(n);
            double[] expected = random.doubles(n).toArray();
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    x[i] += StrictMath.pow(0.9, Math.abs(i - j)) * expected[j];
                }
            }
            assertThat(system.factor()).isTrue();
            system.solve(x);
            assertThat(x).containsExactly(expected, within(1e-12));
        }
    }

    @Test
    void refusesWhatIsNotPositiveDefinite() {
        for (double bad : new double[] {1, 1.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            SymmetricSystem system = new SymmetricSystem(3);
            fill(system, bad);
            assertThat(system.factor()).as("%s", bad).isFalse();
        }
    }

    private static void fill(SymmetricSystem system, double correlation) {
        for (int i = 0; i < system.size(); i++) {
            for (int j = 0; j <= i; j++) {
                system.rows[i][j] = i == j ? 1 : StrictMath.pow(correlation, i - j);
            }
        }
    }
}
