package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RunningAutocovarianceTest {

    private static final FrameGrid GRID = new FrameGrid(1000);

    @Test
    void sumsProductsOfTwoChannels() {
        RunningAutocovariance running = new RunningAutocovariance(GRID, 2);
        int block = GRID.refreshFrames();
        double[][] y = frames(3 * block, 5);
        for (int n = 0; n < y.length; n++) {
            running.add(y[n]);
            if ((n + 1) % block == 0) {
                running.closeBlock(block);
            }
        }
        for (int lag : new int[] {0, 1, 17, 199, 200, 400}) {
            for (int pair = 0; pair < 4; pair++) {
                double expected = 0;
                for (int n = lag; n < y.length; n++) {
                    double weight = StrictMath.pow(GRID.forgetting(), y.length - 1 - n);
                    expected += weight * y[n][pair / 2] * y[n - lag][pair % 2];
                }
                assertThat(running.sums(pair)[lag])
                        .as("lag %d, pair %d", lag, pair)
                        .isCloseTo(expected, within(1e-9));
            }
        }
    }

    @Test
    void learnsNoPairAcrossAGap() {
        RunningAutocovariance running = new RunningAutocovariance(GRID, 1);
        int block = GRID.refreshFrames();
        running.add(new double[] {1000});
        running.forgetHistory();
        for (int n = 1; n < block; n++) {
            running.add(new double[] {1});
        }
        running.closeBlock(block);
        double[] sums = running.sums(0);
        assertThat(sums[0]).isGreaterThan(900_000);
        for (int lag = 1; lag < running.lags(); lag++) {
            assertThat(sums[lag]).isLessThanOrEqualTo(block);
        }
    }

    @Test
    void forgetsOnlyForCleanFrames() {
        RunningAutocovariance running = new RunningAutocovariance(GRID, 1);
        running.sums(0)[3] = 5;
        running.closeBlock(0);
        assertThat(running.sums(0)[3]).isEqualTo(5);
        running.closeBlock(GRID.refreshFrames());
        assertThat(running.sums(0)[3]).isCloseTo(5 * StrictMath.exp(-1 / 80.0), within(1e-12));
    }

    private static double[][] frames(int count, long seed) {
        Random random = new Random(seed);
        double[][] frames = new double[count][2];
        for (double[] frame : frames) {
            frame[0] = random.nextGaussian();
            frame[1] = 0.5 * frame[0] + random.nextGaussian();
        }
        return frames;
    }
}
