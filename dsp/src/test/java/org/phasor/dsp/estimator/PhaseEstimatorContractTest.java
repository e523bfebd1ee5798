package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.phasor.dsp.AllocationCounter;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalFault;
import org.phasor.dsp.Signals;

/**
 * What every phase estimator owes. Runs for each {@link EstimatorSubject}. An assertion on every sample would take longer than the
 * estimators: the worst of all samples is asserted, or the first that fails is named.
 */
@Timeout(60)
class PhaseEstimatorContractTest {

    private static final String ALL = "org.phasor.dsp.estimator.EstimatorSubject#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void findsThePhaseOfAPureTone(EstimatorSubject subject) {
        Signals tone = subject.tone().phase(0.7);
        assertFollows(subject, tone, 0);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void predictsAhead(EstimatorSubject subject) {
        assertFollows(subject, subject.tone().phase(-2), 0.010);
        assertFollows(subject, subject.tone().phase(-2), 0.0375);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void isBlindToAmplitude(EstimatorSubject subject) {
        PhaseEstimator small = subject.make(0.01);
        PhaseEstimator large = subject.make(0.01);
        PhaseEstimate a = new PhaseEstimate();
        PhaseEstimate b = new PhaseEstimate();
        int compared = 0;
        int validOnce = 0;
        double worstPhase = 0;
        double worstAmplitude = 0;
        for (double value : subject.tone().noise(4).seed(21).samples(subject.briefSamples())) {
            step(small, value, false, a);
            step(large, 1000 * value, false, b);
            if (a.valid != b.valid) {
                validOnce++;
            } else if (a.valid) {
                compared++;
                worstPhase = Math.max(worstPhase, Math.abs(Phase.wrap(a.phaseRad - b.phaseRad)));
                worstAmplitude =
                        Math.max(worstAmplitude, Math.abs(1000 * a.amplitudeMicrovolts / b.amplitudeMicrovolts - 1));
            }
        }
        assertThat(compared).isPositive();
        assertThat(validOnce).as("samples at which only one is valid").isZero();
        assertThat(worstPhase).isLessThanOrEqualTo(1e-9);
        assertThat(worstAmplitude).isLessThanOrEqualTo(1e-9);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void isInvalidUntilItsWindowIsFull(EstimatorSubject subject) {
        PhaseEstimator estimator = subject.make(0);
        PhaseEstimate out = new PhaseEstimate();
        int first = -1;
        double[] x = subject.tone().samples(subject.briefSamples());
        for (int i = 0; i < x.length; i++) {
            step(estimator, x[i], false, out);
            if (out.valid && first < 0) {
                first = i;
            }
            if (out.valid != first >= 0) {
                fail("sample %d: invalid, and valid from sample %d", i, first);
            }
            EstimateAssertions.assertWhole(out);
        }
        assertThat(first).isGreaterThanOrEqualTo((int) (subject.rateHz() / (subject.peakHz() - 2.5)) - 1);
        if (subject.windowMs().isPresent()) {
            assertThat(first).isEqualTo(subject.windowSamples() - 1);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void isInvalidAfterAGapOrNaN(EstimatorSubject subject) {
        int warm = subject.firstValid();
        double[] x = subject.tone().noise(1).seed(4).samples(2 * warm + 200);
        for (boolean gap : new boolean[] {true, false}) {
            PhaseEstimator estimator = subject.make(0);
            PhaseEstimator fresh = subject.make(0);
            PhaseEstimate out = new PhaseEstimate();
            PhaseEstimate freshOut = new PhaseEstimate();
            int i = 0;
            while (i < warm + 57) {
                step(estimator, x[i++], false, out);
            }
            assertThat(out.valid).isTrue();
            if (!gap) {
                step(estimator, Double.NaN, false, out);
                assertThat(out.valid).isFalse();
                EstimateAssertions.assertWhole(out);
            }
            int back = -1;
            for (int n = 0; n <= warm + 100; n++, i++) {
                step(estimator, x[i], gap && n == 0, out);
                step(fresh, x[i], false, freshOut);
                if (subject.entry().learns()) {
                    back = back < 0 && out.valid ? n : back;
                    continue;
                }
                if (out.valid != n >= warm) {
                    fail("%d samples on, gap %s: valid %s", n, gap, out.valid);
                }
                EstimateAssertions.assertSame(out, freshOut);
            }
            if (subject.entry().learns()) {
                assertThat(back).as("samples to the next valid estimate").isGreaterThan((int) (0.6 * subject.rateHz()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void isInvalidWhileAFaultIsInItsWindow(EstimatorSubject subject) {
        int warm = subject.firstValid();
        int cycle = (int) (subject.rateHz() / (subject.peakHz() - 2.5));
        int least = subject.windowMs().isPresent() ? subject.windowSamples() : cycle;
        int most = (int) (warm + 99 + 2 * subject.rateHz());
        double[] x = subject.tone().noise(1).seed(5).samples(warm + 100 + most);
        PhaseEstimator estimator = subject.make(0);
        PhaseEstimate out = new PhaseEstimate();
        Signal signal = new Signal();
        int i = 0;
        for (; i < warm + 57; i++) {
            step(estimator, x[i], false, out);
        }
        assertThat(out.valid).isTrue();
        for (int n = 0; n < 20; n++, i++) {
            EstimatorSubject.fill(signal, x[i], false);
            signal.faults = SignalFault.BLANKED.bit();
            estimator.estimate(signal, out);
            assertThat(out.valid).as("%d samples into the blank", n).isFalse();
        }
        int n = 0;
        for (; !out.valid && n <= most + 1; n++, i++) {
            step(estimator, x[i], false, out);
        }
        assertThat(n).as("samples from the blank to a valid estimate").isBetween(least, most);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void framesMayGoWithoutAnEstimate(EstimatorSubject subject) {
        double[] x = subject.tone().noise(3).seed(11).samples(subject.briefSamples());
        PhaseEstimator every = subject.make(0.005);
        PhaseEstimator some = subject.make(0.005);
        PhaseEstimate a = new PhaseEstimate();
        PhaseEstimate b = new PhaseEstimate();
        Signal signal = new Signal();
        for (int i = 0; i < x.length; i++) {
            step(every, x[i], false, a);
            EstimatorSubject.fill(signal, x[i], false);
            some.take(signal);
            if (i % 37 == 0) {
                some.estimate(b);
                assertThat(b.valid).isEqualTo(a.valid);
                assertThat(Double.compare(b.phaseRad, a.phaseRad)).isZero();
                assertThat(Double.compare(b.amplitudeMicrovolts, a.amplitudeMicrovolts))
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void writesItsWholeEstimateEveryFrame(EstimatorSubject subject) {
        PhaseEstimator poisoned = subject.make(0);
        PhaseEstimator clean = subject.make(0);
        PhaseEstimate a = new PhaseEstimate();
        double[] x = subject.tone().noise(1).seed(9).samples(subject.briefSamples());
        for (int i = 0; i < x.length; i++) {
            double value = i == x.length / 2 ? Double.NaN : x[i];
            PhaseEstimate b = new PhaseEstimate();
            b.invalidate();
            a.poison();
            step(poisoned, value, false, a);
            step(clean, value, false, b);
            EstimateAssertions.assertWhole(a);
            EstimateAssertions.assertSame(a, b);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void givesTheSameAnswerTwice(EstimatorSubject subject) {
        double[] x = subject.tone().noise(10).seed(33).samples(subject.briefSamples());
        assertThat(fingerprint(subject, x)).isEqualTo(fingerprint(subject, x));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void allocatesNothing(EstimatorSubject subject) {
        PhaseEstimator estimator = subject.make(0.01);
        PhaseEstimate out = new PhaseEstimate();
        Signal signal = new Signal();
        double[] x = subject.tone().noise(2).seed(2).samples(subject.samples());
        int[] count = {0};
        double bytes = AllocationCounter.bytesPerCall(() -> {
            int i = count[0]++;
            EstimatorSubject.fill(signal, i % 7919 == 0 ? Double.NaN : x[i % x.length], i % 5003 == 0);
            estimator.estimate(signal, out);
        });
        assertThat(bytes).isLessThan(1);
    }

    private static void assertFollows(EstimatorSubject subject, Signals tone, double lookAheadSeconds) {
        PhaseEstimator estimator = subject.make(lookAheadSeconds);
        PhaseEstimate out = new PhaseEstimate();
        double[] x = tone.samples(subject.samples());
        double worstPhase = 0;
        double worstAmplitude = 0;
        int valid = 0;
        for (int i = 0; i < x.length; i++) {
            Signal signal = EstimatorSubject.signal(x[i], false);
            estimator.take(signal);
            if (i < x.length / 2) {
                continue;
            }
            estimator.estimate(out);
            if (out.valid) {
                valid++;
                double truth = tone.phaseRadAt(i + lookAheadSeconds * subject.rateHz());
                worstPhase = Math.max(worstPhase, Math.abs(Phase.wrap(out.phaseRad - truth)));
                worstAmplitude = Math.max(worstAmplitude, Math.abs(out.amplitudeMicrovolts / 10 - 1));
            }
        }
        assertThat(valid).isPositive();
        assertThat(worstPhase)
                .as("%s at %s s", tone, lookAheadSeconds)
                .isLessThan(subject.entry().toneToleranceRad());
        assertThat(worstAmplitude)
                .as("%s at %s s", tone, lookAheadSeconds)
                .isLessThanOrEqualTo(subject.entry().toneAmplitudeTolerance());
        assertThat(out.frequencyHz).isCloseTo(subject.peakHz(), within(0.2));
    }

    private static long fingerprint(EstimatorSubject subject, double[] x) {
        PhaseEstimator estimator = subject.make(0.01);
        PhaseEstimate out = new PhaseEstimate();
        long print = 17;
        for (double value : x) {
            step(estimator, value, false, out);
            print = 31 * print + Double.doubleToRawLongBits(out.phaseRad);
            print = 31 * print + Double.doubleToRawLongBits(out.frequencyHz);
            print = 31 * print + Double.doubleToRawLongBits(out.amplitudeMicrovolts);
        }
        return print;
    }

    private static void step(PhaseEstimator estimator, double microvolts, boolean afterGap, PhaseEstimate out) {
        estimator.estimate(EstimatorSubject.signal(microvolts, afterGap), out);
    }
}
