package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stamps that jitter by whole chunks, as of an amplifier on Bluetooth: a few chunks after the start do not tell by how much, and a
 * clock that was sure of them would be wrong by many of its standard deviations.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FewChunksTest {

    private static final double MAX_DEVIATION_NANOS = 1e6;
    private static final int SESSIONS = 200;

    @ParameterizedTest
    @CsvSource({"250, 16, 2", "250, 32, 3", "500, 32, 2", "1000, 32, 2", "1000, 100, 2"})
    void isNotSureOfATimeThatFewChunksGive(double rateHz, int chunk, double jitterMs) {
        int wrong = 0;
        double worstNanos = 0;
        for (int seed = 0; seed < SESSIONS; seed++) {
            double error = worstWhenSure(rateHz, chunk, jitterMs, seed);
            wrong += error > 2 * MAX_DEVIATION_NANOS ? 1 : 0;
            worstNanos = Math.max(worstNanos, error);
        }
        assertThat(wrong)
                .as("of %d sessions, seeds from 0: off by two standard deviations at any time while sure", SESSIONS)
                .isLessThanOrEqualTo(2);
        assertThat(worstNanos).isLessThan(3 * MAX_DEVIATION_NANOS);
    }

    private static double worstWhenSure(double rateHz, int chunk, double jitterMs, long seed) {
        Random random = new Random(seed);
        SampleClock clock = new SampleClock(rateHz, MAX_DEVIATION_NANOS);
        Sample sample = new Sample(1);
        double drift = 1e-4 * (random.nextDouble() - 0.5) * 2;
        double errorMs = 0;
        double worst = 0;
        for (int i = 0; i < 8 * rateHz; i++) {
            if (i % chunk == 0) {
                errorMs = jitterMs * random.nextGaussian();
            }
            double seconds = 100 + i / rateHz * (1 + drift);
            sample.index = i;
            sample.stampSeconds = seconds + errorMs / 1000;
            sample.clockCorrectionSeconds = 0;
            sample.flags = 0;
            clock.stamp(sample);
            if (!sample.has(Sample.UNSURE)) {
                worst = Math.max(worst, Math.abs(sample.timeNanos - seconds * 1e9));
            }
        }
        return worst;
    }
}
