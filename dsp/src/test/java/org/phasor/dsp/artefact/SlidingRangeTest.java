package org.phasor.dsp.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SlidingRangeTest {

    @Test
    void agreesWithLookingThroughTheWindow() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            int length = 1 + random.nextInt(30);
            SlidingRange range = new SlidingRange(length);
            double[] x = new double[300];
            int start = 0;
            for (int i = 0; i < x.length; i++) {
                if (random.nextInt(80) == 0) {
                    range.restart();
                    start = i;
                }
                x[i] = random.nextBoolean() ? random.nextInt(4) : random.nextGaussian();
                double[] window = Arrays.copyOfRange(x, Math.max(start, i + 1 - length), i + 1);
                double expected = Arrays.stream(window).max().orElseThrow()
                        - Arrays.stream(window).min().orElseThrow();
                assertThat(range.take(x[i])).as("seed %d place %d", seed, i).isEqualTo(expected);
            }
        }
    }
}
