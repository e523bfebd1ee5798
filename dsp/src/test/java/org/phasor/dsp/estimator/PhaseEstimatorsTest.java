package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.SignalSettings;

class PhaseEstimatorsTest {

    @Test
    void listTheirNamesOnce() {
        assertThat(PhaseEstimators.names()).contains("echt").doesNotHaveDuplicates();
    }

    @Test
    void nameTheNearestForAnUnknownName() {
        assertThatThrownBy(() -> PhaseEstimators.create(settings("ecth"), 1000, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("estimator = \"ecth\": not known; nearest: echt (known: "
                        + String.join(", ", PhaseEstimators.names()) + ")");
    }

    @Test
    void makeTheEstimatorThatIsNamed() {
        assertThat(PhaseEstimators.create(settings("echt"), 1000, 0.01)).isInstanceOf(EndpointCorrectedHilbert.class);
    }

    @ParameterizedTest
    @MethodSource("org.phasor.dsp.estimator.PhaseEstimators#names")
    void refuseACalibrationOfSomethingElse(String estimator) {
        assertRefused(
                estimator, estimator, 8, 12, 10, 0, "was made for band-hz = [8.0, 12.0]: the signal's is [8.0, 13.0]");
        assertRefused(estimator, estimator, 15, 25, 20, 0, "was made for band-hz = [15.0, 25.0]");
        assertRefused(estimator, estimator, 8, 13, 20, 0, "peakHz = 20.0: must be at most 1.0 Hz outside the band");
        assertRefused(estimator, estimator, 8, 13, Double.NaN, 0, "peakHz = NaN: must be");
        assertRefused(estimator, estimator, 8, 13, 10, 4, "biasRad = 4.0: must be -pi to pi");
        assertRefused(estimator, "other", 8, 13, 10, 0, "its calibration was made for \"other\"");
    }

    private static void assertRefused(
            String estimator, String of, double lowHz, double highHz, double peakHz, double biasRad, String message) {
        Calibration calibration =
                new Calibration(of, 1000, lowHz, highHz, peakHz, 6, biasRad, Map.of(), new double[0], Map.of());
        assertThatThrownBy(() -> PhaseEstimators.create(settings(estimator).withCalibration(calibration), 1000, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static SignalSettings settings(String estimator) {
        return new SignalSettings(
                "mu", Map.of("C3", 1.0), 8, 13, OptionalDouble.empty(), estimator, OptionalDouble.empty());
    }
}
