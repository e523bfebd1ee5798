package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.Signals;
import org.phasor.dsp.TrainingSignal;

/** The estimators ar-extend and ar-extend-trained. */
@Timeout(60)
class AutoregressiveExtensionTest {

    @ParameterizedTest
    @CsvSource({"600, 1300, 0.0", "250, 2000, 0.02", "1000, 700, 0.0"})
    void trainedEqualsForecastThenFilter(double rateHz, double windowMs, double lookAheadSeconds) {
        TrainingSignal training = training(rateHz, rhythm(rateHz, 60), allClean(rateHz, 60));
        double[] coefficients =
                PhaseEstimators.train("ar-extend-trained", training).get("coefficients");
        SignalSettings settings = settings("ar-extend-trained", OptionalDouble.of(windowMs), training, coefficients);
        PhaseEstimator estimator = PhaseEstimators.create(settings, rateHz, lookAheadSeconds);
        double[] x = Signals.tone(9.5, rateHz).noise(6).offset(40).seed(12).samples((int) (3 * rateHz));
        Signal signal = new Signal();
        PhaseEstimate out = new PhaseEstimate();
        int compared = 0;
        for (int n = 0; n < x.length; n++) {
            signal.microvolts = x[n];
            estimator.estimate(signal, out);
            if (out.valid && n % 17 == 0) {
                double[] z = forecastThenFilter(x, n, rateHz, windowMs, lookAheadSeconds, coefficients);
                assertThat(out.amplitudeMicrovolts * StrictMath.cos(out.phaseRad))
                        .isCloseTo(z[0], within(1e-9));
                assertThat(out.amplitudeMicrovolts * StrictMath.sin(out.phaseRad))
                        .isCloseTo(z[1], within(1e-9));
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    /** As the method is told: means, without their mean, continued step by step, filtered around the newest. */
    private static double[] forecastThenFilter(
            double[] x, int newest, double rateHz, double windowMs, double lookAheadSeconds, double[] coefficients) {
        ForecastSettings settings = ForecastSettings.of(
                settings("ar-extend-trained", OptionalDouble.of(windowMs), null, null), rateHz, coefficients.length);
        int length = settings.length();
        int half = settings.halfKernel();
        double[] e = new double[length + half];
        double mean = 0;
        for (int j = 0; j < length; j++) {
            for (int i = 0; i < settings.factor(); i++) {
                e[length - 1 - j] += x[newest - j * settings.factor() - i] / settings.factor();
            }
            mean += e[length - 1 - j] / length;
        }
        for (int t = 0; t < e.length; t++) {
            if (t < length) {
                e[t] -= mean;
            } else {
                for (int k = 0; k < coefficients.length; k++) {
                    e[t] += coefficients[k] * e[t - 1 - k];
                }
            }
        }
        ForecastKernel kernel = new ForecastKernel(settings, lookAheadSeconds);
        double[] z = new double[2];
        for (int i = 0; i < kernel.re.length; i++) {
            z[0] += kernel.re[i] * e[e.length - kernel.re.length + i];
            z[1] += kernel.im[i] * e[e.length - kernel.re.length + i];
        }
        return z;
    }

    @Test
    void leavesArtefactsOutOfTraining() {
        double[] x = rhythm(500, 120);
        double[] expected = coefficients(500, x, allClean(500, 120));
        double[] spoiled = x.clone();
        boolean[] clean = allClean(500, 120);
        for (int from = 2000; from < 58_000; from += 2500) {
            for (int i = from; i < from + 150; i++) {
                spoiled[i] = i % 7 == 0 ? Double.NaN : 3000;
                clean[i] = false;
            }
        }
        assertThat(coefficients(500, spoiled, clean)).containsExactly(expected, within(0.03));
    }

    @Test
    void refusesTooLittleToLearnFrom() {
        assertThatThrownBy(() -> coefficients(500, rhythm(500, 8), allClean(500, 8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "training signal: 8.0 s without artefacts; estimator \"ar-extend-trained\" needs >= 10.0 s");
        boolean[] inPieces = allClean(500, 60);
        for (int i = 0; i < inPieces.length; i += 200) {
            inPieces[i] = false;
        }
        assertThatThrownBy(() -> coefficients(500, rhythm(500, 60), inPieces))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("training signal: 0.0 s in stretches of 0.48 s or longer without artefacts; estimator"
                        + " \"ar-extend-trained\" needs >= 10.0 s");
        assertThatThrownBy(() -> coefficients(500, new double[5000], allClean(500, 10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("training signal is constant: estimator \"ar-extend-trained\" has nothing to learn from");
    }

    @Test
    void refusesWindowsShorterThanItsKernel() {
        SignalSettings settings = settings("ar-extend", OptionalDouble.of(500), null, null);
        assertThatThrownBy(() -> PhaseEstimators.create(settings, 1000, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("window of 500.0 ms: must be >= 504.0 ms, the kernel's half and twice the model's order");
    }

    @Test
    void refusesPeaksItsKernelCannotTellApart() {
        assertThatThrownBy(() -> PhaseEstimators.create(around(1.9), 1000, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("peak-hz = 1.9 at 1000.0 Hz: must be > 2.0 and < 60.5 Hz, since the signal is decimated to"
                        + " 125.0 Hz and filtered +- 2.0 Hz");
        assertThatThrownBy(() -> PhaseEstimators.create(around(61), 1000, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("peak-hz = 61.0 at 1000.0 Hz: must be > 2.0 and < 60.5 Hz");
    }

    @Test
    void haveNoPhaseWithoutASignal() {
        PhaseEstimator estimator = PhaseEstimators.create(around(10), 250, 0);
        PhaseEstimate out = new PhaseEstimate();
        Signal signal = new Signal();
        for (int n = 0; n < 1000; n++) {
            estimator.estimate(signal, out);
            assertThat(out.valid).isFalse();
        }
    }

    private static double[] rhythm(double rateHz, int seconds) {
        return Signals.tone(10, rateHz).noise(8).seed(31).samples((int) (seconds * rateHz));
    }

    private static boolean[] allClean(double rateHz, int seconds) {
        boolean[] clean = new boolean[(int) (seconds * rateHz)];
        Arrays.fill(clean, true);
        return clean;
    }

    private static TrainingSignal training(double rateHz, double[] x, boolean[] clean) {
        return new TrainingSignal(x, x, clean, rateHz, 10, 8, 12);
    }

    private static double[] coefficients(double rateHz, double[] x, boolean[] clean) {
        return PhaseEstimators.train("ar-extend-trained", training(rateHz, x, clean))
                .get("coefficients");
    }

    private static SignalSettings around(double peakHz) {
        return new SignalSettings(
                "s",
                Map.of("C3", 1.0),
                peakHz - 1,
                peakHz + 1,
                OptionalDouble.of(peakHz),
                "ar-extend",
                OptionalDouble.empty());
    }

    private static SignalSettings settings(
            String estimator, OptionalDouble windowMs, TrainingSignal training, double[] coefficients) {
        SignalSettings settings =
                new SignalSettings("s", Map.of("C3", 1.0), 8, 12, OptionalDouble.of(10), estimator, windowMs);
        return training == null
                ? settings
                : settings.withCalibration(
                        Calibration.trained(training, estimator, Map.of("coefficients", coefficients)));
    }
}
