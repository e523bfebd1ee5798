package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.dsp.SignalSettings;

class PhastimateSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "250, 188, 48, 16, 8, 32",
        "256, 192, 50, 16, 8, 32",
        "500, 375, 96, 32, 15, 64",
        "512, 384, 98, 33, 15, 66",
        "1000, 750, 192, 64, 30, 128",
        "1250, 938, 240, 80, 38, 160",
        "2048, 1536, 394, 131, 61, 262",
        "5000, 3750, 960, 320, 150, 640"
    })
    void scaleTheNumbersOf2020WithTheRate(double rateHz, int window, int order, int edge, int model, int hilbert) {
        assertThat(PhastimateSettings.of2020(settings(8, 13, null, null), rateHz))
                .isEqualTo(new PhastimateSettings(window, order, edge, model, hilbert, 8, 13, 10.5));
        assertThat(PhastimateSettings.ofIndividual(settings(8, 13, 11.0, null), rateHz))
                .isEqualTo(new PhastimateSettings(window, order, edge, model, hilbert, 10, 12, 11));
    }

    @ParameterizedTest
    @CsvSource({"256, 128, 34, 16, 8, 32", "1000, 500, 128, 64, 30, 128", "1250, 625, 160, 80, 38, 160"})
    void scaleTheNumbersOf2018WithTheRate(double rateHz, int window, int order, int edge, int model, int hilbert) {
        assertThat(PhastimateSettings.of2018(settings(8, 13, 9.0, null), rateHz))
                .isEqualTo(new PhastimateSettings(window, order, edge, model, hilbert, 8, 13, 9));
    }

    @Test
    void takeAGivenWindow() {
        assertThat(PhastimateSettings.of2020(settings(8, 13, null, 1000.0), 1000)
                        .windowSamples())
                .isEqualTo(1000);
    }

    @Test
    void refuseWindowsTooShortForTheFilter() {
        refuses(
                settings(8, 13, null, 576.0),
                1000,
                "window of 576.0 ms (576 samples): must be > 576.0 ms, 3 times the filter's order of 192");
        assertThat(PhastimateSettings.of2020(settings(8, 13, null, 577.0), 1000).windowSamples())
                .isEqualTo(577);
        refuses(
                settings(1.2, 2.4, null, null),
                1000,
                "window of 750.0 ms (750 samples): must be >= 833.3333333333334 ms, one cycle of 1.2 Hz");
    }

    @Test
    void refuseWhatCannotRun() {
        refuses(
                settings(8, 13, null, null),
                25,
                "filter band 8.0 to 13.0 Hz at 25.0 Hz: must be 0 < low < high < 12.5");
        refuses(settings(0, 13, null, null), 1000, "filter band 0.0 to 13.0 Hz");
        refuses(settings(13, 8, null, null), 1000, "filter band 13.0 to 8.0 Hz");
        refuses(settings(8, 13, 14.0, null), 1000, "peak-hz = 14.0: must be in the filter band, 8.0 to 13.0 Hz");
        refuses(settings(8, 13, null, null), Double.NaN, "rate = NaN Hz: must be > 0");
        refuses(settings(8, 13, null, -1.0), 1000, "window-ms = -1.0: must be > 0 and <= 60000.0");
        refuses(settings(8, 13, null, 60_000.0), 1e6, "samples: must be <= 1048576");
        assertThatThrownBy(() -> PhastimateSettings.ofIndividual(settings(0.5, 4, 1.0, 2000.0), 1000))
                .hasMessageStartingWith("filter band 0.0 to 2.0 Hz");
        assertThatThrownBy(() -> new PhastimateSettings(750, 191, 64, 30, 128, 8, 13, 10).check(1000))
                .hasMessage("filter order = 191: must be even and >= 2");
        assertThatThrownBy(() -> new PhastimateSettings(750, 192, 64, 30, 127, 8, 13, 10).check(1000))
                .hasMessageContaining("Hilbert window = 127 samples: must be");
        assertThatThrownBy(() -> new PhastimateSettings(750, 192, 360, 30, 128, 8, 13, 10).check(1000))
                .hasMessage("window of 750 samples less two edges of 360: must leave more than 30 samples to fit the"
                        + " model");
    }

    private static void refuses(SignalSettings settings, double rateHz, String message) {
        assertThatThrownBy(() -> PhastimateSettings.of2020(settings, rateHz))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    static SignalSettings settings(double lowHz, double highHz, Double peakHz, Double windowMs) {
        return new SignalSettings(
                "s",
                Map.of("C3", 1.0),
                lowHz,
                highHz,
                peakHz == null ? OptionalDouble.empty() : OptionalDouble.of(peakHz),
                "phastimate",
                windowMs == null ? OptionalDouble.empty() : OptionalDouble.of(windowMs));
    }
}
