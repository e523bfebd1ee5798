package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a {@link SampleClock} says that a time can be believed, and whether it can. */
class SampleClockTrustTest {

    private static final double START = 86_412.345678901;
    private static final double MILLISECOND = 1e-3;

    private static ClockRun.Stamps jittered(ClockRun run, double ms) {
        return (i, t) -> t + ms * MILLISECOND * run.random.nextGaussian();
    }

    /** The samples of a chunk are stamped by one reading of a clock. */
    private static ClockRun.Stamps jitteredInChunks(ClockRun run, double ms, int chunk) {
        double[] jitter = new double[1];
        return (i, t) -> {
            if (i % chunk == 0) {
                jitter[0] = ms * MILLISECOND * run.random.nextGaussian();
            }
            return t + jitter[0];
        };
    }

    private static long sureFrom(ClockRun run) {
        return run.unsureAt.isEmpty() ? 0 : run.unsureAt.get(run.unsureAt.size() - 1) + 1;
    }

    @ParameterizedTest
    @CsvSource({"128, 0", "250, 0.2", "500, 0", "1000, 0", "1000, 0.5", "1000, 2", "5000, 0.5", "20000, 0"})
    void isSureOfSteadyStampsWithinHalfASecond(double rateHz, double jitterMs) {
        ClockRun run = new ClockRun(rateHz, 3);
        run.largestError(START, 1 / rateHz, 0, (long) (20 * rateHz), 0, jittered(run, jitterMs));
        assertThat(run.unsureAt.get(0)).isZero();
        assertThat(sureFrom(run) / rateHz).isBetween(0.39, 0.5);
        assertThat(run.unsureAt).hasSize((int) sureFrom(run));
    }

    @Test
    void isUnsureFromAGapOnForAsLongAsAtTheStart() {
        ClockRun run = new ClockRun(1000, 3);
        run.largestError(START, 1e-3, 0, 10_000, 0, jittered(run, 0.5));
        run.unsureAt.clear();
        run.largestError(START + 0.05, 1e-3, 10_000, 20_000, 0, jittered(run, 0.5));
        assertThat(run.gapsAt).containsExactly(10_000L);
        assertThat(run.unsureAt.get(0)).isEqualTo(10_000);
        assertThat(sureFrom(run)).isBetween(10_390L, 10_500L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.004, -0.004, 1234.5})
    void isUnsureAfterAStepOfTheCorrection(double seconds) {
        ClockRun run = new ClockRun(1000, 3);
        run.largestError(START, 1e-3, 0, 10_000, 0, (i, t) -> t);
        run.unsureAt.clear();
        run.correctionSeconds = seconds;
        run.largestError(START, 1e-3, 10_000, 20_000, 0, (i, t) -> t);
        assertThat(run.unsureAt.get(0)).isEqualTo(10_000);
        assertThat(sureFrom(run)).isBetween(10_390L, 10_500L);
        assertThat(run.clock.lostSamples()).isZero();
    }

    @Test
    void staysSureWhileASmallCorrectionIsFollowed() {
        ClockRun run = new ClockRun(1000, 3);
        run.largestError(START, 1e-3, 0, 10_000, 0, (i, t) -> t);
        run.unsureAt.clear();
        run.correctionSeconds = 0.3 * MILLISECOND;
        run.largestError(START, 1e-3, 10_000, 30_000, 0, (i, t) -> t);
        assertThat(run.unsureAt).isEmpty();
    }

    @Test
    void staysSureAfterASingleOutlier() {
        ClockRun run = new ClockRun(1000, 3);
        run.largestError(START, 1e-3, 0, 30_000, 0, (i, t) -> i % 1000 == 999 ? t + 15 * MILLISECOND : t);
        assertThat(sureFrom(run)).isLessThan(500);
    }

    @Test
    void isNeverSureOfAStreamThatJittersTooMuch() {
        ClockRun alone = new ClockRun(1000, 3);
        alone.largestError(START, 1e-3, 0, 120_000, 0, jittered(alone, 100));
        assertThat(alone.unsureAt.size()).isGreaterThan(119_000);
        ClockRun inChunks = new ClockRun(1000, 4);
        inChunks.largestError(START, 1e-3, 0, 120_000, 0, jitteredInChunks(inChunks, 20, 32));
        assertThat(inChunks.unsureAt.size()).isGreaterThan(115_000);
        assertThat(inChunks.clock.uncertaintyNanos()).isGreaterThan(1e6);
    }

    @Test
    void isHardlyEverSureOfAStreamThatRunsAtAnotherRateThanDeclared() {
        ClockRun run = new ClockRun(1000, 5);
        run.largestError(START, 1e-3 * 1.08, 0, 60_000, 0, (i, t) -> t);
        assertThat(run.unsureAt.size()).isGreaterThan(55_000);
    }

    @Test
    void aWiderBoundIsMetEarlier() {
        ClockRun run = new ClockRun(1000, 4);
        SampleClock patient = new SampleClock(1000, 10e6);
        Sample sample = new Sample(1);
        long unsure = 0;
        ClockRun.Stamps stamps = jitteredInChunks(run, 20, 32);
        for (int i = 0; i < 60_000; i++) {
            sample.stampSeconds = stamps.stamp(i, START + i * 1e-3);
            sample.flags = 0;
            patient.stamp(sample);
            unsure += sample.has(Sample.UNSURE) ? 1 : 0;
        }
        assertThat(unsure).isLessThan(15_000);
    }

    @Test
    void clearsWhatCameInAndJudgesAnew() {
        SampleClock clock = new SampleClock(1000);
        Sample sample = new Sample(1);
        for (int i = 0; i < 2000; i++) {
            sample.stampSeconds = START + i * 1e-3;
            sample.flags = Sample.UNSURE;
            clock.stamp(sample);
            assertThat(sample.has(Sample.UNSURE)).as("sample %d", i).isEqualTo(i < 400);
        }
    }

    /** A chunk's common jitter is worth one stamp, not 32. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 32})
    void statesItsUncertaintyWhateverTheChunks(int chunk) {
        double squares = 0;
        double stated = 0;
        int runs = 60;
        for (int seed = 0; seed < runs; seed++) {
            ClockRun run = new ClockRun(500, seed);
            ClockRun.Stamps stamps = jitteredInChunks(run, 1, chunk);
            double error = 0;
            for (int i = 0; i < 8000; i++) {
                double truth = START + i * 2e-3;
                error = run.errorOf(truth, stamps.stamp(i, truth));
            }
            squares += error * error / runs;
            stated += run.clock.uncertaintyNanos() / 1e9 / runs;
        }
        // The factor of a first-order process is up to the square root of 2 too careful for whole chunks.
        assertThat(Math.sqrt(squares) / stated).isBetween(0.5, 1.25);
    }

    /** A line that has lost a few samples among jittering stamps neither stays where it was nor bends for seconds. */
    @ParameterizedTest
    @CsvSource({"1, 5", "2, 5", "2, 8", "2, 12", "0.5, 3"})
    void findsAFewLostSamplesAmongJitteringStamps(double jitterMs, int lost) {
        for (int seed = 0; seed < 10; seed++) {
            ClockRun run = new ClockRun(1000, seed);
            run.largestError(START, 1e-3, 0, 15_000, 0, jittered(run, jitterMs));
            run.unsureAt.clear();
            double largest =
                    run.largestError(START + lost * MILLISECOND, 1e-3, 15_000, 25_000, 15_300, jittered(run, jitterMs));
            assertThat(largest).as("seed %d", seed).isLessThan(MILLISECOND);
            assertThat(run.unsureAt.get(0)).as("seed %d", seed).isBetween(15_000L, 15_080L);
            assertThat(run.gapsAt).as("seed %d", seed).hasSize(1);
        }
    }

    /** Losses, stalls, outliers and jitter of any size, seeded: what counts as sure is as good as it says. */
    @Test
    void timesThatAreSureAreTrueToTheBound() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            double rateHz = new double[] {250, 500, 1000, 2000}[random.nextInt(4)];
            int chunk = new int[] {1, 8, 32}[random.nextInt(3)];
            double jitter = 0.003 * random.nextDouble() * random.nextDouble();
            double period = (1 + 1e-4 * random.nextGaussian()) / rateHz;
            ClockRun run = new ClockRun(rateHz, seed);
            double truth = START;
            double common = 0;
            double squares = 0;
            long sure = 0;
            int stallLeft = 0;
            double stalledUntil = 0;
            for (int i = 0; i < 30 * rateHz; i++) {
                boolean lost = random.nextDouble() < 0.1 / rateHz;
                truth += period * (lost ? 1 + random.nextInt((int) (0.5 * rateHz)) : 1);
                if (i % chunk == 0) {
                    common = jitter * random.nextGaussian();
                }
                // A stall of the sender, whose backlog is stamped at once.
                if (stallLeft > 0) {
                    stallLeft--;
                } else if (random.nextDouble() < 0.05 / rateHz) {
                    stallLeft = 1 + random.nextInt((int) (0.4 * rateHz));
                    stalledUntil = truth + stallLeft * period;
                }
                double outlier = random.nextDouble() < 0.2 / rateHz ? 0.05 * random.nextGaussian() : 0;
                double error = run.errorOf(truth, (stallLeft > 0 ? stalledUntil : truth) + common + outlier);
                if (!run.sample.has(Sample.UNSURE)) {
                    sure++;
                    squares += error * error;
                }
            }
            String what = String.format("seed %d: %.0f Hz, chunks of %d, jitter %.6f s", seed, rateHz, chunk, jitter);
            assertThat(sure).as(what).isGreaterThan((long) (3 * rateHz));
            assertThat(Math.sqrt(squares / sure)).as(what).isLessThan(MILLISECOND);
        }
    }
}
