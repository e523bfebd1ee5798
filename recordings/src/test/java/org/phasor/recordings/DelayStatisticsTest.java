package org.phasor.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DelayStatisticsTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void ofFourDelays() {
        DelayStatistics d = DelayStatistics.of(
                new long[] {0, SECOND, 2 * SECOND, 3 * SECOND},
                new long[] {3_000_000, 5_000_000, 3_000_000, 5_000_000});
        assertThat(d.n()).isEqualTo(4);
        assertThat(d.meanMs()).isEqualTo(4);
        assertThat(d.sdMs()).isCloseTo(Math.sqrt(4.0 / 3), offset(1e-12));
        assertThat(d.p50Ms()).isEqualTo(3);
        assertThat(d.p99Ms()).isEqualTo(5);
        assertThat(d.maxMs()).isEqualTo(5);
        assertThat(d.seconds()).isEqualTo(3);
        // By hand: slope 2 / 5 ms per second, residuals 3.2 ms^2 on two degrees of freedom.
        assertThat(d.driftMsPerHour()).isCloseTo(0.4 * 3600, offset(1e-6));
        assertThat(d.driftErrorMsPerHour()).isCloseTo(Math.sqrt(3.2 / 2 / 5) * 3600, offset(1e-6));
        assertThat(d.driftMs()).isCloseTo(1.2, offset(1e-9));
        // 0.4 and its error 0.57: scatter.
        assertThat(d.clearDriftMs()).isZero();
        DelayStatistics clear = DelayStatistics.of(
                new long[] {0, SECOND, 2 * SECOND, 3 * SECOND},
                new long[] {3_000_000, 4_100_000, 4_900_000, 6_000_000});
        assertThat(clear.clearDriftMs()).isEqualTo(clear.driftMs()).isGreaterThan(2.9);
    }

    @Test
    void saysNothingOfWhatItCannotKnow() {
        DelayStatistics none = DelayStatistics.of(new long[0], new long[0]);
        assertThat(none.n()).isZero();
        assertThat(none.meanMs()).isNaN();
        DelayStatistics one = DelayStatistics.of(new long[] {7}, new long[] {3_000_000});
        assertThat(one.meanMs()).isEqualTo(3);
        assertThat(one.sdMs()).isNaN();
        DelayStatistics two = DelayStatistics.of(new long[] {0, SECOND}, new long[] {3_000_000, 4_000_000});
        assertThat(two.sdMs()).isCloseTo(Math.sqrt(0.5), offset(1e-12));
        assertThat(two.driftMsPerHour()).isNaN();
        DelayStatistics atOnce = DelayStatistics.of(new long[] {5, 5, 5}, new long[] {1, 2, 3});
        assertThat(atOnce.driftMsPerHour()).isNaN();
    }

    @Test
    void findsADriftWithinItsOwnUncertainty() {
        int within = 0;
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            long[] commands = new long[100];
            long[] delays = new long[100];
            for (int i = 0; i < 100; i++) {
                commands[i] = i * SECOND;
                // 36 ms per hour and 0.3 ms of noise.
                delays[i] = Math.round(3e6 + 10_000.0 * i + 300_000 * random.nextGaussian());
            }
            DelayStatistics d = DelayStatistics.of(commands, delays);
            within += Math.abs(d.driftMsPerHour() - 36) < 1.98 * d.driftErrorMsPerHour() ? 1 : 0;
        }
        // 95 % by construction; seeds are fixed.
        assertThat(within).isBetween(180, 200);
    }

    @Test
    void readsWhatASessionRecorded() {
        ReturnedPulses returned = ReturnedPulses.of(List.of(
                SessionInput.returned(10, 1_003_000_000L, 1, 0, 3_000_000L),
                SessionInput.marker(11, 5, "nothing"),
                SessionInput.returned(20, 2_005_000_000L, 2, 0, 5_000_000L),
                SessionInput.returnedUnasked(25, 2_500_000_000L),
                SessionInput.notReturned(30, 3, 0)));
        assertThat(returned.delays().n()).isEqualTo(2);
        assertThat(returned.delays().meanMs()).isEqualTo(4);
        assertThat(returned.delays().seconds()).isEqualTo(1);
        assertThat(returned.missing()).isEqualTo(1);
        assertThat(returned.unexpected()).isEqualTo(1);
        assertThat(returned.any()).isTrue();
        assertThat(ReturnedPulses.of(List.of()).any()).isFalse();
    }
}
