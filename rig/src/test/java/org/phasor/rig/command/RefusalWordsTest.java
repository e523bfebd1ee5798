package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;

class RefusalWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VETOED_TOO_SOON | 1234567890 | 2000000000 | too soon: 1.2 s, needs 2 s",
                "VETOED_TOO_SOON | 1999600000 | 2000000000 | too soon: 1.9996 s, needs 2 s",
                "VETOED_TOO_SOON | 1999999999 | 2000000000 | too soon: 1.999999999 s, needs 2 s",
                "VETOED_TOO_SOON | 12000000 | 100000000 | too soon: 12 ms, needs 100 ms",
                "VETOED_PULSE_GAP | 9950000 | 10000000 | pulse gap: 9.95 ms, needs 10 ms",
                "VETOED_LATE | 2040000 | 2000000 | late: 2.04 ms, at most 2 ms",
                "VETOED_LATE | 5250000 | 0 | late: 5.3 ms, at most 0 ms",
                "VETOED_STALE | 134000000 | 100000000 | stale: 134 ms old, at most 100 ms",
                "VETOED_STALE | -134000000 | 100000000 | stale: 134 ms ahead of the clock, at most 100 ms",
                "VETOED_GAP | 35500000 | 20000000 | gap: 35.5 ms, at most 20 ms",
                "VETOED_NO_OPERATOR | 61000000000 | 60000000000 "
                        + "| no operator: nobody confirmed for 61 s, at most 60 s",
                "VETOED_MINUTE_LIMIT | 61 | 60 | minute limit: 61 pulses in 60 s, at most 60",
                "VETOED_SESSION_LIMIT | 601 | 600 | session limit: 601 pulses, at most 600",
                "VETOED_PATTERN | 60 | 50 | pattern: 60 pulses, at most 50",
                "VETOED_DAY_LIMIT | 31 | 30 | day limit: pulse 31 of the session, 30 granted",
                "VETOED_NOT_RESERVED | 1 | 0 | not reserved: pulse 1 of the session, 0 granted",
                "VETOED_DEVICE_BUSY | 0 | 0 | device busy",
                "CANCELLED_SIGNAL | 0 | 0 | cancelled: signal",
                "VETOED_TOO_SOON | 0 | 0 | too soon"
            })
    void saysWhatTheRuleFoundWithUnits(Outcome outcome, long measured, long bound, String words) {
        Delivery delivery = new Delivery();
        delivery.outcome = outcome;
        delivery.measured = measured;
        delivery.bound = bound;
        assertThat(RefusalWords.of(delivery)).isEqualTo(words);
    }

    @Test
    void saysFromWhichPulseOfItsPatternOn() {
        assertThat(RefusalWords.of(Outcome.VETOED_HOLD, 2, 0, 0)).isEqualTo("hold (from pulse 3 of its pattern on)");
    }

    @Test
    void everyOutcomeHasWordsOfItsOwn() {
        Set<String> words = new HashSet<>();
        for (Outcome outcome : Outcome.values()) {
            assertThat(RefusalWords.words(outcome)).matches("[a-z]+:?( [a-z]+)*");
            words.add(RefusalWords.words(outcome));
            boolean figures = !RefusalWords.of(outcome, 0, 3, 2).equals(RefusalWords.words(outcome));
            assertThat(figures).as(outcome.name()).isEqualTo(outcome.figure() != Outcome.Figure.NONE);
        }
        // "stopped" before and "cancelled: stopped" after it was kept are two things.
        assertThat(words).hasSize(Outcome.values().length);
    }
}
