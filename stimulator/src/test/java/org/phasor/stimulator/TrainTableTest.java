package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;
import static org.phasor.stimulator.TrainTable.CHEN_1997;
import static org.phasor.stimulator.TrainTable.ROSSI_2009;
import static org.phasor.stimulator.TrainVerdict.Kind.INSIDE;
import static org.phasor.stimulator.TrainVerdict.Kind.NOT_COVERED;
import static org.phasor.stimulator.TrainVerdict.Kind.OUTSIDE;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class TrainTableTest {

    /** Onset to onset, a session's pulses. */
    private static SafetyLimits every(long onsetNanos, long pulses) {
        return SafetyLimits.BENCH_DEFAULTS
                .with(Limit.MIN_ONSET_INTERVAL, onsetNanos)
                .with(Limit.MAX_PULSES_PER_SESSION, pulses);
    }

    private static PulsePattern train(int pulses, double hz) {
        return new PulsePattern(pulses, Math.round(1e9 / hz), false);
    }

    private static TrainVerdict.Kind kind(
            TrainTable table, PulsePattern pattern, double onsetSeconds, long pulses, double percent) {
        TrainVerdict verdict = table.judge(pattern, every(Math.round(onsetSeconds * SECOND), pulses), percent);
        assertThat(verdict.reason()).isNotBlank().doesNotContain("\n");
        return verdict.kind();
    }

    @Test
    void judgesThePublishedProtocolsAsTheFactsDo() {
        // mu-excitability: single pulses, 2 s and more apart, 120 %
        assertThat(kind(ROSSI_2009, PulsePattern.SINGLE, 2, 1500, 120)).isEqualTo(INSIDE);
        // mu-plasticity-triplet, theta-DMPFC-triplet: 100 Hz triplets about every second
        assertThat(kind(ROSSI_2009, train(3, 100), 1, 600, 80)).isEqualTo(NOT_COVERED);
        assertThat(kind(ROSSI_2009, train(3, 100), 1, 1200, 100)).isEqualTo(NOT_COVERED);
        // trains at the individual alpha frequency: 40 pulses at 120 %
        assertThat(kind(ROSSI_2009, train(40, 10), 30, 3000, 120)).isEqualTo(INSIDE);
        assertThat(kind(CHEN_1997, train(40, 10), 30, 3000, 120)).isEqualTo(OUTSIDE);
        assertThat(kind(ROSSI_2009, train(40, 13), 30, 3000, 120)).isEqualTo(OUTSIDE);
        // theta bursts
        assertThat(kind(ROSSI_2009, train(3, 50), 0.2, 600, 100)).isEqualTo(NOT_COVERED);
        // MDD-H1: 18 Hz, 2 s, every 22 s
        assertThat(kind(ROSSI_2009, train(36, 18), 22, 1980, 120)).isEqualTo(OUTSIDE);
        // PAIN-M1-10Hz-a: 10 Hz for 10 s at 80 %
        assertThat(kind(ROSSI_2009, train(100, 10), 60, 1500, 80)).isEqualTo(NOT_COVERED);
        assertThat(kind(ROSSI_2009, train(100, 10), 60, 1500, 90)).isEqualTo(NOT_COVERED);
    }

    @Test
    void countsTheProtocolsPulsesAndSeconds() {
        PulsePattern thetaBurst = train(3, 50);
        assertThat(20 * 10 * thetaBurst.pulses()).isEqualTo(600);
        assertThat(20 * 10 - 8).isEqualTo(192);
        PulsePattern ofTenHertz = train(40, 10);
        assertThat(75 * ofTenHertz.pulses()).isEqualTo(3000);
        long pauseNanos = 30 * SECOND - ofTenHertz.pulses() * ofTenHertz.gapNanos();
        assertThat(75 * 30 - pauseNanos / SECOND).isEqualTo(2224);
        PulsePattern ofEighteenHertz = train(36, 18);
        assertThat(55 * ofEighteenHertz.pulses()).isEqualTo(1980);
        assertThat(55 * 22 - (22 - Math.round(36 / 18.0))).isEqualTo(1190);
    }

    @ParameterizedTest
    @CsvSource({
        // table, pulses, Hz, percent, verdict
        "ROSSI_2009, 42, 10, 120, INSIDE",
        "ROSSI_2009, 43, 10, 120, OUTSIDE",
        "ROSSI_2009, 29, 10, 130, INSIDE",
        "ROSSI_2009, 50, 10, 110, INSIDE",
        "ROSSI_2009, 51, 10, 110, NOT_COVERED",
        "ROSSI_2009, 41, 20, 100, INSIDE",
        "ROSSI_2009, 42, 20, 100, OUTSIDE",
        "ROSSI_2009, 20, 20, 111, INSIDE",
        "ROSSI_2009, 21, 20, 111, OUTSIDE",
        "ROSSI_2009, 20, 10.1, 120, OUTSIDE",
        "ROSSI_2009, 32, 25, 90, INSIDE",
        "ROSSI_2009, 33, 25, 90, OUTSIDE",
        "ROSSI_2009, 2, 25.1, 90, NOT_COVERED",
        "ROSSI_2009, 5, 20, 89, NOT_COVERED",
        "ROSSI_2009, 1800, 1, 110, INSIDE",
        "ROSSI_2009, 361, 1, 120, NOT_COVERED",
        "CHEN_1997, 32, 10, 120, INSIDE",
        "CHEN_1997, 33, 10, 120, OUTSIDE",
        "CHEN_1997, 50, 5, 120, INSIDE",
        "CHEN_1997, 51, 5, 120, OUTSIDE",
        "CHEN_1997, 15, 25, 110, INSIDE",
        "CHEN_1997, 16, 25, 110, OUTSIDE",
        "CHEN_1997, 30, 20, 95, INSIDE",
        "CHEN_1997, 31, 20, 95, OUTSIDE",
        "CHEN_1997, 181, 1, 120, NOT_COVERED",
        "CHEN_1997, 51, 1, 130, OUTSIDE",
    })
    void holdsOneTrainAgainstItsCell(
            TrainTable table, int pulses, double hz, double percent, TrainVerdict.Kind expected) {
        assertThat(table.train(pulses, Math.round(1e9 / hz), percent))
                .extracting(TrainVerdict::kind)
                .isEqualTo(expected);
    }

    @Test
    void namesTheCell() {
        assertThat(CHEN_1997.judge(train(40, 10), every(30 * SECOND, 3000), 115).reason())
                .isEqualTo("40 pulses at 10.00 Hz (4.000 s), 115.0 % RMT, against 3.2/32 at 10 Hz, 120 % (chen-1997)");
    }

    @Test
    void takesSinglePulsesBelowTwoSecondsForATrainOfTheWholeSession() {
        assertThat(kind(ROSSI_2009, PulsePattern.SINGLE, 1.999, 180, 120)).isEqualTo(INSIDE);
        assertThat(kind(ROSSI_2009, PulsePattern.SINGLE, 1.999, 181, 120)).isEqualTo(NOT_COVERED);
        assertThat(kind(ROSSI_2009, PulsePattern.SINGLE, 1, 1500, 110)).isEqualTo(INSIDE);
        assertThat(kind(CHEN_1997, PulsePattern.SINGLE, 1, 271, 110)).isEqualTo(NOT_COVERED);
        assertThat(kind(ROSSI_2009, PulsePattern.SINGLE, 1.5, 10, 80)).isEqualTo(NOT_COVERED);
        // faster than 1 Hz: the next row
        assertThat(kind(ROSSI_2009, PulsePattern.SINGLE, 0.5, 21, 110)).isEqualTo(NOT_COVERED);
        // slow pulses of a pattern are single pulses, too
        assertThat(kind(ROSSI_2009, train(10, 0.5), 20.1, 1500, 120)).isEqualTo(INSIDE);
        assertThat(kind(ROSSI_2009, train(10, 1), 11, 1500, 120)).isEqualTo(NOT_COVERED);
    }

    @ParameterizedTest
    @CsvSource({
        // pause between trains in s, percent, verdict
        "5, 120, INSIDE",
        "4.999, 120, NOT_COVERED",
        "1.001, 100, NOT_COVERED",
        "1, 90, OUTSIDE",
        "0.25, 110, OUTSIDE",
        "30, 121, NOT_COVERED",
        "1, 121, OUTSIDE",
    })
    void judgesThePauseBetweenTrains(double pause, double percent, TrainVerdict.Kind expected) {
        PulsePattern train = new PulsePattern(10, 50 * MILLI, true);
        assertThat(kind(ROSSI_2009, train, pause + train.durationNanos() / 1e9, 1000, percent))
                .isEqualTo(expected);
    }

    @Test
    void takesThePauseThatLatePulsesLeave() {
        PulsePattern train = train(10, 20);
        double apart = 5 + train.durationNanos() / 1e9;
        double late = 9 * 0.002;
        assertThat(kind(ROSSI_2009, train, apart + late, 1000, 110)).isEqualTo(INSIDE);
        assertThat(kind(ROSSI_2009, train, apart + late - 0.001, 1000, 110)).isEqualTo(NOT_COVERED);
    }

    @Test
    void knowsNoPauseAboveTwentyHertzButOneTrain() {
        assertThat(kind(ROSSI_2009, train(10, 25), 60, 1000, 100)).isEqualTo(NOT_COVERED);
        assertThat(kind(ROSSI_2009, train(10, 25), 60, 19, 100)).isEqualTo(INSIDE);
    }

    @Test
    void takesALimitThatKeepsTrainsNotApartForThePulseGap() {
        // The onset interval is shorter than the train: only the gap between pulses keeps two trains apart.
        assertThat(kind(ROSSI_2009, train(40, 10), 2, 3000, 110)).isEqualTo(OUTSIDE);
    }

    @Test
    void goesNoFurtherThanItsLastColumn() {
        assertThat(kind(ROSSI_2009, PulsePattern.SINGLE, 10, 10, 130.1)).isEqualTo(NOT_COVERED);
        assertThat(kind(ROSSI_2009, PulsePattern.SINGLE, 10, 10, Double.NaN)).isEqualTo(NOT_COVERED);
    }

    /** Trains proper, above 1 Hz: fewer pulses, less intensity, a longer pause or the stricter table: none makes a train worse. */
    @RepeatedTest(300)
    void isNeverStricterForLess(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            int pulses = 2 + random.nextInt(60);
            PulsePattern pattern = new PulsePattern(pulses, (20 + random.nextInt(980)) * MILLI, false);
            long onset = (100 + random.nextInt(60_000)) * MILLI;
            double percent = 91 + random.nextInt(40);
            TrainTable table = TrainTable.values()[random.nextInt(2)];
            String what = "seed " + seed + ": " + table + ' ' + pattern + ' ' + onset + ' ' + percent;
            if (!table.judge(pattern, every(onset, 1500), percent).inside()) {
                continue;
            }
            PulsePattern shorter = new PulsePattern(pulses - 1, pattern.gapNanos(), false);
            assertThat(table.judge(shorter, every(onset, 1500), percent).inside())
                    .as(what)
                    .isTrue();
            assertThat(table.judge(pattern, every(onset, 1500), percent - 1).inside())
                    .as(what)
                    .isTrue();
            assertThat(table.judge(pattern, every(onset + MILLI, 1500), percent).inside())
                    .as(what)
                    .isTrue();
            assertThat(table.judge(pattern, every(onset, 1499), percent).inside())
                    .as(what)
                    .isTrue();
            assertThat(ROSSI_2009.judge(pattern, every(onset, 1500), percent).inside())
                    .as(what)
                    .isTrue();
        }
    }
}
