package org.phasor.dsp.estimator;

import java.util.Arrays;
import java.util.Map;
import org.phasor.dsp.MultiFilterTruth;
import org.phasor.dsp.TrainingSignal;
import org.phasor.dsp.TruePhase;
import org.phasor.dsp.filter.Cholesky;

/**
 * Trains the estimator "wiener": ridge regression from the newest 0.6 s, decimated to about 125 Hz and without their mean, to the
 * analytic signal that {@link MultiFilterTruth} finds with hindsight, at each look-ahead of a grid (McIntosh and Sajda 2020, J
 * Neural Eng 17:034002). Windows that hold a sample that is not clean, or whose truth is within half a second of one, are left
 * out. Offline.
 */
final class WienerTraining {

    static final double WINDOW_SECONDS = 0.6;

    /** As a fraction of the mean power of the window's values. */
    private static final double RIDGE = 3e-3;

    private static final double GRID_SECONDS = 0.005;
    private static final double ROW_SECONDS = 0.009;
    /** The truth's filters ring at the ends. */
    private static final double SKIPPED_START_SECONDS = 0.5;

    private static final double SKIPPED_END_SECONDS = 1.5;
    /** So far an artefact reaches into the truth. */
    private static final double TRUTH_REACH_SECONDS = 0.5;

    private final double rateHz;
    private final int decimation;
    private final int taps;
    private final int stepSamples;
    /** Sums over windows of the products of their values; the lower triangle. */
    private final double[][] moments;
    /** By look-ahead: sums over windows of their values times the truth. */
    private final double[][] wantedRe;

    private final double[][] wantedIm;

    private WienerTraining(TrainingSignal signal, int stepSamples) {
        TrainingScreen.check(signal);
        if (!(signal.bandLowHz() * WINDOW_SECONDS >= 1)) {
            throw new IllegalArgumentException("band-hz = " + signal.bandLowHz() + " ...: must be >= "
                    + 1 / WINDOW_SECONDS + " Hz, one cycle in the window of " + WINDOW_SECONDS + " s");
        }
        rateHz = signal.rateHz();
        decimation = Decimation.factor(rateHz);
        taps = (int) Math.rint(WINDOW_SECONDS * rateHz / decimation);
        this.stepSamples = stepSamples;
        double steps = WienerWeights.LONGEST_LOOK_AHEAD_SECONDS * rateHz / stepSamples;
        int points = 1 + (int) Math.ceil(steps * (1 - 1e-12));
        moments = new double[taps][taps];
        wantedRe = new double[points][taps];
        wantedIm = new double[points][taps];
    }

    /** The parameters for any look-ahead. */
    static Map<String, double[]> train(TrainingSignal signal) {
        return weights(signal, Math.max(1, (int) (GRID_SECONDS * signal.rateHz())))
                .parameters();
    }

    /** @param stepSamples from one look-ahead of the grid to the next */
    static WienerWeights weights(TrainingSignal signal, int stepSamples) {
        WienerTraining training = new WienerTraining(signal, stepSamples);
        training.gather(signal);
        return training.solve();
    }

    private void gather(TrainingSignal signal) {
        int[] newest = cleanWindows(signal);
        double[] x = TrainingScreen.bridged(signal);
        TruePhase truth = MultiFilterTruth.of(x, rateHz, signal.peakHz());
        double[] truthRe = new double[x.length];
        double[] truthIm = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            truthRe[i] = truth.amplitude()[i] * StrictMath.cos(truth.phaseRad()[i]);
            truthIm[i] = truth.amplitude()[i] * StrictMath.sin(truth.phaseRad()[i]);
        }
        double[] window = new double[taps];
        for (int at : newest) {
            fill(window, x, at);
            for (int i = 0; i < taps; i++) {
                addScaled(moments[i], window, window[i], i + 1);
            }
            for (int point = 0; point < wantedRe.length; point++) {
                addScaled(wantedRe[point], window, truthRe[at + point * stepSamples], taps);
                addScaled(wantedIm[point], window, truthIm[at + point * stepSamples], taps);
            }
        }
    }

    private static void addScaled(double[] sum, double[] values, double factor, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] += factor * values[i];
        }
    }

    private WienerWeights solve() {
        double power = 0;
        for (int i = 0; i < taps; i++) {
            power += moments[i][i] / taps;
        }
        if (!(power > 0)) {
            throw TrainingScreen.constant();
        }
        for (int i = 0; i < taps; i++) {
            moments[i][i] += RIDGE * power;
        }
        Cholesky.factorise(moments);
        double[][] re = new double[wantedRe.length][];
        double[][] im = new double[wantedRe.length][];
        for (int point = 0; point < re.length; point++) {
            re[point] = withoutMean(Cholesky.solveFactorised(moments, wantedRe[point]));
            im[point] = withoutMean(Cholesky.solveFactorised(moments, wantedIm[point]));
        }
        return new WienerWeights(decimation, stepSamples / rateHz, re, im);
    }

    /** Taking the mean off the weights does for any window what taking off the window's mean does. */
    private static double[] withoutMean(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean;
        }
        return values;
    }

    /** The newest samples of the windows to learn from. */
    private int[] cleanWindows(TrainingSignal signal) {
        int[] faults = TrainingScreen.faultsBefore(signal);
        int step = Math.max(1, (int) (ROW_SECONDS * rateHz));
        int before = decimation * taps - 1;
        int first = before + 1 + (int) (SKIPPED_START_SECONDS * rateHz);
        int end = signal.length() - (int) (SKIPPED_END_SECONDS * rateHz);
        int after = (int) ((WienerWeights.LONGEST_LOOK_AHEAD_SECONDS + TRUTH_REACH_SECONDS) * rateHz);
        int[] found = new int[Math.max(0, end)];
        int rows = 0;
        for (int i = first; i < end; i += step) {
            if (faults[i + after + 1] == faults[i - before]) {
                found[rows++] = i;
            }
        }
        TrainingScreen.checkClean(rows * step / rateHz);
        return Arrays.copyOf(found, rows);
    }

    /** The window that ends with a sample: oldest first, without its mean. */
    private void fill(double[] window, double[] x, int newestSample) {
        for (int i = 0; i < taps; i++) {
            int end = newestSample + 1 - decimation * (taps - 1 - i);
            double sum = 0;
            for (int k = end - decimation; k < end; k++) {
                sum += x[k];
            }
            window[i] = sum / decimation;
        }
        withoutMean(window);
    }
}
