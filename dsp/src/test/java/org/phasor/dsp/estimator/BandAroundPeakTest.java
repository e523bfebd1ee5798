package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.SignalSettings;

@Timeout(10)
class BandAroundPeakTest {

    @ParameterizedTest
    @CsvSource({
        "8, 13, 10.5, 0",
        "8, 13, 9.75, 0",
        "8, 13, 11.25, 0",
        "8, 13, 9, -0.75",
        "8, 13, 8, -1.75",
        "8, 13, 13, 1.75",
        "8, 13, 7, -2.75",
        "8, 13, 14, 2.75",
        // Further outside than a peak is looked for: it is refused elsewhere.
        "8, 13, 6.9, 0",
        "8, 13, 14.1, 0",
        // A narrow band is brought around the peak.
        "10, 12, 10.5, -0.5",
        // A slow peak has a quarter of itself.
        "1, 4, 1, -0.25",
        "1, 4, 1.5, 0",
    })
    void theBandIsMovedSoThatItHoldsThePeak(double lowHz, double highHz, double peakHz, double shiftHz) {
        assertThat(BandAroundPeak.shiftHz(lowHz, highHz, peakHz, 250)).isCloseTo(shiftHz, within(1e-12));
    }

    @Test
    void noBandIsMovedBeyondHalfTheRate() {
        assertThat(BandAroundPeak.shiftHz(16, 24, 24, 50)).isZero();
        assertThat(BandAroundPeak.shiftHz(16, 24, 24, 52)).isCloseTo(1.75, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {7, 8, 13, 14})
    void estimatorsTakePeaksAtAndBesideTheEdges(double peakHz) {
        for (String name : PhaseEstimators.names()) {
            if (!PhaseEstimators.isTrained(name)) {
                PhaseEstimator made = PhaseEstimators.create(settings(name, peakHz), 250, 0.01);
                assertThat(made).as(name).isNotNull();
            }
        }
    }

    @Test
    void aPeakFarFromTheBandIsRefused() {
        assertThatThrownBy(() -> PhaseEstimators.create(settings("phastimate", 15), 250, 0.01))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("peak-hz = 15.0: must be in the filter band, 8.0 to 13.0 Hz");
    }

    private static SignalSettings settings(String estimator, double peakHz) {
        return new SignalSettings(
                "s", Map.of("C3", 1.0), 8, 13, OptionalDouble.of(peakHz), estimator, OptionalDouble.empty());
    }
}
