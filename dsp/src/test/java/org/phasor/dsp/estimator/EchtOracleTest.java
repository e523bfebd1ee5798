package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.Conditioning;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.SharedRecording;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;

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
        SignalSettings signalSettings = new SignalSettings(
                "s",
                Map.of("C3", 1.0),
                recording.lowHz,
                recording.highHz,
                OptionalDouble.of(recording.peakHz),
                "echt",
                OptionalDouble.empty());
        StreamInfo info = StreamInfo.builder("amp", "EEG")
                .channels(List.of(new ChannelInfo("C3", "microvolts", "EEG")))
                .nominalRateHz(recording.rateHz)
                .build();
        Conditioning conditioning = Conditioning.of(signalSettings, info);
        PhaseEstimator estimator = new EndpointCorrectedHilbert(settings, recording.rateHz, 0);

        double[] x = recording.microvolts();
        double[] expected = recording.oracle(column);
        int[] samples = recording.oracleSamples();
        Sample sample = new Sample(1);
        Signal signal = new Signal();
        PhaseEstimate estimate = new PhaseEstimate();
        double most = 0;
        for (int i = 0, next = 0; i < x.length && next < samples.length; i++) {
            sample.values[0] = x[i];
            conditioning.condition(sample, signal);
            estimator.estimate(signal, estimate);
            if (i == samples[next]) {
                assertThat(estimate.valid).isTrue();
                most = Math.max(most, Math.abs(Phase.wrap(estimate.phaseRad - expected[next])));
                next++;
            }
        }
        return most;
    }
}
