package org.phasor.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SlidingPercentileTest {

    @Test
    void agreesWithSortingTheWindow() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int capacity = 1 + random.nextInt(50);
            boolean ties = random.nextBoolean();
            double missing = random.nextDouble() * 0.7;
            SlidingPercentile sliding = new SlidingPercentile(capacity);
            double[] all = new double[400];
            for (int i = 0; i < all.length; i++) {
                double value = ties ? random.nextInt(5) : random.nextGaussian();
                all[i] = random.nextDouble() < missing ? Double.NaN : value;
                sliding.add(all[i]);
                double[] window = Arrays.stream(all, Math.max(0, i + 1 - capacity), i + 1)
                        .filter(v -> !Double.isNaN(v))
                        .sorted()
                        .toArray();
                assertThat(sliding.count()).as("seed %d place %d", seed, i).isEqualTo(window.length);
                for (double percent : new double[] {0, 13.7, 25, 50, 99, 100}) {
                    if (window.length == 0) {
                        assertThat(sliding.percentile(percent)).isNaN();
                    } else {
                        assertThat(sliding.percentile(percent))
                                .as("seed %d place %d percent %f", seed, i, percent)
                                .isCloseTo(bySorting(window, percent), within(1e-12));
                    }
                }
            }
        }
    }

    @Test
    void meetsTheMiddleOfTwoValues() {
        SlidingPercentile sliding = new SlidingPercentile(5);
        sliding.add(1);
        sliding.add(2);
        assertThat(sliding.percentile(50)).isEqualTo(1.5);
        assertThat(sliding.percentile(0)).isEqualTo(1);
        assertThat(sliding.percentile(100)).isEqualTo(2);
    }

    private static double bySorting(double[] sorted, double percent) {
        double rank = percent / 100 * (sorted.length - 1);
        double low = sorted[(int) Math.floor(rank)];
        double high = sorted[(int) Math.ceil(rank)];
        return low + (rank - Math.floor(rank)) * (high - low);
    }
}
