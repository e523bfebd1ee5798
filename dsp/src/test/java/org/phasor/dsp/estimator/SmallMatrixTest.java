package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class SmallMatrixTest {

    private static final int N = 6;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void timesItsInverseIsTheIdentity(long seed) {
        double[][] a = random(seed);
        a[0][0] = 0;
        assertClose(SmallMatrix.product(a, SmallMatrix.inverse(a)), SmallMatrix.identity(N), 1e-10, seed);
    }

    @Test
    void hasNoInverseWhenItIsSingular() {
        double[][] a = random(4);
        a[3] = a[2].clone();
        a[3][0] = a[2][0];
        assertThatThrownBy(() -> SmallMatrix.inverse(new double[N][N]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matrix of 6 rows: singular at column 0");
        a[1][1] = Double.NaN;
        assertThatThrownBy(() -> SmallMatrix.inverse(a)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void solvesTheRiccatiEquationToWhereItsRecursionLeads(long seed) {
        double[][] f = shrinking(seed, 0.97);
        double[][] q = SmallMatrix.carried(random(seed + 100), SmallMatrix.identity(N));
        double[] m = {1, 0, 1, 0, 1, 0};
        double[][] p = q;
        for (int i = 0; i < 5000; i++) {
            p = SmallMatrix.sum(SmallMatrix.carried(f, SmallMatrix.measured(p, m, 0.3)), 1, q);
        }
        assertClose(SmallMatrix.riccati(f, q, m, 0.3), p, 1e-10 * SmallMatrix.trace(p), seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9, 10})
    void solvesTheLyapunovEquation(long seed) {
        double[][] j = shrinking(seed, 0.99);
        double[][] q = SmallMatrix.carried(random(seed + 100), SmallMatrix.identity(N));
        double[][] p = SmallMatrix.lyapunov(j, q);
        assertClose(SmallMatrix.sum(SmallMatrix.carried(j, p), 1, q), p, 1e-12 * SmallMatrix.trace(p), seed);
    }

    @Test
    void hasNoSteadyCovarianceWhenItGrows() {
        double[][] q = SmallMatrix.identity(N);
        double[][] growing = SmallMatrix.sum(q, 0.1, q);
        assertThatThrownBy(() -> SmallMatrix.lyapunov(growing, q))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("covariance of 6 states: does not settle");
    }

    private static double[][] random(long seed) {
        Random random = new Random(seed);
        double[][] a = new double[N][N];
        for (double[] row : a) {
            for (int i = 0; i < N; i++) {
                row[i] = random.nextGaussian();
            }
        }
        return a;
    }

    /** A matrix that takes off a part of any vector: its largest row sum is below 1. */
    private static double[][] shrinking(long seed, double to) {
        double[][] a = random(seed);
        double most = 0;
        for (double[] row : a) {
            double sum = 0;
            for (double value : row) {
                sum += Math.abs(value);
            }
            most = Math.max(most, sum);
        }
        return SmallMatrix.sum(new double[N][N], to / most, a);
    }

    private static void assertClose(double[][] a, double[][] b, double within, long seed) {
        double most = 0;
        for (int i = 0; i < N; i++) {
            for (int k = 0; k < N; k++) {
                most = Math.max(most, Math.abs(a[i][k] - b[i][k]));
            }
        }
        assertThat(most).as("seed %d", seed).isLessThan(within);
    }
}
