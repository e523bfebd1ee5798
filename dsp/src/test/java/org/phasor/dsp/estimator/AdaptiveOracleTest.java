package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.SharedRecording;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;

/** The estimator on raw channels of real recordings, against a reference made with numpy and scipy. */
@Timeout(60)
class AdaptiveOracleTest {

    @ParameterizedTest
    @EnumSource
    void equalsTheReference(SharedRecording recording) {
        AdaptiveEstimator now = make(recording, 0);
        AdaptiveEstimator ahead = make(recording, 0.005);
        double[] x = recording.microvolts();
        double[] samples = recording.adaptiveOracle("sample");
        double[] phases = recording.adaptiveOracle("phase_rad");
        double[] phasesAhead = recording.adaptiveOracle("phase_plus5ms_rad");
        double[] amplitudes = recording.adaptiveOracle("amplitude");
        double[] valid = recording.adaptiveOracle("valid");
        double[] errors = recording.adaptiveOracle("predicted_sd_rad");
        int perFrame = new FrameGrid(recording.rateHz).samplesPerFrame();
        PhaseEstimate out = new PhaseEstimate();
        PhaseEstimate outAhead = new PhaseEstimate();
        Signal signal = new Signal();
        double worstPhase = 0;
        double worstAhead = 0;
        double worstAmplitude = 0;
        double worstError = 0;
        int compared = 0;
        int closing = 0;
        int differInFrame = 0;
        for (int i = 0, next = 0; i < x.length && next < samples.length; i++) {
            signal.microvolts = x[i];
            signal.rawMicrovolts = x[i];
            now.take(signal);
            ahead.take(signal);
            if (i != (int) samples[next]) {
                continue;
            }
            now.estimate(out);
            ahead.estimate(outAhead);
            assertThat(outAhead.valid).isEqualTo(out.valid);
            boolean expected = valid[next] == 1;
            if ((i + 1) % perFrame == 0) {
                closing++;
                assertThat(out.valid).as("sample %d", i).isEqualTo(expected);
            } else if (out.valid != expected) {
                differInFrame++;
            }
            if (expected && out.valid) {
                compared++;
                worstPhase = Math.max(worstPhase, Math.abs(Phase.wrap(out.phaseRad - phases[next])));
                worstAhead = Math.max(worstAhead, Math.abs(Phase.wrap(outAhead.phaseRad - phasesAhead[next])));
                worstAmplitude = Math.max(worstAmplitude, Math.abs(out.amplitudeMicrovolts / amplitudes[next] - 1));
                worstError = Math.max(worstError, Math.abs(out.ownErrorRad / errors[next] - 1));
            }
            next++;
        }
        assertThat(compared).isGreaterThanOrEqualTo(samples.length * 9 / 10);
        assertThat(closing).isGreaterThanOrEqualTo(perFrame == 1 ? samples.length : 0);
        // Within a frame the reference looks at that whole frame, to its end a few ms ahead, so it may see its badness
        // first.
        assertThat(differInFrame).isLessThanOrEqualTo(1);
        assertThat(worstPhase).isLessThan(1e-9);
        assertThat(worstAhead).isLessThan(1e-9);
        // The table has 9 digits of the amplitude, and 6 of the error.
        assertThat(worstAmplitude).isLessThan(1e-8);
        assertThat(worstError).isLessThan(1e-5);
    }

    @ParameterizedTest
    @EnumSource
    void followsThePeakAsTheReferenceDoes(SharedRecording recording) {
        AdaptiveEstimator estimator = make(recording, 0);
        double[] x = recording.microvolts();
        double[] samples = recording.adaptivePeaks("sample");
        double[] peaks = recording.adaptivePeaks("f0_hz");
        double[] db = recording.adaptivePeaks("db_over_1f");
        Signal signal = new Signal();
        double worst = 0;
        double worstDb = 0;
        int compared = 0;
        for (int i = 0; i < x.length; i++) {
            signal.microvolts = x[i];
            signal.rawMicrovolts = x[i];
            estimator.take(signal);
            if (compared < samples.length && i == (int) samples[compared] - 1) {
                worst = Math.max(worst, Math.abs(estimator.peakHz() - peaks[compared]));
                worstDb = Math.max(worstDb, Math.abs(estimator.peakDb() - db[compared]));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(samples.length);
        assertThat(estimator.refreshes()).isEqualTo(samples.length - 1);
        assertThat(worst).isLessThan(1e-7);
        // The table has 6 digits.
        assertThat(worstDb).isLessThan(6e-5);
    }

    private static AdaptiveEstimator make(SharedRecording recording, double lookAheadSeconds) {
        SignalSettings settings = new SignalSettings(
                "s",
                Map.of("C3", 1.0),
                recording.lowHz,
                recording.highHz,
                OptionalDouble.empty(),
                "adaptive",
                OptionalDouble.empty());
        return (AdaptiveEstimator) PhaseEstimators.create(settings, recording.rateHz, lookAheadSeconds);
    }
}
