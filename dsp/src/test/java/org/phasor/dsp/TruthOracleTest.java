package org.phasor.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The truths of real recordings against a reference made with numpy and scipy, written with nine digits. */
@Timeout(60)
class TruthOracleTest {

    @ParameterizedTest
    @EnumSource
    void multiFilterTruthEqualsTheReference(SharedRecording recording) {
        double[] x = recording.microvolts();
        TruePhase truth = MultiFilterTruth.of(x, recording.rateHz, recording.peakHz);
        assertThat(largest(truth.phaseRad(), recording, "truth_multi_rad")).isLessThan(1e-8);
        assertThat(largestRelative(truth.amplitude(), recording, "truth_multi_amp"))
                .isLessThan(1e-8);
        assertThat(Arrays.stream(truth.angularVariance())).hasSize(x.length).allMatch(v -> v >= 0 && v <= 1);
    }

    @ParameterizedTest
    @EnumSource
    void bandTruthEqualsTheReference(SharedRecording recording) {
        TruePhase truth = BandTruth.of(recording.microvolts(), recording.rateHz, recording.lowHz, recording.highHz);
        assertThat(largest(truth.phaseRad(), recording, "truth_band_rad")).isLessThan(1e-8);
        assertThat(largestRelative(truth.amplitude(), recording, "truth_band_amp"))
                .isLessThan(1e-8);
        assertThat(truth.angularVariance()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void individualPeakEqualsTheReference(SharedRecording recording) {
        double[] training = Arrays.copyOf(recording.microvolts(), recording.trainingSamples);
        IndividualPeak peak =
                IndividualPeak.find(training, recording.rateHz, recording.searchLowHz, recording.searchHighHz);
        assertThat(peak.peakHz()).isCloseTo(recording.peakHz, within(1e-9));
    }

    private static double largest(double[] phase, SharedRecording recording, String column) {
        double[] expected = recording.oracle(column);
        int[] samples = recording.oracleSamples();
        double most = 0;
        for (int i = 0; i < samples.length; i++) {
            most = Math.max(most, Math.abs(Phase.wrap(phase[samples[i]] - expected[i])));
        }
        return most;
    }

    private static double largestRelative(double[] amplitude, SharedRecording recording, String column) {
        double[] expected = recording.oracle(column);
        int[] samples = recording.oracleSamples();
        double most = 0;
        for (int i = 0; i < samples.length; i++) {
            most = Math.max(most, Math.abs(amplitude[samples[i]] / expected[i] - 1));
        }
        return most;
    }
}
