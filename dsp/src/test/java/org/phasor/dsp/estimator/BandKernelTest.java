package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class BandKernelTest {

    private static final FrameGrid GRID = new FrameGrid(1000);

    @Test
    void givesTheAnalyticSignalOfATone() {
        double lookAhead = 0.0137;
        BandKernel kernel = new BandKernel(GRID, lookAhead);
        kernel.centre(10.3);
        double re = 0;
        double im = 0;
        for (int j = 0; j < kernel.length(); j++) {
            // The frame's middle is where a sample of the tone stands for it.
            double seconds = (j + kernel.firstOffset) / GRID.frameRateHz() - GRID.frameDelaySeconds();
            double x = 7 * StrictMath.cos(2 * Math.PI * 10.3 * seconds + 0.4);
            re += kernel.re[j] * x;
            im += kernel.im[j] * x;
        }
        assertThat(StrictMath.hypot(re, im)).isCloseTo(7, within(1e-3));
        assertThat(StrictMath.atan2(im, re)).isCloseTo(0.4 + 2 * Math.PI * 10.3 * lookAhead, within(1e-3));
    }

    @Test
    void turnsExactlyAtAnyFrequency() {
        for (double rateHz : new double[] {1000, 256, 100}) {
            FrameGrid grid = new FrameGrid(rateHz);
            for (double part : new double[] {0.001, 0.02, 0.05, 0.11, 0.25, 0.4499}) {
                double hz = part * grid.frameRateHz();
                BandKernel kernel = new BandKernel(grid, 0.0037);
                kernel.centre(hz);
                for (int j = 0; j < kernel.length(); j++) {
                    double seconds = (j + kernel.firstOffset) / grid.frameRateHz() - 0.0037 - grid.frameDelaySeconds();
                    double magnitude = StrictMath.hypot(kernel.re[j], kernel.im[j]);
                    double angle = -2 * Math.PI * hz * seconds;
                    assertThat(kernel.re[j]).isCloseTo(magnitude * StrictMath.cos(angle), within(1e-12 * magnitude));
                    assertThat(kernel.im[j]).isCloseTo(magnitude * StrictMath.sin(angle), within(1e-12 * magnitude));
                }
            }
        }
    }

    @Test
    void knowsThePowerOfItsOutput() {
        BandKernel kernel = new BandKernel(GRID, 0.02);
        kernel.centre(9.1);
        Random random = new Random(3);
        double[] r = new double[kernel.length()];
        for (int k = 0; k < r.length; k++) {
            r[k] = random.nextGaussian() / (1 + k);
        }
        double sum = 0;
        for (int i = 0; i < r.length; i++) {
            for (int j = 0; j < r.length; j++) {
                sum += (kernel.re[i] * kernel.re[j] + kernel.im[i] * kernel.im[j]) * r[Math.abs(i - j)];
            }
        }
        assertThat(kernel.outputPower(r)).isCloseTo(sum, within(1e-12));
    }
}
