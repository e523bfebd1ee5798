package org.phasor.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MontagesTest {

    @Test
    void theMotorCortexIsLessItsFourDiagonalNeighbours() {
        assertThat(Montages.named("C3-hjorth"))
                .hasSize(5)
                .containsEntry("C3", 1.0)
                .containsEntry("FC1", -0.25)
                .containsEntry("FC5", -0.25)
                .containsEntry("CP1", -0.25)
                .containsEntry("CP5", -0.25);
    }

    @ParameterizedTest
    @MethodSource("org.phasor.dsp.Montages#names")
    void isBlindToWhatAllElectrodesShare(String name) {
        double sum = Montages.named(name).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        assertThat(sum).isCloseTo(0, within(1e-15));
        assertThat(Montages.named(name)).containsEntry(name.substring(0, name.indexOf('-')), 1.0);
    }

    @Test
    void namesTheNearestWhenThereIsNoneOfAName() {
        assertThatThrownBy(() -> Montages.named("C33-hjorth"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("montage \"C33-hjorth\": not known; nearest: C3-hjorth, ")
                .hasMessageContaining("(known: C3-hjorth, C4-hjorth, Cz-hjorth, ");
    }
}
