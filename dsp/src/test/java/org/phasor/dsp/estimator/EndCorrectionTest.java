package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class EndCorrectionTest {

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "5, 1", "34, 16", "192, 64", "250, 0", "240, 80", "10, 10", "10, 12"})
    void sumsWhatLiesBeyondBothEndsInEitherWay(int reach, int edge) {
        Random random = new Random(reach);
        double[] kernel = random.doubles(reach + 1, -1, 1).toArray();
        double[] x = random.doubles(3L * reach + 20, -10, 10).toArray();
        int oldest = reach;
        int newest = x.length - 1;
        for (boolean byTransform : new boolean[] {false, true}) {
            EndCorrection ends = new EndCorrection(kernel, edge, byTransform);
            assertThat(ends.outputs()).isEqualTo(Math.max(0, reach - edge));
            for (int again = 0; again < 2; again++) {
                ends.compute(x, oldest, newest);
                for (int i = 0; i < ends.outputs(); i++) {
                    double atOldest = 0;
                    double atNewest = 0;
                    for (int j = 1; edge + i + j <= reach; j++) {
                        double weight = kernel[edge + i + j];
                        atOldest += weight * (2 * x[oldest] - x[oldest + j] - x[oldest - j]);
                        atNewest += weight * (2 * x[newest] - x[newest - j]);
                    }
                    assertThat(ends.oldest()[i]).isCloseTo(atOldest, within(1e-11));
                    assertThat(ends.newest()[i]).isCloseTo(atNewest, within(1e-11));
                }
            }
        }
    }
}
