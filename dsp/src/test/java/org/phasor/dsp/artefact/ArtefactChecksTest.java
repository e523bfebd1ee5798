package org.phasor.dsp.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.phasor.dsp.AllocationCounter;
import org.phasor.dsp.ArtefactLimits;
import org.phasor.dsp.SignalFault;
import org.phasor.dsp.filter.Notch;
import org.phasor.dsp.filter.RecursiveFilter;

/** What every check owes, and what each finds: on a rhythm in noise with one artefact from 10 s on. */
@Timeout(30)
class ArtefactChecksTest {

    private static final double RATE_HZ = 500;
    private static final int START = 5000;

    /** One limit, and from 10 s on an artefact (by seconds since) that is added to the signal. */
    record Kind(SignalFault fault, ArtefactLimits limits, double lateMs, DoubleUnaryOperator artefact) {
        @Override
        public String toString() {
            return fault.name();
        }
    }

    static Stream<Kind> all() {
        ArtefactLimits none = ArtefactLimits.NONE;
        Random muscle = new Random(8);
        return Stream.of(
                new Kind(SignalFault.AMPLITUDE, none.withAmplitudeMads(5), 0, t -> 200),
                new Kind(SignalFault.AMPLITUDE, none.withAmplitudeMicrovolts(90), 0, t -> -200),
                new Kind(SignalFault.PEAK_TO_PEAK, none.withPeakToPeakMicrovolts(90), 55, t -> 2000 * t),
                new Kind(SignalFault.GRADIENT, none.withGradientMicrovoltsPerMs(20), 0, t -> t == 0 ? 100 : 0),
                new Kind(SignalFault.RAIL, none.withRailMicrovolts(3000), 0, t -> 3100),
                new Kind(
                        SignalFault.LINE_NOISE,
                        none.withLineRatio(1),
                        250,
                        t -> 100 * StrictMath.sin(2 * Math.PI * 60 * t)),
                new Kind(
                        SignalFault.LINE_NOISE,
                        none.withLineRatio(1),
                        250,
                        t -> 100 * StrictMath.sin(2 * Math.PI * 50 * t)),
                new Kind(
                        SignalFault.HIGH_FREQUENCY,
                        none.withHighFrequencyRatio(1),
                        150,
                        t -> 50 * muscle.nextGaussian()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void findsItsArtefactAndNothingBefore(Kind kind) {
        ArtefactChecks checks = checks(kind.limits());
        int first = -1;
        for (int i = 0; i < START + 500; i++) {
            double x = rhythm(i) + (i < START ? 0 : kind.artefact().applyAsDouble((i - START) / RATE_HZ));
            int faults = checks.find(x, new double[] {x});
            if (i < START) {
                assertThat(faults).as("sample %d", i).isZero();
            } else if (faults != 0) {
                assertThat(SignalFault.words(faults))
                        .isEqualTo(SignalFault.words(kind.fault().bit()));
                first = first < 0 ? i : first;
            }
        }
        assertThat((first - START) * 1000 / RATE_HZ).as("ms until found").isBetween(0.0, kind.lateMs());
    }

    @ParameterizedTest
    @MethodSource("all")
    void looksAtNothingWithoutItsLimit(Kind kind) {
        ArtefactChecks checks = checks(ArtefactLimits.NONE);
        for (int i = 0; i < START + 500; i++) {
            double x = rhythm(i) + (i < START ? 0 : kind.artefact().applyAsDouble((i - START) / RATE_HZ));
            assertThat(checks.find(x, new double[] {x})).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void givesTheSameAnswerAfterARestart(Kind kind) {
        ArtefactChecks checks = checks(kind.limits());
        for (int i = 0; i < START; i++) {
            checks.find(rhythm(i), new double[] {rhythm(i)});
        }
        checks.restart();
        for (int i = START; i < 2 * START; i++) {
            assertThat(checks.find(rhythm(i), new double[] {rhythm(i)})).isZero();
        }
    }

    @Test
    void findsAFlatLineAfterItsTimeAndNotLonger() {
        ArtefactChecks checks = checks(ArtefactLimits.NONE.withFlatMs(50));
        for (int i = 0; i < 2000; i++) {
            boolean flat = i >= 1000 && i < 1200;
            double x = flat ? 3.5 : rhythm(i);
            // The 26th value that is the same has not changed for 50 ms.
            int expected = flat && i >= 1025 ? SignalFault.FLAT.bit() : 0;
            assertThat(checks.find(x, new double[] {x})).as("sample %d", i).isEqualTo(expected);
        }
    }

    @Test
    void findsAFlatOrRailedChannelBehindAGoodSum() {
        ArtefactLimits limits = ArtefactLimits.NONE.withFlatMs(50).withRailMicrovolts(5000);
        ArtefactChecks checks =
                new ArtefactChecks(limits, RATE_HZ, new int[] {0, 2}, new double[] {1, 1000}, new RecursiveFilter[0]);
        int faults = 0;
        for (int i = 0; i < 100; i++) {
            faults = checks.find(rhythm(i), new double[] {rhythm(i), 0, 0.001});
        }
        assertThat(faults).isEqualTo(SignalFault.FLAT.bit());
        assertThat(checks.find(0, new double[] {0, 0, -5})).isEqualTo(SignalFault.RAIL.bit());
        assertThat(checks.find(0, new double[] {-1, 0, 4.99})).isZero();
    }

    @Test
    void aStepAcrossASkippedPulseIsNoGradient() {
        ArtefactChecks checks = checks(ArtefactLimits.NONE.withGradientMicrovoltsPerMs(1));
        checks.find(0, new double[1]);
        checks.skip();
        assertThat(checks.find(1000, new double[1])).isZero();
        assertThat(checks.find(0, new double[1])).isEqualTo(SignalFault.GRADIENT.bit());
    }

    @Test
    void humThatTheSignalsNotchesTakeIsNoMuscle() {
        ArtefactLimits limits = ArtefactLimits.NONE.withHighFrequencyRatio(1);
        RecursiveFilter[] notch = {new RecursiveFilter(Notch.of(50, 2, RATE_HZ))};
        ArtefactChecks with = new ArtefactChecks(limits, RATE_HZ, new int[] {0}, new double[] {1}, notch);
        ArtefactChecks without = checks(limits);
        int found = 0;
        for (int i = 0; i < 2000; i++) {
            double x = rhythm(i) + 30 * StrictMath.sin(2 * Math.PI * 50 * i / RATE_HZ);
            assertThat(i > 1000 && with.find(x, new double[] {x}) != 0).isFalse();
            found += without.find(x, new double[] {x}) != 0 ? 1 : 0;
        }
        assertThat(found).isGreaterThan(1500);
    }

    @Test
    void refusesLimitsThatCannotBe() {
        ArtefactLimits none = ArtefactLimits.NONE;
        assertThatThrownBy(() -> checks(none.withAmplitudeMads(0))).hasMessage("amplitude-mads = 0.0: must be > 0");
        assertThatThrownBy(() -> checks(none.withFlatMs(Double.NaN))).hasMessage("flat-ms = NaN: must be > 0");
        assertThatThrownBy(() -> checks(none.withRailMicrovolts(-5))).hasMessage("rail-uv = -5.0: must be > 0");
        assertThatThrownBy(() -> new ArtefactChecks(
                        none.withLineRatio(1), 100, new int[] {0}, new double[] {1}, new RecursiveFilter[0]))
                .hasMessage("line-ratio: the signal has 100.0 Hz: must be >= 125.0 Hz");
    }

    @Test
    void allocatesNothing() {
        ArtefactChecks checks = checks(new ArtefactLimits(
                OptionalDouble.of(5),
                OptionalDouble.of(5),
                OptionalDouble.of(100),
                OptionalDouble.of(200),
                OptionalDouble.of(20),
                OptionalDouble.of(50),
                OptionalDouble.of(3000),
                OptionalDouble.of(1),
                OptionalDouble.of(1)));
        double[] values = new double[1];
        int[] count = {0};
        assertThat(AllocationCounter.bytesPerCall(() -> {
                    values[0] = count[0]++ % 611 * 0.5;
                    checks.find(values[0], values);
                }))
                .isLessThan(1);
    }

    private static ArtefactChecks checks(ArtefactLimits limits) {
        return new ArtefactChecks(limits, RATE_HZ, new int[] {0}, new double[] {1}, new RecursiveFilter[0]);
    }

    /** 10 Hz of 10 µV in a little noise. */
    private static double rhythm(int i) {
        double noise = new Random(i * 7919L).nextGaussian();
        return 1000 + 10 * StrictMath.cos(2 * Math.PI * 10 * i / RATE_HZ) + 0.5 * noise;
    }
}
