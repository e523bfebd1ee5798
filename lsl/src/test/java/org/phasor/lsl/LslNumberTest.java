package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** O4: numbers in every locale as C prints them. */
class LslNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.000000000000000",
        "-0.0, -0.000000000000000",
        "100, 100.0000000000000",
        "1.1, 1.100000000000000",
        "250.5, 250.5000000000000",
        "8.800000000000001, 8.800000000000001",
        "0.0001, 0.0001000000000000000",
        "0.00001, 1.000000000000000e-05",
        "1234567890123456, 1234567890123456.",
        "12345678901234567, 1.234567890123457e+16",
        "9.9999999999999995e15, 1.000000000000000e+16",
        "1e300, 1.000000000000000e+300",
        "864.605368727, 864.6053687270000",
        "NaN, nan",
        "-Infinity, -inf"
    })
    void printsAsCDoes(double value, String text) {
        assertThat(LslNumber.format(value)).isEqualTo(text);
    }

    @Test
    void keepsFifteenDigitsOfAnyNumber() {
        long seed = 11;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40) - 20);
            assertThat(Double.parseDouble(LslNumber.format(value)))
                    .as("seed %d, value %s", seed, value)
                    .isCloseTo(value, org.assertj.core.data.Offset.offset(Math.abs(value) * 1e-15));
        }
    }
}
