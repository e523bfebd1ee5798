package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.dsp.Signals;

class BoxcarPhasesTest {

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 7", "8, 25", "10, 1"})
    void holdTheMeansThatEndAtTheNewestSample(int factor, int length) {
        double[] x = Signals.tone(10, 1000).noise(3).seed(8).samples(5 * factor * length + 3);
        BoxcarPhases phases = new BoxcarPhases(factor, length);
        for (int n = 0; n < x.length; n++) {
            phases.add(x[n]);
            if (n >= factor * length - 1) {
                assertWindow(phases, x, n, factor, length);
            }
        }
    }

    @Test
    void beginAnewAfterARestart() {
        double[] x = Signals.tone(10, 1000).noise(3).seed(8).samples(100);
        BoxcarPhases phases = new BoxcarPhases(4, 10);
        for (int n = 0; n < 57; n++) {
            phases.add(1e6);
        }
        phases.restart();
        for (int n = 0; n < x.length; n++) {
            phases.add(x[n]);
            if (n >= 39) {
                assertWindow(phases, x, n, 4, 10);
            }
        }
    }

    private static void assertWindow(BoxcarPhases phases, double[] x, int newest, int factor, int length) {
        for (int j = 0; j < length; j++) {
            double mean = 0;
            for (int i = 0; i < factor; i++) {
                mean += x[newest - j * factor - i] / factor;
            }
            assertThat(phases.values()[phases.end() - 1 - j])
                    .as("sample %d, %d means back", newest, j)
                    .isCloseTo(mean, within(1e-12));
        }
    }
}
