package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.AllocationCounter;
import org.phasor.dsp.ArtefactLimits;
import org.phasor.dsp.ConditioningSettings;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.SignalFault;
import org.phasor.dsp.Signals;

@Timeout(30)
class SignalChainTest {

    private static final ConditioningSettings DEFAULTS = ConditioningSettings.DEFAULTS;

    @ParameterizedTest
    @CsvSource({
        "5000, 10.5, 1000, 0",
        "5000, 10.5, 1000, 0.013",
        "2048, 10.5, 512, 0",
        "2048, 6.2, 500, 0.005",
        "1000, 20, 333, 0.002",
        "1000, 10, 1000, 0.01"
    })
    void thePhaseHoldsAtEveryFrameWhenDecimated(double rateHz, double peakHz, double toHz, double lookAheadSeconds) {
        ChainRun run = new ChainRun(peakHz, rateHz, lookAheadSeconds, DEFAULTS.withDecimateToHz(toHz));
        assertFollows(run, Signals.tone(peakHz, rateHz).phase(0.4), lookAheadSeconds);
    }

    @ParameterizedTest
    @CsvSource({"1000, 10.5, 50, 2, 0", "1000, 10.5, 50, 8, 0.004", "250, 10, 60, 3, 0", "1000, 22, 16.7, 1, 0.0"})
    void thePhaseHoldsBehindANotch(
            double rateHz, double peakHz, double notchHz, double widthHz, double lookAheadSeconds) {
        ConditioningSettings notched = DEFAULTS.withNotchHz(List.of(notchHz)).withNotchWidthHz(widthHz);
        ChainRun run = new ChainRun(peakHz, rateHz, lookAheadSeconds, notched);
        assertFollows(run, Signals.tone(peakHz, rateHz).phase(-1), lookAheadSeconds);
    }

    @Test
    void thePhaseHoldsBehindEverythingAndTheHumIsGone() {
        ConditioningSettings all = DEFAULTS.withNotchHz(List.of(50.0, 100.0))
                .withDecimateToHz(500)
                .withDriftRemovalMs(700)
                .withArtefacts(ArtefactLimits.NONE);
        ChainRun run = new ChainRun(10, 2000, 0.01, all);
        Signals tone = Signals.tone(10, 2000).offset(20_000);
        double[] x = tone.samples(12_000);
        double most = 0;
        for (int i = 0; i < x.length; i++) {
            double hum = 100 * StrictMath.sin(2 * Math.PI * 50 * i / 2000.0);
            PhaseEstimate out = run.take(i, x[i] + hum, 0);
            if (out.valid && i > 8000) {
                most = Math.max(most, Math.abs(Phase.wrap(out.phaseRad - tone.phaseRadAt(i + 0.01 * 2000))));
            }
        }
        assertThat(most).isBetween(1e-9, 0.02);
    }

    private static void assertFollows(ChainRun run, Signals tone, double lookAheadSeconds) {
        int valid = 0;
        double[] x = tone.samples((int) (5 * tone.rateHz));
        for (int i = 0; i < x.length; i++) {
            PhaseEstimate out = run.take(i, x[i], 0);
            if (i >= 3 * tone.rateHz) {
                assertThat(out.valid).as("sample %d", i).isTrue();
                valid++;
                double truth = tone.phaseRadAt(i + lookAheadSeconds * tone.rateHz);
                assertThat(Phase.wrap(out.phaseRad - truth))
                        .as("sample %d of %s", i, tone)
                        .isCloseTo(0, within(0.015));
                assertThat(out.phaseRad > -Math.PI && out.phaseRad <= Math.PI).isTrue();
                assertThat(out.amplitudeMicrovolts).isCloseTo(10, within(0.3));
                assertThat(out.frequencyHz).isCloseTo(tone.hz, within(0.2));
            }
        }
        assertThat(valid).isPositive();
    }

    @Test
    void aFaultBetweenTwoDecimatedFramesIsSeenAtOnce() {
        ChainRun run = new ChainRun(10, 5000, 0, DEFAULTS.withDecimateToHz(1000));
        double[] x = Signals.tone(10, 5000).samples(40_000);
        for (int i = 0; i < 20_002; i++) {
            run.take(i, x[i], 0);
        }
        assertThat(run.out.valid).isTrue();
        assertThat(run.take(20_002, Double.NaN, 0).valid).isFalse();
        assertThat(run.out.faults).isEqualTo(SignalFault.NOT_FINITE.bit());
        int back = -1;
        for (int i = 20_003; i < 40_000; i++) {
            back = run.take(i, x[i], 0).valid && back < 0 ? i : back;
        }
        // The frames count from the break: a window of 1024 means of 5.
        assertThat(back).isEqualTo(20_002 + 5 * 1024);
    }

    @Test
    void blanksThePulsesItIsTold() {
        ChainRun run = new ChainRun(10, 1000, 0, DEFAULTS.withBlanking(2, 20));
        double[] x = Signals.tone(10, 1000).samples(8000);
        for (int i = 0; i < x.length; i++) {
            if (i == 3990) {
                run.chain.pulse(ChainRun.nanos(4000, 1000));
                run.chain.blank(ChainRun.nanos(4015, 1000), ChainRun.nanos(4030, 1000));
            }
            boolean blanked = i >= 3998 && i <= 4030;
            double pulse = blanked ? 1e5 : 0;
            PhaseEstimate out = run.take(i, x[i] + pulse, 0);
            assertThat(out.faults).as("sample %d", i).isEqualTo(blanked ? SignalFault.BLANKED.bit() : 0);
            assertThat(out.valid).isEqualTo(i >= 1023 && (i < 3998 || i > 4030 + 1023));
        }
    }

    @Test
    void aConstantHasNoPhase() {
        for (double decimated : new double[] {1000, 250}) {
            ChainRun run = new ChainRun(10, 1000, 0, DEFAULTS.withDecimateToHz(decimated));
            for (int i = 0; i < 5000; i++) {
                assertThat(run.take(i, 20_000, 0).valid).isFalse();
            }
            assertThat(run.out.faults).isEqualTo(SignalFault.FLAT.bit());
        }
    }

    @Test
    void aConstantHasNoPhaseEvenWhereNobodyLooksForFlatLines() {
        ConditioningSettings settings = ConditioningSettings.WITHOUT_CHECKS.withNotchHz(List.of(50.0, 60.0));
        for (double decimated : new double[] {1000, 250}) {
            ChainRun run = new ChainRun(10, 1000, 0.01, settings.withDecimateToHz(decimated));
            for (int i = 0; i < 5000; i++) {
                assertThat(run.take(i, 23_456.7, 0).valid).as("sample %d", i).isFalse();
            }
        }
    }

    @Test
    void noNumberHasNoPhase() {
        ChainRun run = new ChainRun(10, 1000, 0, DEFAULTS.withDecimateToHz(250).withNotchHz(List.of(50.0)));
        for (int i = 0; i < 3000; i++) {
            assertThat(run.take(i, i % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY, 0).valid)
                    .isFalse();
            assertThat(run.out.phaseRad).isNaN();
        }
    }

    @Test
    void refusesWhatDoesNotFitInOneLine() {
        assertRefuses(
                DEFAULTS.withNotchHz(List.of(12.9)),
                "notch at 12.9 Hz, 2.0 Hz wide: must be outside the band of interest, 7.5 to 12.5 Hz");
        assertRefuses(
                DEFAULTS.withNotchHz(List.of(500.0)), "notch at 500.0 Hz: must be > 0 and < 500.0 Hz, half the rate");
        assertRefuses(
                DEFAULTS.withDecimateToHz(25),
                "decimate-hz = 25.0: leaves 25.0 Hz, must be > 25.0 Hz, twice the band's upper edge");
        assertRefuses(
                DEFAULTS.withDecimateToHz(0),
                "decimate-hz = 0.0: leaves 0.0 Hz, must be > 25.0 Hz, twice the band's upper edge");
        assertRefuses(DEFAULTS.withDriftRemovalMs(0), "drift-removal-ms = 0.0: must be > 0");
        assertRefuses(DEFAULTS.withBlanking(-1, 20), "blank-before-ms = -1.0: must be 0 to 60000");
        assertRefuses(DEFAULTS.withNeighbour("C5"), "channel 'C5' is not in stream 'amp' (has C3); nearest: C3");
        assertRefuses(
                DEFAULTS.withReference(List.of("M1")), "channel 'M1' is not in stream 'amp' (has C3); nearest: C3");
        assertRefuses(
                DEFAULTS.withArtefacts(ArtefactLimits.DEFAULTS.withAmplitudeMads(-1)),
                "amplitude-mads = -1.0: must be > 0");
    }

    private static void assertRefuses(ConditioningSettings conditioning, String message) {
        assertThatThrownBy(() -> SignalChain.of(
                        ChainRun.settings(10).withConditioning(conditioning),
                        ChainRun.stream(1000),
                        0,
                        RefreshRunner.INLINE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void allocatesNothingWithEverythingSwitchedOn() {
        ConditioningSettings all = DEFAULTS.withNotchHz(List.of(50.0, 60.0))
                .withDecimateToHz(500)
                .withDriftRemovalMs(800)
                .withNeighbour("C3")
                .withArtefacts(new ArtefactLimits(
                        OptionalDouble.of(5),
                        OptionalDouble.of(5),
                        OptionalDouble.of(100),
                        OptionalDouble.of(150),
                        OptionalDouble.of(20),
                        OptionalDouble.of(50),
                        OptionalDouble.of(10_000),
                        OptionalDouble.of(2),
                        OptionalDouble.of(2)));
        ChainRun run = new ChainRun(10, 2000, 0.01, all);
        double[] x = Signals.tone(10, 2000).noise(1).samples(20_000);
        int[] count = {0};
        double bytes = AllocationCounter.bytesPerCall(() -> {
            int i = count[0]++;
            if (i % 997 == 0) {
                run.chain.pulse(ChainRun.nanos(i + 40, 2000));
            }
            double value = i % 7919 == 0 ? Double.NaN : i % 1013 == 0 ? 5000 : x[i % x.length];
            run.take(i, value, i % 5003 == 0 ? Sample.GAP : 0);
        });
        assertThat(bytes).isLessThan(1);
    }
}
