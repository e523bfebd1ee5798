package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.CircularStatistics;
import org.phasor.dsp.Conditioning;
import org.phasor.dsp.MultiFilterTruth;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.SharedRecording;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.TruePhase;

/**
 * What the estimators are for: moments picked on a real recording as a rig would pick them, held against the non-causal truth. A
 * moment is where the phase 10 ms ahead passes the target, at least 2 s after the last one and while the estimator's own amplitude is
 * at least its median over the last minute.
 */
@Timeout(60)
class FiringAccuracyTest {

    private static final double LOOK_AHEAD_SECONDS = 0.010;

    private static final Map<String, CircularStatistics> AT_MU_TROUGHS = new HashMap<>();

    @Test
    void hitsTheTroughOfARealMuRhythm() {
        CircularStatistics errors = atMuTroughs("echt");
        assertThat(errors.n()).isGreaterThanOrEqualTo(60);
        assertThat(Math.toDegrees(errors.circularSdRad())).isLessThanOrEqualTo(36);
        assertThat(Math.toDegrees(Math.abs(errors.biasRad()))).isLessThanOrEqualTo(10);
    }

    @Test
    void hitsItBetterOnceItHasLearned() {
        CircularStatistics fixed = atMuTroughs("echt");
        CircularStatistics learned = atMuTroughs("adaptive");
        assertThat(learned.n()).isGreaterThanOrEqualTo(60);
        assertThat(learned.circularSdRad()).isLessThan(fixed.circularSdRad());
        assertThat(Math.toDegrees(learned.circularSdRad())).isLessThanOrEqualTo(27);
        assertThat(Math.toDegrees(Math.abs(learned.biasRad()))).isLessThanOrEqualTo(10);
    }

    private static CircularStatistics atMuTroughs(String estimator) {
        return AT_MU_TROUGHS.computeIfAbsent(estimator, name -> errors(SharedRecording.MU_C3, name, Math.PI));
    }

    private static CircularStatistics errors(SharedRecording recording, String estimatorName, double targetRad) {
        double[] x = recording.microvolts();
        double rateHz = recording.rateHz;
        SignalSettings settings = recording.settings(estimatorName);
        Conditioning conditioning = Conditioning.of(settings, recording.stream());
        PhaseEstimator estimator = PhaseEstimators.create(settings, rateHz, LOOK_AHEAD_SECONDS);
        TruePhase truth = MultiFilterTruth.of(x, rateHz, recording.peakHz);

        double[] amplitudes = new double[x.length];
        DoubleStream.Builder errors = DoubleStream.builder();
        Sample sample = new Sample(1);
        Signal signal = new Signal();
        PhaseEstimate estimate = new PhaseEstimate();
        double previous = Double.NaN;
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            sample.values[0] = x[i];
            conditioning.condition(sample, signal);
            estimator.estimate(signal, estimate);
            amplitudes[i] = estimate.amplitudeMicrovolts;
            double distance = Phase.wrap(estimate.phaseRad - targetRad);
            boolean passed = previous < 0 && distance >= 0 && distance - previous < Math.PI;
            double fraction = -previous / (distance - previous);
            previous = distance;
            double at = i - 1 + fraction + LOOK_AHEAD_SECONDS * rateHz;
            if (passed && at - last >= 2 * rateHz && estimate.amplitudeMicrovolts >= median(amplitudes, i, rateHz)) {
                last = at;
                // The truth is none in the last 2 s, nor in the first: there the estimator's window fills.
                if (at > 2 * rateHz && at < x.length - 2 * rateHz) {
                    errors.add(truth.phaseRadAt(at) - targetRad);
                }
            }
        }
        return CircularStatistics.of(errors.build().toArray());
    }

    /** Over the valid amplitudes of the last minute, taken every 10 ms. */
    private static double median(double[] amplitudes, int newest, double rateHz) {
        int step = (int) Math.max(1, rateHz / 100);
        double[] minute = new double[6000];
        int count = 0;
        for (int i = newest; i >= 0 && count < minute.length; i -= step) {
            if (!Double.isNaN(amplitudes[i])) {
                minute[count++] = amplitudes[i];
            }
        }
        Arrays.sort(minute, 0, count);
        return minute[count / 2];
    }
}
