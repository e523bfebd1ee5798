package org.phasor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TraceColumnsTest {

    private static final double MS = 1e6;

    /** Columns of 10 ms, samples each millisecond. */
    private final TraceColumns columns = new TraceColumns(100, 10 * MS, 1000);

    @Test
    void spansAreTheLowestAndHighestOfTheirSamples() {
        for (int ms = 0; ms < 20; ms++) {
            columns.add(Math.round(ms * MS), ms == 13 ? 50 : ms == 17 ? -50 : 0, false, true);
        }
        assertThat(columns.low(0)).isZero();
        assertThat(columns.high(0)).isZero();
        assertThat(columns.low(1)).isEqualTo(-50);
        assertThat(columns.high(1)).isEqualTo(50);
        assertThat(columns.newest()).isEqualTo(1);
    }

    @Test
    void neighboursMeetHoweverSteepTheSignal() {
        long seed = 4;
        SplittableRandom random = new SplittableRandom(seed);
        for (double rateHz : new double[] {30, 99, 1000, 7000}) {
            TraceColumns c = new TraceColumns(5000, 10 * MS, rateHz);
            for (int n = 0; n < 4 * rateHz; n++) {
                c.add(Math.round(n * 1e9 / rateHz), random.nextDouble(-1000, 1000), false, true);
            }
            for (long i = 1; i <= c.newest(); i++) {
                assertThat(c.has(i))
                        .as("rate %s column %s seed %s", rateHz, i, seed)
                        .isTrue();
                assertThat(c.low(i) <= c.high(i - 1) && c.high(i) >= c.low(i - 1))
                        .as("rate %s column %s seed %s", rateHz, i, seed)
                        .isTrue();
            }
        }
    }

    @Test
    void theLineIsBrokenWhereSamplesAreMissing() {
        columns.add(0, 1, false, true);
        columns.add(Math.round(300 * MS), 2, true, true);
        assertThat(columns.has(0)).isTrue();
        assertThat(columns.has(15)).isFalse();
        assertThat(columns.has(30)).isTrue();
        // A leap without a word from the source is a gap as well.
        columns.add(Math.round(400 * MS), 2, false, true);
        assertThat(columns.has(35)).isFalse();
        // A sample without a value is a gap, and is sampled.
        columns.add(Math.round(410 * MS), Double.NaN, false, true);
        assertThat(columns.has(41)).isFalse();
        assertThat(columns.wasSampled(41)).isTrue();
    }

    @Test
    void oldColumnsAreForgottenAndNeverComeBack() {
        for (int n = 0; n < 250; n++) {
            columns.add(Math.round(n * 1 * MS), 3, false, true);
        }
        long far = Math.round(1e6 * 10 * MS);
        columns.add(far, 8, false, true);
        assertThat(columns.newest()).isEqualTo(1_000_000);
        for (long c = 1_000_000 - 99; c < 1_000_000; c++) {
            assertThat(columns.has(c)).isFalse();
        }
        columns.add(0, 5, false, true);
        assertThat(columns.newest()).isEqualTo(1_000_000);
        assertThat(columns.has(0)).isFalse();
    }

    @Test
    void remembersWhereThereWasNoEstimate() {
        for (int ms = 0; ms < 30; ms++) {
            columns.add(Math.round(ms * MS), 0, false, ms >= 10 && ms < 20);
        }
        assertThat(columns.estimated(0)).isFalse();
        assertThat(columns.estimated(1)).isTrue();
        assertThat(columns.estimated(2)).isFalse();
    }
}
