package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many samples a {@link SampleClock} counts as lost, and between which. */
class LostSamplesTest {

    private static final double START = 86_412;

    private static ClockRun.Stamps jittered(ClockRun run, double ms) {
        return (i, t) -> t + ms * 1e-3 * run.random.nextGaussian();
    }

    @ParameterizedTest
    @CsvSource({
        "500, 0, 1",
        "1000, 0, 2",
        "1000, 0.1, 8",
        "1000, 0.3, 25",
        "1000, 1, 5",
        "1000, 1, 200",
        "1000, 2, 5",
        "1000, 2, 8",
        "1000, 2, 12",
        "250, 1, 5",
        "250, 0, 2500",
        "5000, 0.05, 300"
    })
    void countsWhatWasLost(double rateHz, double jitterMs, long lost) {
        ClockRun run = new ClockRun(rateHz, 7);
        long at = (long) (20 * rateHz);
        run.largestError(START, 1 / rateHz, 0, at, 0, jittered(run, jitterMs));
        run.largestError(START + lost / rateHz, 1 / rateHz, at, 2 * at, 0, jittered(run, jitterMs));
        long tolerance = Math.round(jitterMs * 1e-3 * rateHz / 4);
        assertThat(run.clock.lostSamples()).isBetween(lost - tolerance, lost + tolerance);
        assertThat(run.clock.settledGaps()).isEqualTo(1);
    }

    @Test
    void saysWhereAndWhen() {
        ClockRun run = new ClockRun(1000, 7);
        run.largestError(START, 1e-3, 0, 10_000, 0, (i, t) -> t);
        run.largestError(START + 2, 1e-3, 10_000, 20_000, 0, (i, t) -> t);
        SampleGap gap = run.clock.newestGap();
        assertThat(gap).isEqualTo(new SampleGap(1, 10_000, 10_000, 86_421_999_000_000L, 86_424_000_000_000L, 2000));
        assertThat(gap.words()).isEqualTo("2000 samples were lost before frame 10000, 86421.999 s to 86424.000 s");
    }

    @Test
    void countsTwoLossesInOneStretchTogether() {
        ClockRun run = new ClockRun(1000, 7);
        run.largestError(START, 1e-3, 0, 10_000, 0, (i, t) -> t);
        run.largestError(START + 0.06, 1e-3, 10_000, 10_100, 0, (i, t) -> t);
        run.largestError(START + 0.12, 1e-3, 10_100, 20_000, 0, (i, t) -> t);
        assertThat(run.clock.lostSamples()).isEqualTo(120);
        assertThat(run.clock.settledGaps()).isEqualTo(1);
        assertThat(run.clock.newestGap().firstIndex()).isEqualTo(10_000);
        assertThat(run.clock.newestGap().lastIndex()).isEqualTo(10_100);
    }

    @Test
    void countsNothingBeforeItKnows() {
        ClockRun run = new ClockRun(1000, 7);
        run.largestError(START, 1e-3, 0, 10_000, 0, (i, t) -> t);
        run.largestError(START + 0.06, 1e-3, 10_000, 10_100, 0, (i, t) -> t);
        assertThat(run.clock.settledGaps()).isZero();
        run.clock.end();
        assertThat(run.clock.lostSamples()).isEqualTo(60);
    }

    /** The sender stood still, then stamped what it had collected all at once. */
    @ParameterizedTest
    @CsvSource({"100", "2000"})
    void aStallOfTheSenderLosesNothing(int samples) {
        ClockRun run = new ClockRun(1000, 9);
        double stall = samples * 1e-3;
        run.largestError(
                START,
                1e-3,
                0,
                40_000,
                0,
                (i, t) -> i >= 20_000 && i < 20_000 + samples ? START + 20 + stall + (i - 20_000) * 2e-6 : t);
        assertThat(run.clock.gaps()).isPositive();
        assertThat(run.clock.lostSamples()).isZero();
        assertThat(run.clock.settledGaps()).isEqualTo(1);
    }

    @Test
    void neitherALateStampNorAStepBackNorACorrectionLosesAnything() {
        ClockRun run = new ClockRun(1000, 9);
        run.largestError(START, 1e-3, 0, 10_000, 0, (i, t) -> t);
        run.errorOf(0, START + 10 + 0.3);
        run.largestError(START, 1e-3, 10_001, 20_000, 0, (i, t) -> t);
        run.largestError(START - 5, 1e-3, 20_000, 30_000, 0, (i, t) -> t);
        run.correctionSeconds = 7;
        run.largestError(START - 5, 1e-3, 30_000, 40_000, 0, (i, t) -> t);
        assertThat(run.clock.settledGaps()).isEqualTo(3);
        assertThat(run.clock.lostSamples()).isZero();
        assertThat(run.clock.newestGap().words()).startsWith("the stamps jumped before frame 30000, ");
    }

    @Test
    void aStreamThatIsNeverSureIsCountedAllTheSame() {
        ClockRun run = new ClockRun(1000, 9);
        run.largestError(START, 1e-3, 0, 20_000, 0, jittered(run, 40));
        run.largestError(START + 10, 1e-3, 20_000, 40_000, 0, jittered(run, 40));
        assertThat(run.clock.lostSamples()).isBetween(9_900L, 10_100L);
    }
}
