package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.dsp.Signals;
import org.phasor.dsp.filter.FirBandPass;
import org.phasor.dsp.filter.ZeroPhase;

@Timeout(20)
class TwoPassWindowTest {

    private static final double[] TAPS = FirBandPass.hamming(65, 8, 13, 250);

    @ParameterizedTest
    @CsvSource({
        "192, 750, 64",
        "34, 128, 16",
        "65, 200, 0",
        "164, 500, 0",
        "6, 128, 16",
        "1, 20, 3",
        "18, 21, 2",
        "300, 1000, 50"
    })
    void equalsAZeroPhaseFilterOfTheWindowWhereverItEnds(int order, int length, int edge) {
        double[] taps = FirBandPass.hamming(Math.max(3, order + 1), 8, 13, 250);
        Random random = new Random(order);
        double[] x = Signals.tone(10, 250)
                .amplitude(20)
                .offset(300)
                .noise(5)
                .seed(order)
                .samples(11 * length);
        TwoPassWindow window = new TwoPassWindow(taps, length, edge);
        double[] filtered = new double[window.filteredLength()];
        int compared = 0;
        for (int i = 0; i < x.length; i++) {
            window.add(x[i]);
            assertThat(window.isFull()).isEqualTo(i + 1 >= length);
            if (window.isFull() && (random.nextInt(length) < 12 || i == x.length - 1)) {
                window.filter(filtered);
                assertClose(filtered, expected(taps, Arrays.copyOfRange(x, i + 1 - length, i + 1), edge), 1e-11);
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    @Test
    void startsAsNewAfterClearing() {
        double[] x = Signals.tone(10, 250).noise(5).seed(3).samples(2000);
        TwoPassWindow used = new TwoPassWindow(TAPS, 300, 10);
        TwoPassWindow fresh = new TwoPassWindow(TAPS, 300, 10);
        for (double value : x) {
            used.add(1000 * value);
        }
        used.clear();
        assertThat(used.isFull()).isFalse();
        double[] a = new double[280];
        double[] b = new double[280];
        for (double value : x) {
            used.add(value);
            fresh.add(value);
            assertThat(used.isFull()).isEqualTo(fresh.isFull());
            if (used.isFull()) {
                used.filter(a);
                fresh.filter(b);
                assertThat(Arrays.equals(a, b)).isTrue();
            }
        }
    }

    /** A pulse of 10 mV has just left: what it added to the sums is taken off them again, to within their rounding. */
    @Test
    void forgetsWhatWasMuchLarger() {
        double[] x = Signals.tone(10, 250).amplitude(1).noise(0.5).seed(5).samples(400);
        x[99] = 1e4;
        TwoPassWindow window = new TwoPassWindow(TAPS, 300, 10);
        for (double value : x) {
            window.add(value);
        }
        double[] filtered = new double[280];
        window.filter(filtered);
        assertClose(filtered, expected(TAPS, Arrays.copyOfRange(x, 100, 400), 10), 1e-11);
    }

    @Test
    void knowsAConstantWindow() {
        TwoPassWindow window = new TwoPassWindow(TAPS, 300, 10);
        window.add(4);
        for (int i = 1; i <= 2000; i++) {
            window.add(5);
            assertThat(window.isConstant()).as("after %d equal values", i).isEqualTo(i >= 300);
        }
        window.add(4);
        assertThat(window.isConstant()).isFalse();
        window.clear();
        assertThat(window.isConstant()).isFalse();
    }

    @Test
    void refusesAWindowThatTheFilterOutreaches() {
        assertThat(new TwoPassWindow(TAPS, 74, 10).filteredLength()).isEqualTo(54);
        assertThatThrownBy(() -> new TwoPassWindow(TAPS, 73, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("window of 73 samples with edges of 10: must be >= 74 for a filter of order 64");
    }

    private static double[] expected(double[] taps, double[] window, int edge) {
        double mean = Arrays.stream(window).average().orElseThrow();
        double[] x = Arrays.stream(window).map(v -> v - mean).toArray();
        double[] y = ZeroPhase.filter(taps, x, Math.min(3 * taps.length, x.length - 1));
        return Arrays.copyOfRange(y, edge, y.length - edge);
    }

    private static void assertClose(double[] actual, double[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("output %d", i).isCloseTo(expected[i], within(tolerance));
        }
    }
}
