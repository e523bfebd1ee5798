package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaussianDriftTest {

    /** White noise with amplitude response exp(-(f/fc)^2/2) has the autocorrelation exp(-(pi fc t)^2). */
    @ParameterizedTest
    @CsvSource({"0.1, 50", "0.5, 50", "0.5, 128"})
    void hasUnitVarianceAndAGaussianAutocorrelation(double cutoffHz, double rateHz) {
        GaussianDrift drift = new GaussianDrift(cutoffHz, rateHz, new SeededNormals(8, 0));
        double[] x = new double[2_000_000];
        for (int i = 0; i < x.length; i++) {
            x[i] = drift.next();
        }
        for (double seconds : new double[] {0, 0.1 / cutoffHz, 0.2 / cutoffHz, 0.3 / cutoffHz, 1 / cutoffHz}) {
            int lag = (int) Math.round(seconds * rateHz);
            double sum = 0;
            for (int i = lag; i < x.length; i++) {
                sum += x[i] * x[i - lag];
            }
            double angle = Math.PI * cutoffHz * lag / rateHz;
            assertThat(sum / (x.length - lag))
                    .as("lag %s s", seconds)
                    .isCloseTo(Math.exp(-angle * angle), offset(0.05));
        }
    }

    @Test
    void isSmoothEverywhere() {
        GaussianDrift drift = new GaussianDrift(0.5, 1000, new SeededNormals(8, 0));
        double before = drift.next();
        double last = drift.next();
        for (int i = 0; i < 100_000; i++) {
            double next = drift.next();
            // Second difference of a process with bandwidth 0.5 Hz: (2 pi 0.5 Hz)^2 / (1 kHz)^2 times some units.
            assertThat(Math.abs(next - 2 * last + before)).isLessThan(1e-4);
            before = last;
            last = next;
        }
    }
}
