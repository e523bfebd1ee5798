package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.Signals;
import org.phasor.dsp.TrainingSignal;

@Timeout(60)
class EducatedTemporalPredictionTest {

    private static final double RATE_HZ = 500;

    @Test
    void learnsThePeriodOfTheRhythm() {
        assertThat(period(rhythm(60), allClean(60))).isCloseTo(1 / 10.0, within(0.003));
    }

    @Test
    void leavesArtefactsOutOfTraining() {
        double[] x = rhythm(120);
        double expected = period(x, allClean(120));
        double[] spoiled = x.clone();
        boolean[] clean = allClean(120);
        for (int second = 5; second < 115; second += 4) {
            int from = (int) (second * RATE_HZ);
            for (int i = from; i < from + (int) (0.3 * RATE_HZ); i++) {
                spoiled[i] = i % 7 == 0 ? Double.NaN : 2000 * Math.sin(2 * Math.PI * 8.2 * i / RATE_HZ);
                clean[i] = false;
            }
        }
        assertThat(period(spoiled, clean)).isCloseTo(expected, within(0.0015));
    }

    @Test
    void refusesTooLittleToLearnFrom() {
        assertThatThrownBy(() -> period(rhythm(9), allClean(9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("training signal: 9.0 s without artefacts; estimator \"etp\" needs >= 10.0 s");
        boolean[] firstHalfOnly = allClean(30);
        Arrays.fill(firstHalfOnly, firstHalfOnly.length / 2, firstHalfOnly.length, false);
        assertThatThrownBy(() -> period(rhythm(30), firstHalfOnly))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("training signal: 0 clean windows of 500.0 ms in its second half; estimator \"etp\" needs"
                        + " >= 10 (a minute without artefacts does)");
        boolean[] secondHalfOnly = allClean(30);
        Arrays.fill(secondHalfOnly, 0, secondHalfOnly.length / 2, false);
        assertThatThrownBy(() -> period(rhythm(30), secondHalfOnly))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("training signal: 0 clean intervals between peaks in its first half; estimator \"etp\""
                        + " needs >= 10 (a minute without artefacts does)");
    }

    @Test
    void refusesAConstantSignal() {
        double[] x = new double[(int) (30 * RATE_HZ)];
        Arrays.fill(x, 4.2);
        assertThatThrownBy(() -> period(x, allClean(30)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("training signal is constant: estimator \"etp\" has nothing to learn from");
    }

    @Test
    void refusesBandsItsWindowCannotSee() {
        assertThatThrownBy(() -> make(1.5, 4, 2.5, 0.4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("band-hz = 1.5 ...: must be >= 2.0 Hz: the window of 500.0 ms must hold one cycle");
        assertThatThrownBy(() -> make(10.2, 11.8, 11, 0.09))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("band-hz = 10.2 to 11.8: must hold a multiple of 2.0 Hz, all that a window of 500.0 ms can"
                        + " tell apart");
    }

    @Test
    void refusesAPeriodThatIsNotOfItsBand() {
        assertThatThrownBy(() -> make(8, 12.5, 10, 0.3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "calibration: period-seconds = 0.3 of estimator \"etp\": must be 0.04 to 0.25 s, half a cycle of 12.5 Hz"
                                + " to two of 8.0 Hz");
    }

    @Test
    void hasNoPhaseWithoutASignal() {
        PhaseEstimator estimator = make(8, 12, 10, 0.1);
        PhaseEstimate out = new PhaseEstimate();
        Signal signal = new Signal();
        for (int n = 0; n < 1000; n++) {
            estimator.estimate(signal, out);
            assertThat(out.valid).isFalse();
        }
    }

    private static double[] rhythm(int seconds) {
        return Signals.tone(10, RATE_HZ).noise(5).seed(31).samples((int) (seconds * RATE_HZ));
    }

    private static boolean[] allClean(int seconds) {
        boolean[] clean = new boolean[(int) (seconds * RATE_HZ)];
        Arrays.fill(clean, true);
        return clean;
    }

    private static double period(double[] x, boolean[] clean) {
        return EducatedTemporalPrediction.train(new TrainingSignal(x, x, clean, RATE_HZ, 10, 8, 12))
                .get("period-seconds")[0];
    }

    private static PhaseEstimator make(double lowHz, double highHz, double peakHz, double periodSeconds) {
        Calibration calibration = Calibration.trained(
                new TrainingSignal(new double[0], new double[0], new boolean[0], RATE_HZ, peakHz, lowHz, highHz),
                "etp",
                Map.of("period-seconds", new double[] {periodSeconds}));
        SignalSettings settings = new SignalSettings(
                        "s", Map.of("C3", 1.0), lowHz, highHz, OptionalDouble.of(peakHz), "etp", OptionalDouble.empty())
                .withCalibration(calibration);
        return EducatedTemporalPrediction.of(settings, RATE_HZ, 0, RefreshRunner.INLINE);
    }
}
