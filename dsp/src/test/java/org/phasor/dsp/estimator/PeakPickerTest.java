package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against scipy 1.17. */
class PeakPickerTest {

    /** sg.find_peaks(x, distance=d)[0] of the x of {@link #signal()}. */
    @ParameterizedTest
    @CsvSource({
        "1, 4 7 9 13 17 21 27 32 38 41 44 47 50 52 55",
        "2, 4 7 9 13 17 21 27 32 38 41 44 47 50 52 55",
        "4, 7 13 17 21 27 32 41 47 52",
        "7, 7 21 32 41 52",
        "13, 7 21 38 52",
        "25, 21 52",
        "60, 52"
    })
    void equalsScipysFindPeaks(int distance, String expected) {
        assertThat(peaks(signal(), distance)).isEqualTo(expected);
    }

    @Test
    void findsNoneWhereThereIsNone() {
        assertThat(peaks(new double[] {}, 1)).isEmpty();
        assertThat(peaks(new double[] {1, 2}, 1)).isEmpty();
        assertThat(peaks(new double[] {3, 3, 3, 3}, 1)).isEmpty();
        assertThat(peaks(new double[] {1, 2, 3, 3}, 1)).isEmpty();
        assertThat(peaks(new double[] {3, 2, 1}, 1)).isEmpty();
    }

    @Test
    void findsEveryOtherValueOfAZigzag() {
        assertThat(peaks(new double[] {0, 1, 0, 1, 0, 1, 0}, 1)).isEqualTo("1 3 5");
    }

    @Test
    void keepsTheLaterOfTwoEquallyHigh() {
        assertThat(peaks(new double[] {0, 1, 0, 1, 0}, 3)).isEqualTo("3");
    }

    /** Plateaus of 4, 3, 2 and (at the ends, where they are no peaks) 2 and 3 values. */
    private static double[] signal() {
        double[] x = new double[60];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i * i % 17 + i * 7 % 5) / 2.0 + i / 128.0;
        }
        set(x, 20, 24, 30);
        set(x, 40, 43, 31);
        set(x, 57, 60, 40);
        set(x, 0, 2, 50);
        set(x, 50, 51, 35);
        set(x, 51, 52, 1);
        set(x, 52, 53, 36);
        set(x, 30, 32, 9);
        set(x, 32, 34, 9.5);
        return x;
    }

    private static void set(double[] x, int from, int to, double value) {
        Arrays.fill(x, from, to, value);
    }

    private static String peaks(double[] x, int distance) {
        PeakPicker picker = new PeakPicker(x.length);
        int count = picker.find(x, x.length, distance);
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < count; i++) {
            found.append(i == 0 ? "" : " ").append(picker.at(i));
        }
        return found.toString();
    }
}
