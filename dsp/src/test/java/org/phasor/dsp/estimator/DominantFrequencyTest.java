package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.Signals;

@Timeout(20)
class DominantFrequencyTest {

    private static final SignalSettings ALPHA = PhastimateSettingsTest.settings(8, 13, null, null);

    @ParameterizedTest
    @CsvSource({
        "250, 125, 40, 2048, 66, 106",
        "256, 128, 40, 2048, 64, 104",
        "500, 250, 82, 2048, 33, 53",
        "512, 256, 84, 4096, 64, 104",
        "1000, 500, 164, 4096, 33, 53",
        "1250, 625, 206, 4096, 27, 42"
    })
    void hasTheReferencesWindowFilterAndBins(
            double rateHz, int window, int order, int transform, int firstBin, int lastBin) {
        DominantFrequencySettings settings = DominantFrequencySettings.filtered(ALPHA, rateHz);
        assertThat(settings).isEqualTo(new DominantFrequencySettings(window, order, transform, 8, 13));
        assertThat(settings.firstBin(rateHz)).isEqualTo(firstBin);
        assertThat(settings.lastBin(rateHz)).isEqualTo(lastBin);
    }

    @ParameterizedTest
    @CsvSource({"2000, 8192", "2048, 8192", "5000, 16384", "20000, 65536"})
    void keepsItsBinsNarrowAtHigherRates(double rateHz, int transform) {
        assertThat(DominantFrequencySettings.unfiltered(ALPHA, rateHz).transformSamples())
                .isEqualTo(transform);
    }

    @Test
    void takesAWindowLongerThanTheTransform() {
        SignalSettings longWindow = PhastimateSettingsTest.settings(8, 13, null, 6000.0);
        assertThat(DominantFrequencySettings.unfiltered(longWindow, 1000).transformSamples())
                .isEqualTo(8192);
    }

    @Test
    void carriesTheLargestBinOnAtItsFrequency() {
        // The 43rd bin of 4096 at 1024 Hz, and a window of just as many of its cycles: no leakage.
        Signals tone = Signals.tone(10.75, 1024).phase(0.3);
        SignalSettings fourSeconds = PhastimateSettingsTest.settings(8, 13, null, 4000.0);
        DominantFrequencySettings settings = DominantFrequencySettings.unfiltered(fourSeconds, 1024);
        assertThat(settings.windowSamples()).isEqualTo(4096);
        double[] x = tone.samples(5000);
        for (double seconds : new double[] {0, 0.0371, 0.25}) {
            PhaseEstimate estimate = last(settings, 1024, seconds, x);
            assertThat(estimate.frequencyHz).isEqualTo(10.75);
            assertThat(estimate.amplitudeMicrovolts).isCloseTo(10, within(1e-9));
            double truth = tone.phaseRadAt(4999 + seconds * 1024);
            assertThat(Phase.wrap(estimate.phaseRad - truth)).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void staysInTheBandWhateverIsLargerOutside() {
        double[] x = Signals.tone(50, 1000).amplitude(1000).noise(20).seed(3).samples(1000);
        PhaseEstimate estimate = last(DominantFrequencySettings.unfiltered(ALPHA, 1000), 1000, 0, x);
        assertThat(estimate.frequencyHz).isBetween(8.0, 13.0);
    }

    @Test
    void isInvalidOnAConstantAndOnOverflow() {
        for (DominantFrequencySettings settings : new DominantFrequencySettings[] {
            DominantFrequencySettings.filtered(ALPHA, 1000), DominantFrequencySettings.unfiltered(ALPHA, 1000)
        }) {
            double[] x = Signals.tone(10.2, 1000).noise(3).seed(10).samples(3000);
            for (double constant : new double[] {0, 5.1, -3e4}) {
                Arrays.fill(x, 2000, 3000, constant);
                assertThat(last(settings, 1000, 0, x).valid).isFalse();
            }
            x = Signals.tone(10.2, 1000).amplitude(1e300).samples(3000);
            assertThat(last(settings, 1000, 0, x).valid).isFalse();
        }
    }

    @Test
    void refusesWhatCannotRun() {
        refuses(8, 13, null, 20, "band-hz = 8.0 to 13.0 at 20.0 Hz: must be 0 < low < high < 10.0 Hz, half the rate");
        refuses(0, 13, null, 1000, "band-hz = 0.0 to 13.0 at 1000.0 Hz");
        refuses(13, 8, null, 1000, "band-hz = 13.0 to 8.0 at 1000.0 Hz");
        refuses(8, 13, 124.0, 1000, "window of 124.0 ms (124 samples): must be >= 125.0 ms, one cycle of 8.0 Hz");
        refuses(8, 13, null, 0, "rate = 0.0 Hz: must be > 0");
        refuses(10.01, 10.02, null, 1000, "must hold a bin of the spectrum, which are 0.244140625 Hz apart");
        refuses(8, 13, 140.0, 50, "window of 7 samples: must be >= 9, three times the shortest filter");
        for (double seconds : new double[] {-0.001, Double.NaN, 1.5}) {
            assertThatThrownBy(
                            () -> new DominantFrequency(DominantFrequencySettings.filtered(ALPHA, 1000), 1000, seconds))
                    .hasMessage("look-ahead = " + seconds + " s: must be 0 to 1 s");
        }
        assertThatThrownBy(() -> new DominantFrequencySettings(500, 168, 4096, 8, 13).check(1000))
                .hasMessageStartingWith("filter order = 168: must be even");
        assertThatThrownBy(() -> new DominantFrequencySettings(500, 0, 500, 8, 13).check(1000))
                .hasMessage("transform of 500 samples: must be a power of two and hold the window of 500");
    }

    private static void refuses(double lowHz, double highHz, Double windowMs, double rateHz, String message) {
        SignalSettings settings = PhastimateSettingsTest.settings(lowHz, highHz, null, windowMs);
        assertThatThrownBy(() -> DominantFrequencySettings.filtered(settings, rateHz))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static PhaseEstimate last(
            DominantFrequencySettings settings, double rateHz, double lookAheadSeconds, double[] x) {
        DominantFrequency estimator = new DominantFrequency(settings, rateHz, lookAheadSeconds);
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
