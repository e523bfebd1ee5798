package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.Signal;
import org.phasor.dsp.Signals;
import org.phasor.dsp.filter.Complex;

class EndpointCorrectedHilbertTest {

    private static final EchtSettings MU = new EchtSettings(1024, 1, 9, 12, 10.5, EchtCalibration.EXACT_AT_PEAK);

    @ParameterizedTest
    @ValueSource(ints = {64, 256, 512, 1024, 2048})
    void agreesBetweenTransformAndTaps(int window) {
        EchtSettings settings = new EchtSettings(window, 2, 8, 13, 10.5, EchtCalibration.EXACT_AT_PEAK);
        PhaseEstimator byFft = new EndpointCorrectedHilbert(settings, 500, 0.01, true);
        PhaseEstimator byTaps = new EndpointCorrectedHilbert(settings, 500, 0.01, false);
        Signals signals = Signals.tone(9.7, 500).noise(8).seed(window);
        PhaseEstimate a = new PhaseEstimate();
        PhaseEstimate b = new PhaseEstimate();
        Signal signal = new Signal();
        for (double value : signals.samples(window + 3000)) {
            signal.microvolts = value;
            byFft.estimate(signal, a);
            byTaps.estimate(signal, b);
            assertThat(a.valid).isEqualTo(b.valid);
            if (a.valid) {
                assertThat(Phase.wrap(a.phaseRad - b.phaseRad))
                        .as("%s", signals)
                        .isCloseTo(0, within(1e-9));
                assertThat(a.amplitudeMicrovolts).isCloseTo(b.amplitudeMicrovolts, within(1e-9));
                assertThat(a.frequencyHz).isCloseTo(b.frequencyHz, within(1e-7));
            }
        }
        assertThat(a.valid).isTrue();
    }

    @Test
    void hasTheReferencesTapsAtAnEvenLength() {
        // EcHT(.1, 2).setup(100, 10.5, (8, 13)): w[0], w[4], w[9]
        EndpointResponse response =
                new EndpointResponse(new EchtSettings(10, 2, 8, 13, 10.5, EchtCalibration.NONE), 100, 0);
        tap(response, 0, 0.16439583611213116, -0.07662188636519524);
        tap(response, 4, -0.21205814988216165, -0.03482161146608444);
        tap(response, 9, 0.17691745586250646, 0.01852043933722022);
    }

    @Test
    void hasTheReferencesTapsAtAnOddLength() {
        // e = EcHT(.11, 1, 1.5, True); e.setup(100, 10.5, (8, 13)); e.w*e.c: [0], [5], [10]
        EndpointResponse response =
                new EndpointResponse(new EchtSettings(11, 1, 9, 12, 10.5, EchtCalibration.GAIN_AND_PHASE), 100, 0);
        tap(response, 0, 0.09566194851184223, -0.02304610411404167);
        tap(response, 5, -0.19827581032632807, -0.05364590458769746);
        tap(response, 10, 0.14673120082787316, -0.022195613007574264);
    }

    @ParameterizedTest
    @ValueSource(doubles = {8.3, 9.3, 10, 10.5, 11.7})
    void aToneAtThePeakComesOutExactlyAtEveryPhase(double hz) {
        EchtSettings settings = new EchtSettings(1024, 1, hz - 1.5, hz + 1.5, hz, EchtCalibration.EXACT_AT_PEAK);
        PhaseEstimator estimator = new EndpointCorrectedHilbert(settings, 1000, 0.010);
        Signal signal = new Signal();
        PhaseEstimate estimate = new PhaseEstimate();
        for (int i = 0; i < 2000; i++) {
            double phase = 2 * Math.PI * hz * i / 1000;
            signal.microvolts = 7 * Math.cos(phase);
            estimator.estimate(signal, estimate);
            if (i >= 1024) {
                double ahead = phase + 2 * Math.PI * hz * 0.010;
                assertThat(Phase.wrap(estimate.phaseRad - ahead)).isCloseTo(0, within(1e-9));
                assertThat(estimate.amplitudeMicrovolts).isCloseTo(7, within(1e-9));
            }
        }
    }

    @Test
    void readsTheAmplitudeInMicrovolts() {
        PhaseEstimate estimate =
                last(MU, 0, Signals.tone(10.5, 1000).amplitude(7).samples(3000));
        assertThat(estimate.amplitudeMicrovolts).isCloseTo(7, within(0.2));
        assertThat(estimate.expectedErrorRad).isNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {9.5, 10, 10.5, 11, 11.5})
    void followsTheFrequency(double hz) {
        double[] x = Signals.tone(hz, 1000).samples(4000);
        assertThat(last(MU, 0, x).frequencyHz).isCloseTo(hz, within(0.15));
    }

    @Test
    void startsWithThePeakAsItsFrequency() {
        PhaseEstimate estimate = last(MU, 0, Signals.tone(9, 1000).samples(1024));
        assertThat(estimate.valid).isTrue();
        assertThat(estimate.frequencyHz).isEqualTo(10.5);
    }

    @Test
    void dividesOutTheFiltersPhaseAtThePeakOnlyWhenCalibrated() {
        // The band's middle is not where the filter's phase is 0, so the uncalibrated estimate is off there.
        Signals tone = Signals.tone(9, 1000);
        EchtSettings settings = new EchtSettings(1024, 2, 8, 13, 9, EchtCalibration.EXACT_AT_PEAK);
        double truth = tone.phaseRadAt(2999);
        double[] x = tone.samples(3000);
        assertThat(Phase.wrap(last(settings, 0, x).phaseRad - truth)).isCloseTo(0, within(0.05));
        double raw = Phase.wrap(last(settings.withCalibration(EchtCalibration.NONE), 0, x).phaseRad - truth);
        assertThat(Math.toDegrees(raw)).isBetween(30.0, 55.0);
    }

    @Test
    void turnsThePhaseAheadAtThePeaksFrequency() {
        double[] x = Signals.tone(9.3, 1000).noise(5).seed(8).samples(3000);
        double now = last(MU, 0, x).phaseRad;
        double ahead = last(MU, 0.013, x).phaseRad;
        assertThat(Phase.wrap(ahead - now - 2 * Math.PI * 10.5 * 0.013)).isCloseTo(0, within(1e-9));
    }

    @Test
    void isInvalidOnAConstantOfZeroAndOnOverflow() {
        assertThat(last(MU, 0, new double[3000]).valid).isFalse();
        double[] huge = Signals.tone(10.5, 1000).amplitude(1e300).samples(3000);
        PhaseEstimate estimate = last(MU, 0, huge);
        assertThat(estimate.valid).isFalse();
        assertThat(estimate.phaseRad).isNaN();
    }

    @Test
    void refusesALookAheadThatCannotBe() {
        for (double seconds : new double[] {-0.001, Double.NaN, 1.5}) {
            assertThatThrownBy(() -> new EndpointCorrectedHilbert(MU, 1000, seconds))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("look-ahead = " + seconds + " s: must be 0 to 1 s");
        }
    }

    private static void tap(EndpointResponse response, int n, double re, double im) {
        Complex tap = new Complex(response.tapsRe[n], response.tapsIm[n]).times(response.direct);
        assertThat(tap.re()).isCloseTo(re, within(1e-13));
        assertThat(tap.im()).isCloseTo(im, within(1e-13));
    }

    private static PhaseEstimate last(EchtSettings settings, double lookAheadSeconds, double[] x) {
        PhaseEstimator estimator = new EndpointCorrectedHilbert(settings, 1000, lookAheadSeconds);
        PhaseEstimate estimate = new PhaseEstimate();
        Signal signal = new Signal();
        for (double value : x) {
            signal.microvolts = value;
            estimator.estimate(signal, estimate);
        }
        return estimate;
    }
}
