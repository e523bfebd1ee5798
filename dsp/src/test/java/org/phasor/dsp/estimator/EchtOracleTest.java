package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.phasor.dsp.SharedRecording;

/** The estimator behind the conditioning on real recordings, against a reference made with numpy and scipy. */
@Timeout(60)
class EchtOracleTest {

    @ParameterizedTest
    @EnumSource
    void orderTwoOnTheWholeBandEqualsTheReference(SharedRecording recording) {
        EchtSettings settings = new EchtSettings(
                (int) recording.rateHz, 2, recording.lowHz, recording.highHz, recording.peakHz, EchtCalibration.NONE);
        assertThat(largestDifference(recording, settings, "echt_1s_o2_rad")).isLessThan(1e-8);
    }

    @ParameterizedTest
    @EnumSource
    void calibratedOrderOneAroundThePeakEqualsTheReference(SharedRecording recording) {
        EchtSettings settings = new EchtSettings(
                (int) recording.rateHz,
                1,
                recording.peakHz - 1.5,
                recording.peakHz + 1.5,
                recording.peakHz,
                EchtCalibration.GAIN_AND_PHASE);
        assertThat(largestDifference(recording, settings, "cecht_1s_o1_f0pm1.5_rad"))
                .isLessThan(1e-8);
    }

    private static double largestDifference(SharedRecording recording, EchtSettings settings, String column) {
        OracleRun run = new OracleRun(recording);
        return run.largestDifference(
                run.phases(new EndpointCorrectedHilbert(settings, recording.rateHz, 0), 0), column);
    }
}
