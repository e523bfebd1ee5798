package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.phasor.stimulator.Bench.SECOND;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is counted, and from when. */
@Timeout(20)
class PulseBookTest {

    private final PulseBook book = new PulseBook(4);

    @Test
    void beginsEmpty() {
        assertThat(book.isEmpty()).isTrue();
        assertThat(book.pulses()).isZero();
        assertThat(book.onsets()).isZero();
        assertThat(book.inLastMinute(0)).isZero();
    }

    @Test
    void countsOnsetsAndPulses() {
        book.book(10, true, 1, 0);
        book.book(20, false, 1, 0);
        assertThat(book.isEmpty()).isFalse();
        assertThat(book.pulses()).isEqualTo(2);
        assertThat(book.onsets()).isEqualTo(1);
        assertThat(book.sinceOnsetNanos(100)).isEqualTo(90);
        assertThat(book.sincePulseNanos(100)).isEqualTo(80);
    }

    @Test
    void countsThePulsesOfTheLastMinuteAlsoWhenItIsFull() {
        for (int i = 0; i < 6; i++) {
            book.book(i * SECOND, true, 1, 0);
        }
        assertThat(book.inLastMinute(5 * SECOND)).isEqualTo(4);
        assertThat(book.inLastMinute(62 * SECOND - 1)).isEqualTo(4);
        assertThat(book.inLastMinute(62 * SECOND)).isEqualTo(3);
        assertThat(book.inLastMinute(65 * SECOND - 1)).isEqualTo(1);
        assertThat(book.inLastMinute(65 * SECOND)).isZero();
        assertThat(book.inLastMinute(-3600 * SECOND)).isEqualTo(4);
        assertThat(book.pulses()).isEqualTo(6);
    }

    @Test
    void movesAPulseToWhenItsCallReturned() {
        book.book(10, true, 1, 0);
        book.returned(15, true);
        assertThat(book.sinceOnsetNanos(20)).isEqualTo(5);
        assertThat(book.sincePulseNanos(20)).isEqualTo(5);
        book.book(30, false, 1, 0);
        book.returned(36, false);
        assertThat(book.sinceOnsetNanos(40)).as("the onset's stays").isEqualTo(25);
        assertThat(book.sincePulseNanos(40)).isEqualTo(4);
    }

    @Test
    void movesNoPulseBack() {
        book.book(10, true, 1, 0);
        book.returned(10, true);
        book.returned(5, true);
        assertThat(book.sinceOnsetNanos(20)).isEqualTo(10);
        assertThat(book.sincePulseNanos(20)).isEqualTo(10);
    }

    @Test
    void booksAPatternThatTheDeviceTimesWholeAndMovesIt() {
        book.book(0, true, 1, 0);
        book.book(SECOND, true, 3, 10 * SECOND);
        assertThat(book.sincePulseNanos(SECOND)).isEqualTo(-20 * SECOND);
        book.returned(2 * SECOND, true);
        assertThat(book.sincePulseNanos(2 * SECOND)).isEqualTo(-20 * SECOND);
        assertThat(book.sinceOnsetNanos(2 * SECOND)).isZero();
        assertThat(book.pulses()).isEqualTo(4);
        assertThat(book.onsets()).isEqualTo(2);
        assertThat(book.inLastMinute(60 * SECOND))
                .as("the first is left behind, and not moved")
                .isEqualTo(3);
        assertThat(book.inLastMinute(62 * SECOND - 1)).isEqualTo(3);
        assertThat(book.inLastMinute(62 * SECOND)).isEqualTo(2);
        assertThat(book.inLastMinute(72 * SECOND)).isEqualTo(1);
    }
}
