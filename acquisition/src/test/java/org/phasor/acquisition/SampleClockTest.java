package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
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

    @Test
    void staysNearAStreamThatIsNotAsFastAsDeclared() {
        ClockRun run = new ClockRun(250, 5);
        double largest = run.largestError(START, 4e-3 * 1.08, 0, 60 * 250, 0, (i, t) -> t);
        assertThat(largest).isLessThan(12 * MILLISECOND);
        assertThat(run.clock.effectiveRateHz()).isCloseTo(250 / 1.05, within(0.1));
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
    void givesMeaninglessStampsTheTimeOfTheLine() {
        ClockRun run = new ClockRun(1000, 5);
        run.largestError(START, 1e-3, 0, 5_000, 0, (i, t) -> t);
        double[] bad = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, -1e10};
        for (int i = 0; i < bad.length; i++) {
            double error = run.errorOf(START + (5_000 + i) * 1e-3, bad[i]);
            assertThat(Math.abs(error)).isLessThan(MICROSECOND);
            assertThat(run.sample.flags).as("still sure").isEqualTo(Sample.UNANCHORED);
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
            assertThat(sample.flags).isEqualTo(Sample.UNANCHORED | Sample.UNSURE);
        }
        sample.stampSeconds = 4.95;
        sample.flags = 0;
        clock.stamp(sample);
        assertThat(sample.timeNanos).isEqualTo(4_950_000_000L);
        assertThat(sample.flags).isEqualTo(Sample.UNSURE);
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

    @Test
    void refusesADeviationThatIsNone() {
        assertThatThrownBy(() -> new SampleClock(1000, 0)).hasMessage("maxDeviationNanos = 0.0: must be > 0");
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
