package org.phasor.dsp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Forwards and backwards against scipy 1.17. */
class ZeroPhaseTest {

    private static final double[] TAPS = {0.1, 0.2, 0.4, 0.2, 0.3};

    /** {@code i = np.arange(40); x = np.cos(2*np.pi*10.5*i/100)*(1+.05*i)+3+.2*i+(i*i%7)*.1} */
    private static double[] signal() {
        double[] x = new double[40];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.cos(2 * Math.PI * 10.5 * i / 100) * (1 + 0.05 * i) + 3 + 0.2 * i + i * i % 7 * 0.1;
        }
        return x;
    }

    @Test
    void equalsScipysSosfiltfilt() {
        // sg.sosfiltfilt(sg.butter(2, [8, 13], 'bandpass', fs=100, output='sos'), x, padlen=25)[[0, 1, 20, 38, 39]]
        double[] y = ZeroPhase.filter(Butterworth.bandPass(2, 8, 13, 100), signal(), 25);
        assertAt(
                y,
                -0.07108409868646465,
                -0.030242033688881675,
                1.8554973235043892,
                0.713845657941023,
                -0.05759948679276766);
    }

    @Test
    void equalsScipysFiltfilt() {
        // sg.filtfilt([.1, .2, .4, .2, .3], [1.0], x, padlen=15)[[0, 1, 20, 38, 39]], then padlen=0
        assertAt(
                ZeroPhase.filter(TAPS, signal(), 15),
                5.760000000000001,
                5.569116040284612,
                11.425112889775402,
                18.309577520978287,
                19.353438279518336);
        assertAt(
                ZeroPhase.filter(TAPS, signal(), 0),
                5.7217461918749635,
                5.581231700727116,
                11.425112889775402,
                16.68062383626863,
                16.858034718193196);
    }

    @Test
    void leavesItsInputAlone() {
        double[] x = signal();
        ZeroPhase.filter(TAPS, x, 15);
        ZeroPhase.filter(Butterworth.bandPass(2, 8, 13, 100), x, 15);
        assertThat(x).containsExactly(signal());
    }

    @Test
    void filtersLongSignalsInBlocksWithoutSeams() {
        double[] x = new double[5000];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.sin(i * 0.05) + i % 17;
        }
        double[] y = ZeroPhase.filter(TAPS, x, 20);
        double[] both = new double[9];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                both[i - j + 4] += TAPS[i] * TAPS[j];
            }
        }
        for (int n = 4; n < x.length - 4; n++) {
            double sum = 0;
            for (int lag = -4; lag <= 4; lag++) {
                sum += both[lag + 4] * x[n - lag];
            }
            assertThat(y[n]).isCloseTo(sum, within(1e-11));
        }
    }

    @Test
    void refusesMorePaddingThanSignal() {
        assertThatThrownBy(() -> ZeroPhase.filter(TAPS, new double[10], 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("padding = 10: must be >= 0 and less than the 10 samples");
        assertThatThrownBy(() -> ZeroPhase.filter(TAPS, new double[0], 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertAt(double[] y, double at0, double at1, double at20, double at38, double at39) {
        assertThat(y).hasSize(40);
        assertThat(new double[] {y[0], y[1], y[20], y[38], y[39]})
                .containsExactly(new double[] {at0, at1, at20, at38, at39}, within(1e-11));
    }
}
