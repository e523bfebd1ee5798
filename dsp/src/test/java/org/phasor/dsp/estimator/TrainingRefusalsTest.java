package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.dsp.Signals;
import org.phasor.dsp.TrainingSignal;

/** What "wiener" and "sspe" do not learn from, in one line each. */
@Timeout(20)
class TrainingRefusalsTest {

    private final double[] tone = Signals.tone(10, 250).noise(2).seed(5).samples(20 * 250);

    @ParameterizedTest
    @ValueSource(strings = {"wiener", "sspe"})
    void tooShort(String estimator) {
        assertRefused(
                estimator,
                TrainingSignals.of(Arrays.copyOf(tone, 9 * 250), 250, 10),
                "training signal of 9.0 s: must be >= 10.0 s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wiener", "sspe"})
    void constant(String estimator) {
        double[] flat = new double[tone.length];
        Arrays.fill(flat, 0.1);
        assertRefused(estimator, TrainingSignals.of(flat, 250, 10), "training signal is constant: must change");
        flat[0] = Double.NaN;
        assertRefused(
                estimator,
                TrainingSignals.faulty(TrainingSignals.of(tone, 250, 10), 0, tone.length, 3, false),
                "training signal is constant: must change");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wiener", "sspe"})
    void tooFaulty(String estimator) {
        TrainingSignal signal = TrainingSignals.of(tone, 250, 10);
        assertRefused(
                estimator, TrainingSignals.faulty(signal, 0, tone.length, 0, true), "training signal of 0.0 s without");
        assertRefused(estimator, TrainingSignals.faulty(signal, 0, tone.length - 1000, 0, true), "must be >= 5.0 s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wiener", "sspe"})
    void bandAndRateThatCannotBe(String estimator) {
        assertRefused(
                estimator,
                TrainingSignals.of(tone, 250, 61),
                "band-hz = 58.5 to 63.5: must be 0 < low < high < 62.5 Hz, half the rate after decimation");
        assertRefused(estimator, TrainingSignals.of(tone, 250, 2), "band-hz = -0.5 to 4.5: must be 0 < low");
        assertRefused(estimator, TrainingSignals.of(tone, Double.NaN, 10), "rate = NaN Hz: must be > 0");
        boolean[] clean = new boolean[tone.length];
        Arrays.fill(clean, true);
        assertRefused(
                estimator,
                new TrainingSignal(tone, tone, clean, 250, 14.5, 8, 13),
                "peak-hz = 14.5: must be in the band, 8.0 to 13.0 Hz");
        assertRefused(
                estimator,
                new TrainingSignal(tone, tone, clean, 250, 10, 13, 8),
                "band-hz = 13.0 to 8.0: must be 0 < low < high < 62.5 Hz");
    }

    @ParameterizedTest
    @ValueSource(strings = "wiener")
    void bandSlowerThanItsWindow(String estimator) {
        boolean[] clean = new boolean[tone.length];
        Arrays.fill(clean, true);
        assertRefused(
                estimator,
                new TrainingSignal(tone, tone, clean, 250, 5, 1, 9),
                "band-hz = 1.0 ...: must be >= 1.6666666666666667 Hz, one cycle in the window of 0.6 s");
    }

    @ParameterizedTest
    @ValueSource(strings = "sspe")
    void noRhythmNearThePeak(String estimator) {
        double[] ramp = new double[60 * 125];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i;
        }
        assertRefused(
                estimator, TrainingSignals.of(ramp, 125, 10), "training signal has no rhythm near the peak of 10.0 Hz");
    }

    private static void assertRefused(String estimator, TrainingSignal signal, String start) {
        assertThatThrownBy(() -> PhaseEstimators.train(estimator, signal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(start)
                .message()
                .doesNotContain("\n");
    }
}
