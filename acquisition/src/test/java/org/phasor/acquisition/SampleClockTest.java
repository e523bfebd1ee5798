package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleClockTest {

    private static final double START = 86_412.345678901;
    private static final double MICROSECOND = 1e-6;
    private static final double MILLISECOND = 1e-3;

    @ParameterizedTest
    @CsvSource({"1000, 0", "1000, 100", "250, -100", "500, 5000", "128, 0", "5000, 20", "20000, 0"})
    void keepsRegularStampsToAMicrosecond(double rateHz, double offPpm) {
        ClockRun run = new ClockRun(rateHz, 1);
        double period = (1 + offPpm * 1e-6) / rateHz;
        double largest = run.largestError(START, period, 0, (long) (60 * rateHz), 0, (i, t) -> t);
        assertThat(largest).isLessThan(MICROSECOND);
        assertThat(run.gapsAt).isEmpty();
        assertThat(run.clock.effectiveRateHz() * period).isCloseTo(1, within(1e-8));
    }

    @Test
    void keepsUnixTimeStampsToAMicrosecond() {
        ClockRun run = new ClockRun(1000, 1);
        double largest = run.largestError(1_795_000_000.5, 1e-3, 0, 60_000, 0, (i, t) -> t);
        assertThat(largest).isLessThan(MICROSECOND);
    }

    @ParameterizedTest
    @CsvSource({"1000, 0", "1000, 100", "250, -100", "500, 2000"})
    void smoothsGaussianJitterOfAMillisecond(double rateHz, double offPpm) {
        ClockRun run = new ClockRun(rateHz, 7);
        double period = (1 + offPpm * 1e-6) / rateHz;
        long settled = (long) (10 * rateHz);
        double largest = run.largestError(
                START, period, 0, (long) (60 * rateHz), settled, (i, t) -> t + MILLISECOND * run.random.nextGaussian());
        assertThat(largest).isLessThan(0.2 * MILLISECOND);
        assertThat(run.gapsAt).isEmpty();
        assertThat(run.clock.meanResidualNanos()).isBetween(0.7e6, 0.9e6);
    }

    @Test
    void isBetterThanItsStampsFromTheStart() {
        double stampPower = 0;
        double timePower = 0;
        for (int seed = 0; seed < 200; seed++) {
            ClockRun run = new ClockRun(1000, seed);
            for (int i = 0; i < 100; i++) {
                double truth = START + i * 1e-3;
                double stamp = truth + MILLISECOND * run.random.nextGaussian();
                double error = run.errorOf(truth, stamp);
                stampPower += (stamp - truth) * (stamp - truth);
                timePower += error * error;
            }
        }
        assertThat(timePower).isLessThan(0.3 * stampPower);
    }

    @Test
    void givesUniformLatenessAsItsMean() {
        ClockRun run = new ClockRun(1000, 11);
        double largest = run.largestError(
                START + 2 * MILLISECOND,
                1e-3,
                0,
                60_000,
                10_000,
                (i, t) -> t - 2 * MILLISECOND + 4 * MILLISECOND * run.random.nextDouble());
        assertThat(largest).isLessThan(0.1 * MILLISECOND);
        assertThat(run.gapsAt).isEmpty();
    }

    /** A chunk's last sample is stamped at arrival with jitter; the others are deduced from it. */
    @Test
    void smoothsChunkedDeducedStamps() {
        ClockRun run = new ClockRun(1000, 3);
        double[] jitter = new double[1];
        double largest = run.largestError(START, 1e-3, 0, 120_000, 20_000, (i, t) -> {
            if (i % 32 == 0) {
                jitter[0] = MILLISECOND * run.random.nextGaussian();
            }
            return t + jitter[0];
        });
        assertThat(largest).isLessThan(0.4 * MILLISECOND);
        assertThat(run.gapsAt).isEmpty();
    }

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
    void followsALostBlockTooShortToBeAGap() {
        ClockRun run = new ClockRun(1000, 21);
        ClockRun.Stamps jittered = (i, t) -> t + 0.1 * MILLISECOND * run.random.nextGaussian();
        run.largestError(START, 1e-3, 0, 30_000, 0, jittered);
        double largest = run.largestError(START + 0.008, 1e-3, 30_000, 60_000, 30_100, jittered);
        assertThat(run.gapsAt).isEmpty();
        assertThat(largest).isLessThan(0.5 * MILLISECOND);
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
    void staysNearAStreamThatIsNotAsFastAsDeclared() {
        ClockRun run = new ClockRun(250, 5);
        double largest = run.largestError(START, 4e-3 * 1.08, 0, 60 * 250, 0, (i, t) -> t);
        assertThat(largest).isLessThan(12 * MILLISECOND);
        assertThat(run.clock.effectiveRateHz()).isCloseTo(250 / 1.05, within(0.1));
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
    void allocatesNothingWhateverTheStamps() {
        SampleClock clock = new SampleClock(1000);
        Sample sample = new Sample(1);
        SeededNormals normals = new SeededNormals(1, 0);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = 0; i < 100_000; i++) {
            if (i == 50_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            sample.stampSeconds = START + i * 1e-3 + (i % 500 == 0 ? 0.1 : 1e-3) * normals.nextNormal();
            sample.clockCorrectionSeconds = i / 7000 * 0.003;
            sample.flags = 0;
            clock.stamp(sample);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(50_000);
        assertThat(clock.gaps()).isPositive();
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
    void staysPreciseForHours() {
        ClockRun run = new ClockRun(1000, 13);
        ClockRun.Stamps jittered = (i, t) -> t + MILLISECOND * run.random.nextGaussian();
        // Four hours at 100 ppm off the declared rate.
        double largest = run.largestError(START, 1.0001e-3, 0, 4 * 3_600_000L, 10_000, jittered);
        assertThat(largest).isLessThan(0.1 * MILLISECOND);
        assertThat(run.gapsAt).isEmpty();
        assertThat(run.clock.effectiveRateHz()).isCloseTo(1000 / 1.0001, within(0.02));
    }

    @Test
    void followsAPeriodThatDriftsWithTemperature() {
        ClockRun run = new ClockRun(1000, 13);
        double truth = START;
        double largest = 0;
        for (int i = 0; i < 600_000; i++) {
            // A tenth of a ppm per second: more than a crystal does.
            truth += 1e-3 * (1 + 1e-7 * (i * 1e-3));
            double error = run.errorOf(truth, truth);
            largest = Math.max(largest, Math.abs(error));
        }
        assertThat(largest).isLessThan(15 * MICROSECOND);
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

    @Test
    void givesMeaninglessStampsTheTimeOfTheLine() {
        ClockRun run = new ClockRun(1000, 5);
        run.largestError(START, 1e-3, 0, 5_000, 0, (i, t) -> t);
        double[] bad = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, -1e10};
        for (int i = 0; i < bad.length; i++) {
            double error = run.errorOf(START + (5_000 + i) * 1e-3, bad[i]);
            assertThat(Math.abs(error)).isLessThan(MICROSECOND);
            assertThat(run.sample.flags).isEqualTo(Sample.UNANCHORED);
        }
        double largest = run.largestError(START, 1e-3, 5_005, 6_000, 0, (i, t) -> t);
        assertThat(largest).isLessThan(MICROSECOND);
        assertThat(run.gapsAt).isEmpty();
    }

    @Test
    void givesUnanchoredSamplesTheirArrivalUntilTheFirstGoodStamp() {
        SampleClock clock = new SampleClock(100);
        Sample sample = new Sample(1);
        for (int i = 0; i < 10; i++) {
            sample.stampSeconds = i * 0.01;
            sample.arrivalNanos = 5_000_000_000L + i;
            sample.flags = Sample.UNANCHORED;
            clock.stamp(sample);
            assertThat(sample.timeNanos).isEqualTo(sample.arrivalNanos);
            assertThat(sample.flags).isEqualTo(Sample.UNANCHORED);
        }
        sample.stampSeconds = 4.95;
        sample.flags = 0;
        clock.stamp(sample);
        assertThat(sample.timeNanos).isEqualTo(4_950_000_000L);
        assertThat(sample.flags).isZero();
    }

    @Test
    void keepsAnIncomingGapAndChangesNothingElse() {
        ClockRun plain = new ClockRun(1000, 5);
        SampleClock clock = new SampleClock(1000);
        Sample sample = new Sample(1);
        for (int i = 0; i < 2000; i++) {
            double stamp = START + i * 1e-3 + (i > 1000 ? 0.2 : 0);
            plain.errorOf(0, stamp);
            sample.stampSeconds = stamp;
            sample.clockCorrectionSeconds = 0;
            sample.flags = plain.sample.flags | (i % 7 == 0 ? Sample.GAP : 0);
            int before = sample.flags;
            clock.stamp(sample);
            assertThat(sample.timeNanos).isEqualTo(plain.sample.timeNanos);
            assertThat(sample.flags).isEqualTo(before);
        }
    }

    @Test
    void statesItsUncertainty() {
        double squares = 0;
        double stated = 0;
        int runs = 40;
        for (int seed = 0; seed < runs; seed++) {
            ClockRun run = new ClockRun(250, seed);
            double error = 0;
            for (int i = 0; i < 5000; i++) {
                double truth = START + i * 4e-3;
                error = run.errorOf(truth, truth + MILLISECOND * run.random.nextGaussian());
            }
            squares += error * error / runs;
            stated += run.clock.uncertaintyNanos() / 1e9 / runs;
        }
        assertThat(Math.sqrt(squares) / stated).isBetween(0.7, 1.4);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesARateThatIsNone(double rateHz) {
        assertThatThrownBy(() -> new SampleClock(rateHz))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nominalRateHz = " + rateHz + ": must be finite and > 0");
    }

    private static org.assertj.core.data.Offset<Double> within(double value) {
        return org.assertj.core.data.Offset.offset(value);
    }
}
