package org.phasor.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyticSignalTest {

    @ParameterizedTest
    @CsvSource({
        "40, 9.400757393196107, 3.7672848691485257, -0.38501906947444714, 9.103265829808155",
        "39, 9.018257867993608, 3.3713944797700037, -1.7948617213560916, 8.22445848322259",
        "37, 6.609274633257268, 2.4304569523414865, -2.8598357068425893, 5.435717857135633"
    })
    void equalsScipysHilbertAtEvenOddAndPrimeLengths(int n, double first, double second, double middle, double last) {
        // i = np.arange(n); x = np.cos(2*np.pi*10.5*i/100)*(1+.05*i)+3+.2*i+(i*i%7)*.1; sg.hilbert(x).imag[[0, 1, n//2,
        // -1]]
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = Math.cos(2 * Math.PI * 10.5 * i / 100) * (1 + 0.05 * i) + 3 + 0.2 * i + i * i % 7 * 0.1;
        }
        AnalyticSignal z = AnalyticSignal.of(x);
        assertThat(z.real()).containsExactly(x, within(1e-12));
        assertThat(new double[] {z.imaginary()[0], z.imaginary()[1], z.imaginary()[n / 2], z.imaginary()[n - 1]})
                .containsExactly(new double[] {first, second, middle, last}, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1024, 85_248, 100_003})
    void turnsAPhaseOverWholeCycles(int n) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = StrictMath.cos(2 * Math.PI * 37 * i / n);
        }
        AnalyticSignal z = AnalyticSignal.of(x);
        for (int i = 0; i < n; i++) {
            assertThat(z.imaginary()[i]).isCloseTo(StrictMath.sin(2 * Math.PI * 37 * i / n), within(1e-10));
        }
    }

    @Test
    void ofNothingIsNothing() {
        assertThat(AnalyticSignal.of(new double[0]).imaginary()).isEmpty();
        assertThat(AnalyticSignal.of(new double[] {3}).real()).containsExactly(3);
    }
}
