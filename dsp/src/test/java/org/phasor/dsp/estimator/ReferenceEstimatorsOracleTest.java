package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.phasor.dsp.SharedRecording;

/**
 * The estimators etp, zero-crossing, ar-extend and ar-extend-trained behind the conditioning on real recordings, trained as the
 * reference was, against references made with numpy and scipy.
 */
@Timeout(60)
class ReferenceEstimatorsOracleTest {

    /** The references are written with nine digits. */
    private static final double AS_WRITTEN_RAD = 1e-8;

    @ParameterizedTest
    @EnumSource
    void etpEqualsTheReference(SharedRecording recording) {
        assertThat(largestDifference(recording, "etp", "etp_rad")).isLessThan(AS_WRITTEN_RAD);
    }

    @ParameterizedTest
    @EnumSource
    void zeroCrossingEqualsTheReference(SharedRecording recording) {
        assertThat(largestDifference(recording, "zero-crossing", "zero_crossing_rad"))
                .isLessThan(AS_WRITTEN_RAD);
    }

    @ParameterizedTest
    @EnumSource
    void arExtendTrainedEqualsTheReference(SharedRecording recording) {
        assertThat(largestDifference(recording, "ar-extend-trained", "ar_extend_trained_rad"))
                .isLessThan(AS_WRITTEN_RAD);
    }

    /** The reference's own circular standard deviations, in degrees, as its table has them. */
    @ParameterizedTest
    @CsvSource({"MU_C3, 43.3", "CZ_O2, 33.6", "O2, 39.4", "CA1, 22.0"})
    void arExtendIsAsGoodAsTheReference(SharedRecording recording, double circularSdDegrees) {
        assertThat(new OracleRun(recording).circularSdDegrees("ar-extend")).isCloseTo(circularSdDegrees, within(0.3));
    }

    private static double largestDifference(SharedRecording recording, String estimator, String column) {
        OracleRun run = new OracleRun(recording);
        return run.largestDifference(run.phases(estimator), column);
    }
}
