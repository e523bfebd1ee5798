package org.phasor.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every phase estimator owes. Runs for each entry of {@link PhaseEstimators}, at several rates, bands and windows. */
@Timeout(60)
class PhaseEstimatorContractTest {

    /** An entry of the table on one signal. */
    record Subject(String name, double rateHz, double peakHz, OptionalDouble windowMs) {

        PhaseEstimator make(double lookAheadSeconds) {
            SignalSettings settings = new SignalSettings(
                    "s", Map.of("C3", 1.0), peakHz - 2.5, peakHz + 2.5, OptionalDouble.of(peakHz), name, windowMs);
            return PhaseEstimators.create(settings, rateHz, lookAheadSeconds);
        }

        double toleranceRad() {
            return PhaseEstimators.toneToleranceRad(name);
        }

        /** Long enough for any estimator to be valid for a while. */
        int samples() {
            return (int) (10 * rateHz);
        }

        Signals tone() {
            return Signals.tone(peakHz, rateHz);
        }
    }

    static Stream<Subject> all() {
        return PhaseEstimators.names().stream()
                .flatMap(name -> Stream.of(
                        new Subject(name, 1000, 10.5, OptionalDouble.empty()),
                        new Subject(name, 1000, 10.5, OptionalDouble.of(1000)),
                        new Subject(name, 256, 10.8, OptionalDouble.empty()),
                        new Subject(name, 250, 6.2, OptionalDouble.of(1500))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void findsThePhaseOfAPureTone(Subject subject) {
        Signals tone = subject.tone().phase(0.7);
        assertFollows(subject, tone, 0);
    }

    @ParameterizedTest
    @MethodSource("all")
    void predictsAhead(Subject subject) {
        assertFollows(subject, subject.tone().phase(-2), 0.010);
        assertFollows(subject, subject.tone().phase(-2), 0.0375);
    }

    @ParameterizedTest
    @MethodSource("all")
    void isBlindToAmplitude(Subject subject) {
        PhaseEstimator small = subject.make(0.01);
        PhaseEstimator large = subject.make(0.01);
        PhaseEstimate a = new PhaseEstimate();
        PhaseEstimate b = new PhaseEstimate();
        int compared = 0;
        for (double value : subject.tone().noise(4).seed(21).samples(subject.samples())) {
            step(small, value, false, a);
            step(large, 1000 * value, false, b);
            assertThat(b.valid).isEqualTo(a.valid);
            if (a.valid) {
                compared++;
                assertThat(Phase.wrap(a.phaseRad - b.phaseRad)).isCloseTo(0, within(1e-9));
                assertThat(b.amplitudeMicrovolts)
                        .isCloseTo(1000 * a.amplitudeMicrovolts, within(1e-9 * b.amplitudeMicrovolts));
            }
        }
        assertThat(compared).isPositive();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isInvalidUntilItsWindowIsFull(Subject subject) {
        PhaseEstimator estimator = subject.make(0);
        PhaseEstimate out = new PhaseEstimate();
        int first = -1;
        double[] x = subject.tone().samples(subject.samples());
        for (int i = 0; i < x.length; i++) {
            step(estimator, x[i], false, out);
            if (out.valid && first < 0) {
                first = i;
            }
            assertThat(out.valid).as("sample %d", i).isEqualTo(first >= 0);
            assertWhole(out);
        }
        assertThat(first).isGreaterThanOrEqualTo((int) (subject.rateHz / (subject.peakHz - 2.5)) - 1);
        subject.windowMs.ifPresent(ms -> {
            int window = (int) Math.rint(ms * subject.rateHz / 1000);
            assertThat(firstValid(subject)).isEqualTo(window - 1);
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void isInvalidAfterAGapOrNaN(Subject subject) {
        int warm = firstValid(subject);
        double[] x = subject.tone().noise(1).seed(4).samples(4 * subject.samples());
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
                assertWhole(out);
            }
            for (int n = 0; n <= warm + 100; n++, i++) {
                step(estimator, x[i], gap && n == 0, out);
                step(fresh, x[i], false, freshOut);
                assertThat(out.valid).as("%d samples on, gap %s", n, gap).isEqualTo(n >= warm);
                assertSame(out, freshOut);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void writesItsWholeEstimateEveryFrame(Subject subject) {
        PhaseEstimator poisoned = subject.make(0);
        PhaseEstimator clean = subject.make(0);
        PhaseEstimate a = new PhaseEstimate();
        double[] x = subject.tone().noise(1).seed(9).samples(subject.samples());
        for (int i = 0; i < x.length; i++) {
            double value = i == x.length / 2 ? Double.NaN : x[i];
            PhaseEstimate b = new PhaseEstimate();
            b.invalidate();
            a.poison();
            step(poisoned, value, false, a);
            step(clean, value, false, b);
            assertWhole(a);
            assertSame(a, b);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void givesTheSameAnswerTwice(Subject subject) {
        double[] x = subject.tone().noise(10).seed(33).samples(subject.samples());
        assertThat(fingerprint(subject, x)).isEqualTo(fingerprint(subject, x));
    }

    @ParameterizedTest
    @MethodSource("all")
    void allocatesNothing(Subject subject) {
        PhaseEstimator estimator = subject.make(0.01);
        PhaseEstimate out = new PhaseEstimate();
        Signal signal = new Signal();
        double[] x = subject.tone().noise(2).seed(2).samples(subject.samples());
        int[] count = {0};
        double bytes = AllocationCounter.bytesPerCall(() -> {
            int i = count[0]++;
            signal.microvolts = i % 7919 == 0 ? Double.NaN : x[i % x.length];
            signal.afterGap = i % 5003 == 0;
            estimator.estimate(signal, out);
        });
        assertThat(bytes).isLessThan(1);
    }

    private static void assertFollows(Subject subject, Signals tone, double lookAheadSeconds) {
        PhaseEstimator estimator = subject.make(lookAheadSeconds);
        PhaseEstimate out = new PhaseEstimate();
        double[] x = tone.samples(subject.samples());
        double most = 0;
        int valid = 0;
        for (int i = 0; i < x.length; i++) {
            step(estimator, x[i], false, out);
            if (out.valid) {
                valid++;
                double truth = tone.phaseRadAt(i + lookAheadSeconds * subject.rateHz);
                most = Math.max(most, Math.abs(Phase.wrap(out.phaseRad - truth)));
                assertThat(out.amplitudeMicrovolts).isBetween(9.0, 11.0);
            }
        }
        assertThat(valid).isPositive();
        assertThat(most).as("%s at %s s", tone, lookAheadSeconds).isLessThan(subject.toleranceRad());
        assertThat(out.frequencyHz).isCloseTo(subject.peakHz, within(0.2));
    }

    private static int firstValid(Subject subject) {
        PhaseEstimator estimator = subject.make(0);
        PhaseEstimate out = new PhaseEstimate();
        double[] x = subject.tone().samples(subject.samples());
        for (int i = 0; i < x.length; i++) {
            step(estimator, x[i], false, out);
            if (out.valid) {
                return i;
            }
        }
        throw new AssertionError(subject + " is never valid");
    }

    private static long fingerprint(Subject subject, double[] x) {
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
        Signal signal = new Signal();
        signal.microvolts = microvolts;
        signal.afterGap = afterGap;
        estimator.estimate(signal, out);
    }

    private static void assertWhole(PhaseEstimate out) {
        if (out.valid) {
            assertThat(out.phaseRad > -Math.PI && out.phaseRad <= Math.PI).isTrue();
            assertThat(out.frequencyHz).isFinite();
            assertThat(out.amplitudeMicrovolts).isFinite().isPositive();
            assertThat(out.expectedErrorRad).matches(v -> Double.isNaN(v) || v > 0);
        } else {
            assertThat(out.phaseRad).isNaN();
            assertThat(out.frequencyHz).isNaN();
            assertThat(out.amplitudeMicrovolts).isNaN();
            assertThat(out.expectedErrorRad).isNaN();
        }
    }

    private static void assertSame(PhaseEstimate a, PhaseEstimate b) {
        assertThat(a.valid).isEqualTo(b.valid);
        assertThat(Double.compare(a.phaseRad, b.phaseRad)).isZero();
        assertThat(Double.compare(a.frequencyHz, b.frequencyHz)).isZero();
        assertThat(Double.compare(a.amplitudeMicrovolts, b.amplitudeMicrovolts)).isZero();
        assertThat(Double.compare(a.expectedErrorRad, b.expectedErrorRad)).isZero();
    }
}
