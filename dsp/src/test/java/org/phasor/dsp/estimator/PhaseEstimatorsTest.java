package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
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

    private static SignalSettings settings(String estimator) {
        return new SignalSettings(
                "mu", Map.of("C3", 1.0), 8, 13, OptionalDouble.empty(), estimator, OptionalDouble.empty());
    }
}
