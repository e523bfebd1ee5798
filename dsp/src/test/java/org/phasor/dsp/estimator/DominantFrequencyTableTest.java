package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.dsp.SharedRecording;

/**
 * The dominant-frequency estimators behind the conditioning on real recordings: they err as the reference does, whose table has one
 * decimal.
 */
@Timeout(60)
class DominantFrequencyTableTest {

    @ParameterizedTest
    @CsvSource({"MU_C3, 52.9", "CZ_O2, 42.5", "O2, 49.6", "CA1, 33.0"})
    void filteredItErrsAsTheReferenceDoes(SharedRecording recording, double expectedDegrees) {
        assertThat(new OracleRun(recording).circularSdDegrees("fft")).isCloseTo(expectedDegrees, within(0.051));
    }

    @ParameterizedTest
    @CsvSource({"MU_C3, 61.8", "CZ_O2, 50.5", "O2, 54.5", "CA1, 46.0"})
    void unfilteredItErrsAsTheReferenceDoes(SharedRecording recording, double expectedDegrees) {
        assertThat(new OracleRun(recording).circularSdDegrees("fft-unfiltered"))
                .isCloseTo(expectedDegrees, within(0.051));
    }
}
