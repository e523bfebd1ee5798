package org.phasor.dsp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class NotchTest {

    /** {@code scipy.signal.iirnotch(50, 25, fs=1000)} and {@code iirnotch(60, 20, fs=256)}. */
    @Test
    void equalsScipy() {
        assertThat(Notch.of(50, 2, 1000).section(0))
                .containsExactly(
                        new double[] {
                            0.9937559649536571,
                            -1.8902361721527077,
                            0.9937559649536571,
                            1.0,
                            -1.8902361721527077,
                            0.9875119299073143
                        },
                        within(1e-15));
        assertThat(Notch.of(60, 3, 256).section(0))
                .containsExactly(
                        new double[] {
                            0.9644762366851838,
                            -0.18907040527139665,
                            0.9644762366851838,
                            1.0,
                            -0.18907040527139665,
                            0.9289524733703676
                        },
                        within(1e-15));
    }

    @Test
    void takesTheCentreAwayAndHalfThePowerAtItsEdges() {
        SecondOrderSections notch = Notch.of(50, 2, 1000);
        assertThat(power(notch, 50)).isCloseTo(0, within(1e-20));
        assertThat(power(notch, 49.01)).isCloseTo(0.5, within(0.02));
        assertThat(power(notch, 51.01)).isCloseTo(0.5, within(0.02));
        assertThat(power(notch, 10)).isCloseTo(1, within(1e-3));
    }

    @Test
    void refusesWhatNoNotchCanBe() {
        assertThatThrownBy(() -> Notch.of(60, 2, 120))
                .hasMessage("notch at 60.0 Hz: must be > 0 and < 60.0 Hz, half the rate");
        assertThatThrownBy(() -> Notch.of(50, 0, 1000))
                .hasMessage("notch width = 0.0 Hz: must be > 0 and < 50.0 Hz, its centre");
        assertThatThrownBy(() -> Notch.of(Double.NaN, 2, 1000)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sampleBySampleEqualsTheWholeArray() {
        Random random = new Random(5);
        double[] x = random.doubles(2000, -10, 10).toArray();
        SecondOrderSections filter = Butterworth.bandPass(3, 8, 13, 250);
        RecursiveFilter running = new RecursiveFilter(filter);
        for (int restart = 0; restart < 2; restart++) {
            double[] whole = filter.filter(x, x[0]);
            for (int i = 0; i < x.length; i++) {
                assertThat(running.filter(x[i])).isCloseTo(whole[i], within(1e-12));
            }
            running.restart();
        }
    }

    @Test
    void aConstantIsSettledFromTheFirstValue() {
        RecursiveFilter notch = new RecursiveFilter(Notch.of(50, 2, 1000));
        for (int i = 0; i < 100; i++) {
            assertThat(notch.filter(25_000)).isCloseTo(25_000, within(1e-7));
        }
    }

    private static double power(SecondOrderSections filter, double hz) {
        Complex response = filter.response(hz, 1000);
        return response.re() * response.re() + response.im() * response.im();
    }
}
