package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.phasor.dsp.AllocationCounter;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalFault;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.Signals;
import org.phasor.dsp.TrainingSignal;

/** What every phase estimator owes. Runs for each entry of {@link PhaseEstimators}, at several rates, bands and windows. */
@Timeout(60)
class PhaseEstimatorContractTest {

    /** An entry of the table on one signal. */
    record Subject(String name, double rateHz, double peakHz, OptionalDouble windowMs) {

        private static final Map<Subject, Calibration> TRAINED = new ConcurrentHashMap<>();

        PhaseEstimator make(double lookAheadSeconds) {
            SignalSettings settings = new SignalSettings(
                    "s", Map.of("C3", 1.0), peakHz - 2.5, peakHz + 2.5, OptionalDouble.of(peakHz), name, windowMs);
            if (entry().isTrained()) {
                settings = settings.withCalibration(TRAINED.computeIfAbsent(this, Subject::train));
            }
            return PhaseEstimators.create(settings, rateHz, lookAheadSeconds);
        }

        /** On a minute of the tone, waxing and waning in noise. */
        private Calibration train() {
            double[] x = tone().noise(4).seed(77).samples((int) (60 * rateHz));
            for (int i = 0; i < x.length; i++) {
                x[i] *= 1 + 0.3 * Math.sin(2 * Math.PI * 0.21 * i / rateHz);
            }
            boolean[] clean = new boolean[x.length];
            Arrays.fill(clean, true);
            TrainingSignal signal = new TrainingSignal(x, x, clean, rateHz, peakHz, peakHz - 2.5, peakHz + 2.5);
            return Calibration.trained(signal, name, PhaseEstimators.train(name, signal));
        }

        EstimatorEntry entry() {
            return PhaseEstimators.entry(name);
        }

        /** Long enough for any estimator to be valid for a while; those that learn have settled in its second half. */
        int samples() {
            return (int) ((entry().learns() ? 40 : 12) * rateHz);
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
                                new Subject(name, 250, 6.2, OptionalDouble.of(1500)))
                        .filter(s -> s.windowMs.isEmpty() || s.entry().hasWindow()));
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
            int back = -1;
            for (int n = 0; n <= warm + 100; n++, i++) {
                step(estimator, x[i], gap && n == 0, out);
                step(fresh, x[i], false, freshOut);
                if (subject.entry().learns()) {
                    back = back < 0 && out.valid ? n : back;
                    continue;
                }
                assertThat(out.valid).as("%d samples on, gap %s", n, gap).isEqualTo(n >= warm);
                assertSame(out, freshOut);
            }
            if (subject.entry().learns()) {
                assertThat(back).as("samples to the next valid estimate").isGreaterThan((int) (0.6 * subject.rateHz));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void isInvalidWhileAFaultIsInItsWindow(Subject subject) {
        int warm = firstValid(subject);
        int cycle = (int) (subject.rateHz / (subject.peakHz - 2.5));
        int least = subject.windowMs.isPresent()
                ? (int) Math.rint(subject.windowMs.getAsDouble() * subject.rateHz / 1000)
                : cycle;
        double[] x = subject.tone().noise(1).seed(5).samples(4 * subject.samples());
        PhaseEstimator estimator = subject.make(0);
        PhaseEstimate out = new PhaseEstimate();
        Signal signal = new Signal();
        int i = 0;
        for (; i < warm + 57; i++) {
            step(estimator, x[i], false, out);
        }
        assertThat(out.valid).isTrue();
        for (int n = 0; n < 20; n++, i++) {
            fill(signal, x[i], false);
            signal.faults = SignalFault.BLANKED.bit();
            estimator.estimate(signal, out);
            assertThat(out.valid).as("%d samples into the blank", n).isFalse();
        }
        int n = 0;
        for (; !out.valid && n <= warm + 100 + 2 * subject.rateHz; n++, i++) {
            step(estimator, x[i], false, out);
        }
        assertThat(n).as("samples from the blank to a valid estimate").isBetween(least, (int)
                (warm + 99 + 2 * subject.rateHz));
    }

    @ParameterizedTest
    @MethodSource("all")
    void framesMayGoWithoutAnEstimate(Subject subject) {
        double[] x = subject.tone().noise(3).seed(11).samples(subject.samples());
        PhaseEstimator every = subject.make(0.005);
        PhaseEstimator some = subject.make(0.005);
        PhaseEstimate a = new PhaseEstimate();
        PhaseEstimate b = new PhaseEstimate();
        Signal signal = new Signal();
        for (int i = 0; i < x.length; i++) {
            step(every, x[i], false, a);
            fill(signal, x[i], false);
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
            fill(signal, i % 7919 == 0 ? Double.NaN : x[i % x.length], i % 5003 == 0);
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
            if (out.valid && i >= x.length / 2) {
                valid++;
                double truth = tone.phaseRadAt(i + lookAheadSeconds * subject.rateHz);
                most = Math.max(most, Math.abs(Phase.wrap(out.phaseRad - truth)));
                assertThat(out.amplitudeMicrovolts)
                        .isCloseTo(10, within(10 * subject.entry().toneAmplitudeTolerance()));
            }
        }
        assertThat(valid).isPositive();
        assertThat(most)
                .as("%s at %s s", tone, lookAheadSeconds)
                .isLessThan(subject.entry().toneToleranceRad());
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
        fill(signal, microvolts, afterGap);
        estimator.estimate(signal, out);
    }

    private static void fill(Signal signal, double microvolts, boolean afterGap) {
        signal.microvolts = microvolts;
        signal.rawMicrovolts = microvolts;
        signal.neighbourMicrovolts = Double.NaN;
        signal.afterGap = afterGap;
        signal.faults =
                (afterGap ? SignalFault.GAP.bit() : 0) | (Double.isNaN(microvolts) ? SignalFault.NOT_FINITE.bit() : 0);
    }

    private static void assertWhole(PhaseEstimate out) {
        if (out.valid) {
            assertThat(out.phaseRad > -Math.PI && out.phaseRad <= Math.PI).isTrue();
            assertThat(out.frequencyHz).isFinite();
            assertThat(out.amplitudeMicrovolts).isFinite().isPositive();
            assertThat(out.ownErrorRad).matches(v -> Double.isNaN(v) || v > 0);
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
