package org.phasor.dsp.estimator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.phasor.dsp.TrainingSignal;

/**
 * Finds the {@link RotatorModel} of a signal by expectation maximisation (Shumway and Stoffer 1982; for phase: Wodeyar and others
 * 2021, eLife 10:e68803) on the last 60 s, decimated to about 125 Hz. The filter and the smoother run with their steady gains.
 * Frames that are not clean split the signal: each piece of a second or more is filtered by itself. Offline.
 *
 * <p>Five rotators: one starts at the peak, the others take up the background, so that the first need not.
 */
final class RotatorTraining {

    private static final double MOST_SECONDS = 60;
    private static final double LEAST_PIECE_SECONDS = 1;
    private static final int TRACKED = 2;
    /** Where the rotators start; the tracked one at the peak. */
    private static final double[] START_HZ = {0.5, 4, Double.NaN, 21, 32};

    /** What they start with, per sample at 1 kHz. */
    private static final double[] START_DAMPING = {0.995, 0.98, 0.998, 0.98, 0.95};

    private static final int MOST_ITERATIONS = 200;
    private static final int LEAST_ITERATIONS = 21;
    private static final double SETTLED_HZ = 1e-4;
    private static final double MOST_DAMPING = 1 - 1e-7;
    /** As fractions of the signal's variance: noise never shrinks to nothing. */
    private static final double LEAST_STATE_NOISE = 1e-12;

    private static final double LEAST_OBSERVATION_NOISE = 1e-9;
    /** A tracked rotator that ended further away than this from the peak gives way to the nearest. */
    private static final double FURTHEST_HZ = 2.5;

    private RotatorTraining() {}

    static Map<String, double[]> train(TrainingSignal signal) {
        return model(signal).parameters(Decimation.factor(signal.rateHz()));
    }

    static RotatorModel model(TrainingSignal signal) {
        TrainingScreen.check(signal);
        double frameRateHz = signal.rateHz() / Decimation.factor(signal.rateHz());
        double[][] pieces = cleanPieces(signal, frameRateHz);
        double variance = removeMean(pieces);
        if (!(variance * LEAST_STATE_NOISE > Double.MIN_NORMAL)) {
            throw TrainingScreen.constant();
        }
        RotatorModel model = start(signal.peakHz(), frameRateHz, variance);
        for (int i = 1; i <= MOST_ITERATIONS; i++) {
            RotatorMoments moments = new RotatorMoments(model);
            for (double[] piece : pieces) {
                moments.add(piece);
            }
            RotatorModel next =
                    moments.likeliest(MOST_DAMPING, LEAST_STATE_NOISE * variance, LEAST_OBSERVATION_NOISE * variance);
            double moved = 0;
            for (int k = 0; k < START_HZ.length; k++) {
                moved += Math.abs(next.frequencyHz()[k] - model.frequencyHz()[k]);
            }
            model = next;
            if (moved < SETTLED_HZ && i > LEAST_ITERATIONS) {
                break;
            }
        }
        return tracking(model, signal);
    }

    private static RotatorModel start(double peakHz, double frameRateHz, double variance) {
        int rotators = START_HZ.length;
        double[] frequency = START_HZ.clone();
        frequency[TRACKED] = peakHz;
        double[] damping = new double[rotators];
        double[] noise = new double[rotators];
        for (int k = 0; k < rotators; k++) {
            frequency[k] = Math.min(frequency[k], 0.45 * frameRateHz);
            damping[k] = StrictMath.pow(START_DAMPING[k], 1000 / frameRateHz);
            noise[k] = variance / rotators * (1 - damping[k] * damping[k]);
        }
        return new RotatorModel(frameRateHz, frequency, damping, noise, 0.05 * variance, TRACKED);
    }

    private static RotatorModel tracking(RotatorModel model, TrainingSignal signal) {
        double peakHz = signal.peakHz();
        double[] frequency = model.frequencyHz();
        int tracked = TRACKED;
        if (!(Math.abs(frequency[TRACKED] - peakHz) < FURTHEST_HZ)) {
            for (int k = 0; k < frequency.length; k++) {
                tracked = Math.abs(frequency[k] - peakHz) < Math.abs(frequency[tracked] - peakHz) ? k : tracked;
            }
        }
        if (!(frequency[tracked] >= signal.bandLowHz() && frequency[tracked] <= signal.bandHighHz())) {
            throw new IllegalArgumentException("training signal has no rhythm near the peak of " + peakHz
                    + " Hz: the nearest rotator came to rest at " + frequency[tracked] + " Hz, must be in the band, "
                    + signal.bandLowHz() + " to " + signal.bandHighHz() + " Hz");
        }
        return new RotatorModel(
                model.frameRateHz(), frequency, model.damping(), model.stateNoise(), model.observationNoise(), tracked);
    }

    private static double[][] cleanPieces(TrainingSignal signal, double frameRateHz) {
        int decimation = Decimation.factor(signal.rateHz());
        int[] faults = TrainingScreen.faultsBefore(signal);
        int frames = signal.length() / decimation;
        int first = Math.max(0, frames - (int) (MOST_SECONDS * frameRateHz));
        List<double[]> pieces = new ArrayList<>();
        int found = 0;
        for (int from = first; from < frames; ) {
            int to = from;
            while (to < frames && faults[(to + 1) * decimation] == faults[to * decimation]) {
                to++;
            }
            if (to - from >= LEAST_PIECE_SECONDS * frameRateHz) {
                pieces.add(means(signal.microvolts(), decimation, from, to));
                found += to - from;
            }
            from = to + 1;
        }
        TrainingScreen.checkClean(found / frameRateHz);
        return pieces.toArray(new double[0][]);
    }

    private static double[] means(double[] x, int decimation, int from, int to) {
        double[] means = new double[to - from];
        for (int i = 0; i < means.length; i++) {
            double sum = 0;
            for (int k = (from + i) * decimation; k < (from + i + 1) * decimation; k++) {
                sum += x[k];
            }
            means[i] = sum / decimation;
        }
        return means;
    }

    /** Takes the mean off; gives the variance. */
    private static double removeMean(double[][] pieces) {
        double sum = 0;
        int n = 0;
        for (double[] piece : pieces) {
            for (double value : piece) {
                sum += value;
            }
            n += piece.length;
        }
        double squares = 0;
        for (double[] piece : pieces) {
            for (int i = 0; i < piece.length; i++) {
                piece[i] -= sum / n;
                squares += piece[i] * piece[i];
            }
        }
        return squares / n;
    }
}
