package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.dsp.SignalSettings;

class EchtSettingsTest {

    @ParameterizedTest
    @CsvSource({"250, 256", "256, 256", "500, 512", "512, 512", "1000, 1024", "1250, 1024", "2000, 2048", "5000, 4096"})
    void takeThePowerOfTwoNearestToASecond(double rateHz, int samples) {
        assertThat(EchtSettings.of(settings(8, 13, 10.5, null), rateHz).windowSamples())
                .isEqualTo(samples);
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000, 1000", "512, 1000, 512", "750, 250, 188", "1000, 256, 256"})
    void takeAGivenWindowExactly(double windowMs, double rateHz, int samples) {
        assertThat(EchtSettings.of(settings(8, 13, 10.5, windowMs), rateHz).windowSamples())
                .isEqualTo(samples);
    }

    @Test
    void narrowToThePeakWhereOneIsGiven() {
        EchtSettings echt = EchtSettings.of(settings(8, 13, 11.0, null), 1000);
        assertThat(echt).isEqualTo(new EchtSettings(1024, 1, 9.5, 12.5, 11, EchtCalibration.EXACT_AT_PEAK));
    }

    @Test
    void takeTheWholeBandWhereNoPeakIsGiven() {
        EchtSettings echt = EchtSettings.of(settings(8, 13, null, null), 1000);
        assertThat(echt).isEqualTo(new EchtSettings(1024, 1, 8, 13, 10.5, EchtCalibration.EXACT_AT_PEAK));
    }

    @Test
    void refuseWindowsShorterThanOneCycle() {
        assertThatThrownBy(() -> EchtSettings.of(settings(4, 8, 6.0, 249.0), 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("window of 249.0 ms (249 samples): must be >= 250.0 ms, one cycle of 4.0 Hz");
        assertThat(EchtSettings.of(settings(4, 8, 6.0, 250.0), 1000).windowSamples())
                .isEqualTo(250);
    }

    @Test
    void refuseWhatCannotRun() {
        refuses(settings(8, 13, 10.5, 0.0), 1000, "window-ms = 0.0: must be > 0");
        refuses(settings(8, 13, 10.5, Double.NaN), 1000, "window-ms = NaN: must be > 0");
        refuses(settings(8, 13, 10.5, 1e9), 1000, "window-ms = 1.0E9: must be > 0 and <= 60000");
        refuses(settings(8, 13, 10.5, 60_000.0), 1e9, "samples: must be <= 1048576");
        refuses(settings(8, 13, 10.5, null), 0, "rate = 0.0 Hz: must be > 0");
        refuses(settings(8, 13, 10.5, null), Double.NaN, "rate = NaN Hz: must be > 0");
        refuses(settings(8, 13, 1.5, null), 1000, "filter band 0.0 to 3.0 Hz");
        refuses(settings(8, 13, null, null), 25, "must be 0 < low < high < 12.5 Hz");
        refuses(settings(0, 13, null, null), 1000, "must be 0 < low");
        refuses(settings(13, 8, null, null), 1000, "must be 0 < low < high");
        assertThatThrownBy(() -> new EchtSettings(1024, 5, 8, 13, 10, EchtCalibration.EXACT_AT_PEAK).check(1000))
                .hasMessage("order = 5: must be 1 to 4");
        assertThatThrownBy(() -> new EchtSettings(1024, 1, 8, 13, 14, EchtCalibration.EXACT_AT_PEAK).check(1000))
                .hasMessage("peak-hz = 14.0: must be in the filter band, 8.0 to 13.0 Hz");
    }

    private static void refuses(SignalSettings settings, double rateHz, String message) {
        assertThatThrownBy(() -> EchtSettings.of(settings, rateHz))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static SignalSettings settings(double lowHz, double highHz, Double peakHz, Double windowMs) {
        return new SignalSettings(
                "s",
                Map.of("C3", 1.0),
                lowHz,
                highHz,
                peakHz == null ? OptionalDouble.empty() : OptionalDouble.of(peakHz),
                "echt",
                windowMs == null ? OptionalDouble.empty() : OptionalDouble.of(windowMs));
    }
}
