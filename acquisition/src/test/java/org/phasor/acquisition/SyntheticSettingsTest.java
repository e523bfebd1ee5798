package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SyntheticSettingsTest {

    private static Arguments refusal(String message, UnaryOperator<SyntheticSettings> change) {
        return Arguments.of(message, change);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("rateHz = 49.0: must be 50.0 to 100000.0", s -> s.withRateHz(49)),
                refusal("rateHz = NaN: must be 50.0 to 100000.0", s -> s.withRateHz(Double.NaN)),
                refusal("channels = 0: must be 1 to 1024", s -> s.withChannels(0)),
                refusal("channels = 1025: must be 1 to 1024", s -> s.withChannels(1025)),
                refusal("channels = 0: must be 1 to 1024", s -> s.withLabels(List.of())),
                refusal("labels = [C3, c3]: \"c3\"", s -> s.withLabels(List.of("C3", "c3"))),
                refusal("labels = [C3, True-Phase]: \"True-Phase\"", s -> s.withLabels(List.of("C3", "True-Phase"))),
                refusal("frequencyHz = 0.5: must be 1.0 to 250.0", s -> s.withFrequency(0.5, 0)),
                refusal("frequencyHz = 250.0: must be 1.2 to 249.8", s -> s.withFrequency(250, 0.1)),
                refusal("frequencyDeviationHz = -0.1: must be 0.0", s -> s.withFrequency(10, -0.1)),
                refusal("amplitudeDeviation = 2.5: must be 0.0 to 2.0", s -> s.withAmplitude(10, 2.5)),
                refusal("amplitudeMicrovolts = 0.0: must be", s -> s.withAmplitude(0, 0.6)),
                refusal("snrDb = Infinity: must be -60.0 to 200.0", s -> s.withNoise(Double.POSITIVE_INFINITY, 1)),
                refusal("noiseExponent = 2.1: must be 0.0 to 2.0", s -> s.withNoise(10, 2.1)),
                refusal("durationSeconds = 0.0: must be at least one sample (0.001)", s -> s.withDurationSeconds(0)),
                refusal("durationSeconds = NaN: must be", s -> s.withDurationSeconds(Double.NaN)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesNamingValueAndBounds(String message, UnaryOperator<SyntheticSettings> change) {
        assertThatThrownBy(() -> change.apply(SyntheticSettings.DEFAULTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void countsItsSamples() {
        assertThat(SyntheticSettings.DEFAULTS.totalSamples()).isEqualTo(Long.MAX_VALUE);
        assertThat(SyntheticSettings.DEFAULTS.withDurationSeconds(1.2345).totalSamples())
                .isEqualTo(1235);
    }
}
