package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stamps that jump, stall and burst: what a {@link SampleClock} makes of them. */
class SampleClockJumpTest {

    private static final double START = 86_412.345678901;
    private static final double MICROSECOND = 1e-6;
    private static final double MILLISECOND = 1e-3;

    /** Every sample of a block carries the time when the block came: a saw-tooth as long as the block. */
    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32, 64})
    void settlesOnBlocksThatShareAStamp(int block) {
        ClockRun run = new ClockRun(1000, 3);
        double middle = (block - 1) / 2.0 * 1e-3;
        double largest =
                run.largestError(START, 1e-3, 0, 120_000, 60_000, (i, t) -> START + i / block * block * 1e-3 + middle);
        assertThat(largest).isLessThan(0.5 * MILLISECOND);
        assertThat(run.gapsAt).allMatch(i -> i < 10_000);
    }

    @Test
    void ignoresASingleEarlyStamp() {
        ClockRun run = new ClockRun(1000, 5);
        double largest = run.largestError(
                START, 1e-3, 0, 20_000, 0, (i, t) -> i == 12_000 || i == 15_000 || i == 15_001 ? t - 0.3 : t);
        assertThat(largest).isLessThan(MICROSECOND);
        assertThat(run.gapsAt).isEmpty();
    }

    @Test
    void isHardlyBentBySmallOutliers() {
        ClockRun run = new ClockRun(1000, 5);
        double largest =
                run.largestError(START, 1e-3, 0, 20_000, 5_000, (i, t) -> i % 100 == 0 && i > 5000 ? t + 0.015 : t);
        assertThat(largest).isLessThan(0.02 * MILLISECOND);
        assertThat(run.gapsAt).isEmpty();
    }

    @Test
    void returnsFromASingleLateStampAsIfItHadNotBeen() {
        ClockRun run = new ClockRun(1000, 5);
        run.largestError(START, 1e-3, 0, 12_000, 0, (i, t) -> t);
        run.errorOf(0, START + 12 + 0.3);
        double largest = run.largestError(START, 1e-3, 12_001, 20_000, 0, (i, t) -> t);
        assertThat(largest).isLessThan(MICROSECOND);
        assertThat(run.gapsAt).containsExactly(12_000L, 12_001L);
    }

    /** The sender stalls for 100 ms, then stamps what it had collected all at once. */
    @Test
    void returnsToTheFormerLineAfterAStallOfTheSender() {
        ClockRun run = new ClockRun(1000, 9);
        ClockRun.Stamps stalled = (i, t) -> (i >= 30_000 && i < 30_100 ? START + 30.1 + (i - 30_000) * 2e-6 : t)
                + 0.2 * MILLISECOND * run.random.nextGaussian();
        run.largestError(START, 1e-3, 0, 30_100, 0, stalled);
        double largest = run.largestError(START, 1e-3, 30_100, 60_000, 30_110, stalled);
        assertThat(largest).isLessThan(0.1 * MILLISECOND);
        assertThat(run.gapsAt.get(0)).isEqualTo(30_000);
        assertThat(run.gapsAt).hasSizeLessThan(8).allMatch(i -> i >= 30_000 && i <= 30_100);
    }

    @ParameterizedTest
    @CsvSource({"1000, 0", "1000, 1", "250, 0", "250, 1"})
    void flagsALostBlockAtItsFirstSampleAndIsRightAfterwards(double rateHz, double jitterMs) {
        ClockRun run = new ClockRun(rateHz, 21);
        double period = (1 + 50e-6) / rateHz;
        double lost = 0.050;
        long at = (long) (30 * rateHz) + 17;
        ClockRun.Stamps jittered = (i, t) -> t + jitterMs * MILLISECOND * run.random.nextGaussian();
        run.largestError(START, period, 0, at, 0, jittered);
        double averaged = jitterMs == 0 ? 0 : 0.1 * rateHz;
        double largest =
                run.largestError(START + lost, period, at, at + (long) (30 * rateHz), at + (long) averaged, jittered);
        assertThat(run.gapsAt).containsExactly(at);
        assertThat(largest).isLessThan(MILLISECOND);
    }

    @Test
    void findsALostBlockShorterThanAJumpWithinATenthOfASecond() {
        ClockRun run = new ClockRun(1000, 21);
        ClockRun.Stamps jittered = (i, t) -> t + 0.1 * MILLISECOND * run.random.nextGaussian();
        run.largestError(START, 1e-3, 0, 30_000, 0, jittered);
        double largest = run.largestError(START + 0.008, 1e-3, 30_000, 60_000, 30_100, jittered);
        assertThat(run.gapsAt).containsExactly(30_099L);
        assertThat(largest).isLessThan(0.5 * MILLISECOND);
        assertThat(run.unsureAt).contains(30_002L, 30_099L).doesNotContain(29_999L, 30_600L);
    }

    /** What a sender had collected before we came arrives first, all stamped at once. */
    @Test
    void recoversFromABurstAtTheStart() {
        ClockRun run = new ClockRun(1000, 5);
        ClockRun.Stamps burst =
                (i, t) -> (i < 500 ? START + 0.5 + i * 2e-6 : t) + 0.1 * MILLISECOND * run.random.nextGaussian();
        double largest = run.largestError(START, 1e-3, 0, 20_000, 2500, burst);
        assertThat(largest).isLessThan(0.1 * MILLISECOND);
    }

    @Test
    void flagsEachOfTwoLosses() {
        ClockRun run = new ClockRun(1000, 5);
        double largest = run.largestError(START, 1e-3, 0, 30_000, 0, (i, t) -> t);
        largest = Math.max(largest, run.largestError(START + 0.06, 1e-3, 30_000, 30_100, 0, (i, t) -> t));
        largest = Math.max(largest, run.largestError(START + 0.12, 1e-3, 30_100, 60_000, 0, (i, t) -> t));
        assertThat(largest).isLessThan(MICROSECOND);
        assertThat(run.gapsAt).containsExactly(30_000L, 30_100L);
        assertThat(run.clock.gaps()).isEqualTo(2);
    }

    @Test
    void believesTheThirdEarlyStampInARow() {
        ClockRun run = new ClockRun(1000, 5);
        run.largestError(START, 1e-3, 0, 12_000, 0, (i, t) -> t);
        double largest = run.largestError(START - 5, 1e-3, 12_000, 20_000, 12_002, (i, t) -> t);
        assertThat(largest).isLessThan(MICROSECOND);
        assertThat(run.gapsAt).containsExactly(12_002L);
    }

    @Test
    void absorbsASmallCorrectionStepSmoothly() {
        ClockRun run = new ClockRun(1000, 5);
        run.largestError(START, 1e-3, 0, 20_000, 0, (i, t) -> t);
        run.correctionSeconds = 0.2 * MILLISECOND;
        double previous = run.sample.timeNanos;
        double roughest = 0;
        double error = 0;
        double overshoot = 0;
        for (long i = 20_000; i < 80_000; i++) {
            double truth = START + i * 1e-3 + 0.2 * MILLISECOND;
            error = run.errorOf(truth, truth - 0.2 * MILLISECOND);
            roughest = Math.max(roughest, Math.abs(run.sample.timeNanos - previous - 1e6));
            previous = run.sample.timeNanos;
            overshoot = Math.max(overshoot, error);
        }
        assertThat(roughest).isLessThan(1000);
        assertThat(Math.abs(error)).isLessThan(10 * MICROSECOND);
        assertThat(overshoot).isLessThan(0.04 * MILLISECOND);
        assertThat(run.gapsAt).isEmpty();
    }

    @Test
    void movesWithALargeCorrectionAtOnce() {
        ClockRun run = new ClockRun(1000, 5);
        run.largestError(START, 1e-3, 0, 20_000, 0, (i, t) -> t);
        run.correctionSeconds = 0.004;
        double largest = run.largestError(START + 0.004, 1e-3, 20_000, 25_000, 0, (i, t) -> t - 0.004);
        assertThat(largest).isLessThan(MICROSECOND);
        // Back again: time pauses for the four samples.
        run.correctionSeconds = 0;
        largest = run.largestError(START, 1e-3, 25_000, 30_000, 25_004, (i, t) -> t);
        assertThat(largest).isLessThan(MICROSECOND);
        assertThat(run.gapsAt).isEmpty();
        run.correctionSeconds = 1234.5;
        largest = run.largestError(START + 1234.5, 1e-3, 30_000, 40_000, 0, (i, t) -> t - 1234.5);
        assertThat(largest).isLessThan(5 * MICROSECOND);
        assertThat(run.gapsAt).containsExactly(30_000L);
    }

    @Test
    void neverGoesBackBetweenGaps() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            ClockRun run = new ClockRun(1000, seed);
            long previous = Long.MIN_VALUE;
            for (int i = 0; i < 3000; i++) {
                double kind = random.nextDouble();
                double jitter = kind < 0.01 ? random.nextGaussian() : 0.004 * random.nextGaussian();
                run.errorOf(0, START + i * 1e-3 + jitter);
                if (!run.sample.has(Sample.GAP)) {
                    assertThat(run.sample.timeNanos)
                            .as("seed %d, sample %d", seed, i)
                            .isGreaterThan(previous);
                }
                previous = run.sample.timeNanos;
            }
        }
    }
}
