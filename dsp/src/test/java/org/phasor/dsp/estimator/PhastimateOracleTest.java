package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.phasor.dsp.SharedRecording;

/**
 * PHASTIMATE behind the conditioning on real recordings, against a reference made with numpy and scipy, written with nine digits
 * (5e-9 rad).
 */
@Timeout(60)
class PhastimateOracleTest {

    @ParameterizedTest
    @EnumSource
    void theParametersOf2018EqualTheReference(SharedRecording recording) {
        OracleRun run = new OracleRun(recording);
        assertThat(run.largestDifference(run.phases("phastimate-2018"), "phastimate2018_rad"))
                .isLessThan(1e-8);
    }

    @ParameterizedTest
    @EnumSource
    void theDefaultsOf2020EqualTheReference(SharedRecording recording) {
        OracleRun run = new OracleRun(recording);
        assertThat(run.largestDifference(run.phases("phastimate"), "phastimate2020_rad"))
                .isLessThan(1e-8);
    }

    @ParameterizedTest
    @CsvSource({"MU_C3, 46.8", "CZ_O2, 36.5", "O2, 43.4", "CA1, 25.2"})
    void aroundThePeakItErrsAsTheReferenceDoes(SharedRecording recording, double expectedDegrees) {
        // The table has one decimal.
        assertThat(new OracleRun(recording).circularSdDegrees("phastimate-individual"))
                .isCloseTo(expectedDegrees, within(0.051));
    }
}
