package org.phasor.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.filter.Notch;
import org.phasor.dsp.filter.RecursiveFilter;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;

/** What is held, what is let through, what starts anew: blanks, artefacts, notches, the neighbour. */
@Timeout(20)
class ConditioningBridgeTest {

    private static final ConditioningSettings PLAIN = ConditioningSettings.WITHOUT_CHECKS;
    private static final double RATE_HZ = 1000;

    private final Sample sample = new Sample(3);
    private final Signal signal = new Signal();
    private final Random random = new Random(31);

    @Test
    void aBlankHoldsTheLastGoodValueAndNothingElseGetsIn() {
        Conditioning blanked = conditioning(PLAIN.withNotchHz(List.of(50.0)).withNeighbour("C4"));
        Conditioning held = conditioning(PLAIN.withNotchHz(List.of(50.0)).withNeighbour("C4"));
        Signal expected = new Signal();
        blanked.blank(500_000_000, 519_000_000);
        double last = 0;
        double lastNeighbour = 0;
        for (int i = 0; i < 1000; i++) {
            boolean blank = i >= 500 && i < 520;
            last = blank ? last : 10 * random.nextGaussian();
            lastNeighbour = blank ? lastNeighbour : 10 * random.nextGaussian();
            take(held, i, 0, last, lastNeighbour);
            expected.rawMicrovolts = signal.rawMicrovolts;
            expected.microvolts = signal.microvolts;
            expected.neighbourMicrovolts = signal.neighbourMicrovolts;
            boolean dead = blank && i % 2 == 1;
            take(blanked, i, 0, blank ? (dead ? Double.NaN : 1e6) : last, blank ? -1e6 : lastNeighbour);
            assertThat(signal.faults)
                    .isEqualTo((blank ? SignalFault.BLANKED.bit() : 0) | (dead ? SignalFault.NOT_FINITE.bit() : 0));
            assertThat(signal.microvolts).as("sample %d", i).isEqualTo(expected.microvolts);
            assertThat(signal.rawMicrovolts).isEqualTo(expected.rawMicrovolts);
            assertThat(signal.neighbourMicrovolts).isEqualTo(expected.neighbourMicrovolts);
        }
    }

    @Test
    void aBlankJustBehindAGapHasNothingToHold() {
        Conditioning conditioning = conditioning(PLAIN);
        conditioning.blank(100_000_000, 101_000_000);
        take(conditioning, 99, 0, 5, 0);
        take(conditioning, 100, Sample.GAP, 1e6, 0);
        assertThat(signal.faults).isEqualTo(SignalFault.GAP.bit() | SignalFault.BLANKED.bit());
        assertThat(signal.microvolts).isNaN();
        take(conditioning, 101, 0, 1e6, 0);
        assertThat(signal.rawMicrovolts).isNaN();
        take(conditioning, 102, 0, 7, 0);
        assertThat(signal.rawMicrovolts).isEqualTo(7);
        assertThat(signal.microvolts).isZero();
        assertThat(signal.faults).isZero();
    }

    @Test
    void anAmplitudeFaultIsHeldButTooLargeARangeIsTakenIn() {
        ArtefactLimits limits =
                ArtefactLimits.NONE.withAmplitudeMicrovolts(1000).withPeakToPeakMicrovolts(100);
        Conditioning conditioning = conditioning(PLAIN.withArtefacts(limits));
        for (int i = 0; i < 2000; i++) {
            take(conditioning, i, 0, i % 2, 0);
        }
        take(conditioning, 2000, 0, 5000, 0);
        assertThat(signal.faults).isEqualTo(SignalFault.AMPLITUDE.bit() | SignalFault.PEAK_TO_PEAK.bit());
        assertThat(signal.rawMicrovolts).isEqualTo(1);
        take(conditioning, 2001, 0, 300, 0);
        assertThat(signal.faults).isEqualTo(SignalFault.PEAK_TO_PEAK.bit());
        assertThat(signal.rawMicrovolts).isEqualTo(300);
    }

    @Test
    void anAcceptedLevelStartsEverythingAnew() {
        Conditioning conditioning =
                conditioning(PLAIN.withArtefacts(ArtefactLimits.NONE.withAmplitudeMicrovolts(1000)));
        int unusable = 0;
        for (int i = 0; i < 10_000; i++) {
            double level = i < 5000 ? 0 : 20_000;
            take(conditioning, i, 0, level + random.nextGaussian(), 0);
            if (!signal.usable()) {
                unusable++;
                assertThat(i).isEqualTo(5000 + 1999);
            }
            // No trace of the step in the drift's mean, before or after.
            assertThat(Math.abs(signal.usable() ? signal.microvolts : 0))
                    .as("sample %d", i)
                    .isLessThan(8);
            // Two seconds until it is accepted, one until its spread is known: the 39th of every 27 values.
            assertThat(signal.faults != 0).as("sample %d", i).isEqualTo(i >= 5000 && i <= 6999 + 38 * 27);
        }
        assertThat(unusable).isEqualTo(1);
    }

    @Test
    void theNotchComesBeforeTheDriftAndStartsAnewBehindABreak() {
        Conditioning conditioning = conditioning(PLAIN.withNotchHz(List.of(50.0)));
        RecursiveFilter notch = new RecursiveFilter(Notch.of(50, 2, RATE_HZ));
        DriftRemoval drift = new DriftRemoval(10.5, RATE_HZ);
        for (int i = 0; i < 3000; i++) {
            double x = 4000 + 50 * StrictMath.sin(2 * Math.PI * 50 * i / RATE_HZ) + random.nextGaussian();
            if (i == 1500) {
                notch.restart();
                drift.restart();
            }
            take(conditioning, i, i == 1500 ? Sample.GAP : 0, x, 0);
            double notched = notch.filter(x);
            assertThat(signal.rawMicrovolts).isCloseTo(notched, within(1e-8));
            assertThat(signal.microvolts).isCloseTo(drift.remove(notched), within(1e-8));
        }
    }

    @Test
    void theNeighbourHasTheSameReferenceAndGoesMissingAlone() {
        Conditioning conditioning = conditioning(
                ConditioningSettings.DEFAULTS.withNeighbour("c4").withReference(List.of(ConditioningSettings.AVERAGE)));
        for (int i = 0; i < 3000; i++) {
            double shared = 500 * random.nextGaussian();
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            take(conditioning, i, 0, a + shared, b + shared, shared);
            assertThat(signal.rawMicrovolts).isCloseTo(a - (a + b) / 3, within(1e-9));
            assertThat(signal.neighbourMicrovolts).matches(v -> Double.isNaN(v) || Math.abs(v) < 10);
        }
        take(conditioning, 3000, 0, 0, 0, 0);
        Conditioning plain = conditioning(ConditioningSettings.DEFAULTS.withNeighbour("C4"));
        for (int i = 0; i < 3000; i++) {
            take(plain, i, 0, random.nextGaussian(), random.nextGaussian());
        }
        take(plain, 3000, 0, 0.5, 900);
        assertThat(signal.neighbourMicrovolts).as("a pop of the neighbour").isNaN();
        assertThat(signal.faults).isZero();
        take(plain, 3001, 0, 0.5, Double.NaN);
        assertThat(signal.neighbourMicrovolts).isNaN();
        assertThat(signal.rawMicrovolts).isEqualTo(0.5);
        take(plain, 3002, 0, 0.5, 0.25);
        assertThat(signal.neighbourMicrovolts).isEqualTo(0.25);
    }

    @Test
    void theDriftsMeanIsOfWholePeriodsNearestToTheLengthGiven() {
        assertThat(DriftRemoval.ofLength(500, 10, 1000).lengthSamples()).isEqualTo(500);
        assertThat(DriftRemoval.ofLength(540, 10, 1000).lengthSamples()).isEqualTo(500);
        assertThat(DriftRemoval.ofLength(560, 10, 1000).lengthSamples()).isEqualTo(600);
        assertThat(DriftRemoval.ofLength(3, 10, 1000).lengthSamples()).isEqualTo(100);
    }

    @Test
    void saysHowLateNotchesAndDecimationMakeATone() {
        assertThat(conditioning(PLAIN).delaySeconds(10.5)).isZero();
        assertThat(conditioning(PLAIN.withDecimateToHz(250)).delaySeconds(10.5)).isEqualTo(0.0015);
        assertThat(conditioning(PLAIN.withNotchHz(List.of(50.0))).delaySeconds(10.5))
                .isBetween(0.0001, 0.0003);
        assertThat(conditioning(PLAIN.withNotchHz(List.of(3.0))).delaySeconds(10.5))
                .isNegative();
    }

    private void take(Conditioning conditioning, int i, int flags, double... values) {
        sample.index = i;
        sample.timeNanos = i * 1_000_000L;
        sample.flags = flags;
        sample.values[2] = 0;
        System.arraycopy(values, 0, sample.values, 0, values.length);
        conditioning.condition(sample, signal);
    }

    private static Conditioning conditioning(ConditioningSettings settings) {
        SignalSettings signal = new SignalSettings(
                        "mu", Map.of("C3", 1.0), 8, 13, OptionalDouble.of(10.5), "echt", OptionalDouble.empty())
                .withConditioning(settings);
        StreamInfo info = StreamInfo.builder("amp", "EEG")
                .channels(List.of(
                        new ChannelInfo("C3", "uV", "EEG"),
                        new ChannelInfo("C4", "uV", "EEG"),
                        new ChannelInfo("Cz", "uV", "EEG")))
                .nominalRateHz(RATE_HZ)
                .build();
        return Conditioning.of(signal, info);
    }
}
