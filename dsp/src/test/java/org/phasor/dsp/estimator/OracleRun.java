package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.CircularStatistics;
import org.phasor.dsp.Conditioning;
import org.phasor.dsp.ConditioningSettings;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.SharedRecording;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.TrainingSignal;

/**
 * Estimators behind the conditioning on a shared recording, trained on its first part where they are trained, asked without
 * look-ahead at the samples of the reference table only. As the reference, it looks at no artefacts.
 */
final class OracleRun {

    private static final Map<SharedRecording, double[]> CONDITIONED = new EnumMap<>(SharedRecording.class);

    private final SharedRecording recording;
    private final double[] microvolts;

    OracleRun(SharedRecording recording) {
        this.recording = recording;
        microvolts = CONDITIONED.computeIfAbsent(recording, OracleRun::conditioned);
    }

    private static double[] conditioned(SharedRecording recording) {
        SignalSettings settings = recording.settings("echt").withConditioning(ConditioningSettings.WITHOUT_CHECKS);
        Conditioning conditioning = Conditioning.of(settings, recording.stream());
        double[] x = recording.microvolts();
        Sample sample = new Sample(1);
        Signal signal = new Signal();
        for (int i = 0; i < x.length; i++) {
            sample.values[0] = x[i];
            conditioning.condition(sample, signal);
            x[i] = signal.microvolts;
        }
        return x;
    }

    /** The part from which the reference learned: without its start. */
    TrainingSignal training() {
        double[] x = Arrays.copyOfRange(microvolts, (int) (1.2 * recording.rateHz), recording.trainingSamples);
        boolean[] clean = new boolean[x.length];
        Arrays.fill(clean, true);
        return new TrainingSignal(x, x, clean, recording.rateHz, recording.peakHz, recording.lowHz, recording.highHz);
    }

    /** The mean of the conditioned signal's start, 2 s in decimated frames: the reference of "sspe" takes it off. */
    double meanOfStart() {
        int decimation = Decimation.factor(recording.rateHz);
        int samples = (int) (2 * recording.rateHz / decimation) * decimation;
        return Arrays.stream(microvolts, 0, samples).sum() / samples;
    }

    /** An entry of the table, trained if it has to be. */
    double[] phases(String estimator) {
        return PhaseEstimators.isTrained(estimator)
                ? phases(estimator, PhaseEstimators.train(estimator, training()), 0)
                : phases(PhaseEstimators.create(recording.settings(estimator), recording.rateHz, 0), 0);
    }

    /** An entry of the table with what it was trained to, on the signal less an offset. */
    double[] phases(String estimator, Map<String, double[]> parameters, double offsetMicrovolts) {
        SignalSettings settings =
                recording.settings(estimator).withCalibration(Calibration.trained(training(), estimator, parameters));
        return phases(PhaseEstimators.create(settings, recording.rateHz, 0), offsetMicrovolts);
    }

    /** All must be valid. */
    double[] phases(PhaseEstimator estimator, double offsetMicrovolts) {
        int[] samples = recording.oracleSamples();
        double[] phases = new double[samples.length];
        Signal signal = new Signal();
        PhaseEstimate estimate = new PhaseEstimate();
        for (int i = 0, next = 0; next < samples.length; i++) {
            signal.microvolts = microvolts[i] - offsetMicrovolts;
            signal.rawMicrovolts = signal.microvolts;
            estimator.take(signal);
            if (i == samples[next]) {
                estimator.estimate(estimate);
                assertThat(estimate.valid).as("sample %d", i).isTrue();
                phases[next++] = estimate.phaseRad;
            }
        }
        return phases;
    }

    /** The largest difference of phases from a column of the reference table, in rad. */
    double largestDifference(double[] phases, String column) {
        double[] expected = recording.oracle(column);
        assertThat(phases).hasSameSizeAs(expected);
        double most = 0;
        for (int i = 0; i < phases.length; i++) {
            most = Math.max(most, Math.abs(Phase.wrap(phases[i] - expected[i])));
        }
        return most;
    }

    /** The circular standard deviation of phases from the multi-filter truth of the reference table, in degrees. */
    double circularSdDegrees(double[] phases) {
        double[] truth = recording.oracle("truth_multi_rad");
        double[] errors = new double[truth.length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = phases[i] - truth[i];
        }
        CircularStatistics statistics = CircularStatistics.of(errors);
        assertThat(statistics.n()).isEqualTo(truth.length);
        return Math.toDegrees(statistics.circularSdRad());
    }

    /** The same of an entry of the table, trained if it has to be. */
    double circularSdDegrees(String estimator) {
        return circularSdDegrees(phases(estimator));
    }
}
