package org.phasor.dsp.evaluation;

import java.util.Arrays;
import org.phasor.dsp.DriftRemoval;
import org.phasor.dsp.TrainingSignal;

/** The first part of a recording as a signal to learn from: without its drift and its start, artefacts marked. */
final class TrainingPart {

    /** The drift's average is full by then. */
    private static final double STARTS_SECONDS = 1.2;

    /** Five would leave out the strongest bursts of a rhythm: 1.6 % of the samples of a human mu recording without artefacts. */
    private static final double ARTEFACT_MADS = 12;

    private TrainingPart() {}

    /**
     * Which samples of the part can be trusted, before the peak is known.
     *
     * @param samples where the part ends
     */
    static boolean[] clean(EvaluationSignal signal, int samples, EvaluationSettings settings) {
        double centreHz = (settings.bandLowHz() + settings.bandHighHz()) / 2;
        TrainingSignal settled = of(signal, samples, centreHz, settings);
        boolean[] clean = new boolean[samples];
        // While the drift's average is not full nothing can be said: trusted, but for what is bridged.
        for (int i = 0; i < samples; i++) {
            clean[i] = !signal.bridged(i);
        }
        System.arraycopy(settled.clean(), 0, clean, samples - settled.length(), settled.length());
        return clean;
    }

    /** @param samples where the part ends */
    static TrainingSignal of(EvaluationSignal signal, int samples, double peakHz, EvaluationSettings settings) {
        DriftRemoval drift = new DriftRemoval(peakHz, signal.rateHz());
        double[] x = new double[samples];
        boolean[] clean = new boolean[samples];
        for (int i = 0; i < samples; i++) {
            clean[i] = !signal.bridged(i);
            if (clean[i]) {
                x[i] = drift.remove(signal.microvolts()[i]);
            } else {
                drift.restart();
            }
        }
        int from = Math.min(samples, (int) (STARTS_SECONDS * signal.rateHz()));
        double[] settled = Arrays.copyOfRange(x, from, samples);
        boolean[] settledClean = Arrays.copyOfRange(clean, from, samples);
        rejectArtefacts(settled, settledClean);
        return new TrainingSignal(
                settled,
                Arrays.copyOfRange(signal.microvolts(), from, samples),
                settledClean,
                signal.rateHz(),
                peakHz,
                settings.bandLowHz(),
                settings.bandHighHz());
    }

    private static void rejectArtefacts(double[] x, boolean[] clean) {
        double median = Medians.of(x);
        double[] distance = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            distance[i] = Math.abs(x[i] - median);
        }
        double most = ARTEFACT_MADS * Medians.of(distance);
        for (int i = 0; i < x.length; i++) {
            clean[i] &= distance[i] <= most;
        }
    }
}
