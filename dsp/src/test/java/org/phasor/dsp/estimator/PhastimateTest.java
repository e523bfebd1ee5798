package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.dsp.CircularStatistics;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.Signal;
import org.phasor.dsp.Signals;

@Timeout(20)
class PhastimateTest {

    private static final PhastimateSettings MU =
            PhastimateSettings.of2020(PhastimateSettingsTest.settings(8, 13, 10.5, null), 1000);

    @ParameterizedTest
    @ValueSource(doubles = {128, 250, 512, 1250, 2048, 5000})
    void errsLittleOnAToneInNoiseAtAnyRate(double rateHz) {
        Signals tone = Signals.tone(10.2, rateHz).amplitude(10).noise(3).seed(12);
        double[] x = tone.samples((int) (8 * rateHz));
        Phastimate estimator = new Phastimate(
                PhastimateSettings.of2020(PhastimateSettingsTest.settings(8, 13, 10.5, null), rateHz), rateHz, 0);
        PhaseEstimate out = new PhaseEstimate();
        Signal signal = new Signal();
        int every = (int) (0.013 * rateHz);
        double[] errors = new double[x.length];
        Arrays.fill(errors, Double.NaN);
        for (int i = 0; i < x.length; i++) {
            signal.microvolts = x[i];
            estimator.take(signal);
            if (i % every == 0) {
                estimator.estimate(out);
                errors[i] = out.phaseRad - tone.phaseRadAt(i);
            }
        }
        CircularStatistics statistics = CircularStatistics.of(errors);
        assertThat(statistics.n()).isGreaterThan(500);
        assertThat(statistics.plv()).isGreaterThan(0.97);
        assertThat(statistics.biasRad()).isCloseTo(0, within(0.1));
    }

    @Test
    void runsAtThePeaksFrequencyBeyondHalfOfWhatIsForecast() {
        double[] x = Signals.tone(10.2, 1000).noise(3).seed(8).samples(1234);
        double last = last(MU, 0.032, x).phaseRad;
        for (double seconds : new double[] {0.0321, 0.05, 0.1, 1}) {
            double expected = last + 2 * Math.PI * 10.5 * (seconds - 0.032);
            assertThat(Phase.wrap(last(MU, seconds, x).phaseRad - expected)).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void runsLinearlyBetweenSamples() {
        double[] x = Signals.tone(10.2, 1000).noise(3).seed(9).samples(1234);
        double before = last(MU, 0.004, x).phaseRad;
        double step = Phase.wrap(last(MU, 0.005, x).phaseRad - before);
        assertThat(Phase.wrap(last(MU, 0.00425, x).phaseRad - before)).isCloseTo(step / 4, within(1e-9));
        assertThat(step).isBetween(0.02, 0.12);
    }

    @Test
    void isInvalidOnAConstantAndOnOverflow() {
        double[] x = Signals.tone(10.2, 1000).amplitude(50).noise(3).seed(10).samples(3000);
        for (double constant : new double[] {0, 5.1, -3e4}) {
            Arrays.fill(x, 2000, 3000, constant);
            assertThat(last(MU, 0, x).valid).as("constant %s", constant).isFalse();
        }
        PhaseEstimate estimate =
                last(MU, 0, Signals.tone(10.2, 1000).amplitude(1e300).samples(3000));
        assertThat(estimate.valid).isFalse();
        assertThat(estimate.phaseRad).isNaN();
    }

    @Test
    void refusesALookAheadThatCannotBe() {
        for (double seconds : new double[] {-0.001, Double.NaN, 1.5}) {
            assertThatThrownBy(() -> new Phastimate(MU, 1000, seconds))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("look-ahead = " + seconds + " s: must be 0 to 1 s");
        }
    }

    private static PhaseEstimate last(PhastimateSettings settings, double lookAheadSeconds, double[] x) {
        Phastimate estimator = new Phastimate(settings, 1000, lookAheadSeconds);
        PhaseEstimate out = new PhaseEstimate();
        Signal signal = new Signal();
        for (double value : x) {
            signal.microvolts = value;
            estimator.take(signal);
        }
        estimator.estimate(out);
        return out;
    }
}
