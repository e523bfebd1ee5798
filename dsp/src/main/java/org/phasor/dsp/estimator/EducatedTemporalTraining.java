package org.phasor.dsp.estimator;

import java.util.Arrays;
import org.phasor.dsp.AnalyticSignal;
import org.phasor.dsp.Phase;
import org.phasor.dsp.TrainingSignal;
import org.phasor.dsp.filter.Butterworth;
import org.phasor.dsp.filter.ZeroPhase;

/**
 * What the estimator "etp" learns from a recording: the period. It begins as the geometric mean of the intervals between the
 * peaks of the first half, filtered without delay; then, over windows of the second half as the estimator will see them, it is
 * changed in steps of 1 ms as long as the true phase at the last peak plus the period comes nearer to 0 in the mean.
 *
 * <p>Shirinpour and others 2020 (J Neural Eng 17:046002), but with a circular mean and the phase read between samples. Intervals
 * and windows that touch an artefact do not count.
 */
final class EducatedTemporalTraining {

    private static final double LEAST_SECONDS = 10;
    private static final int LEAST_INTERVALS = 10;
    private static final int LEAST_WINDOWS = 10;
    private static final int MOST_WINDOWS = 600;
    private static final int MOST_STEPS = 60;
    private static final double HOP_SECONDS = 0.12;
    /** Behind a window: the predicted peak and room for the filter's end. */
    private static final double AFTER_WINDOW_SECONDS = 0.4;

    private static final double STEP_SECONDS = 0.001;
    /** As scipy's sosfiltfilt pads two sections. */
    private static final int PADDING = 15;

    private final TrainingSignal signal;
    private final CleanTraining training;
    private final double[] filtered;
    private final AnalyticSignal analytic;

    /** @throws IllegalArgumentException in one line, when the signal will not do */
    EducatedTemporalTraining(TrainingSignal signal) {
        this.signal = signal;
        BandOfInterest.check(signal.bandLowHz(), signal.bandHighHz(), signal.rateHz());
        training = new CleanTraining(signal, "etp", LEAST_SECONDS);
        double[] x = training.bridged().clone();
        double mean = 0;
        for (double value : x) {
            mean += value;
        }
        mean /= x.length;
        for (int i = 0; i < x.length; i++) {
            x[i] -= mean;
        }
        filtered = ZeroPhase.filter(
                Butterworth.bandPass(2, signal.bandLowHz(), signal.bandHighHz(), signal.rateHz()), x, PADDING);
        analytic = AnalyticSignal.of(filtered);
    }

    double periodSeconds() {
        double rateHz = signal.rateHz();
        double[] peaks = lastPeaks();
        double period = meanInterval();
        double bias = bias(peaks, period);
        for (int i = 0; i < MOST_STEPS; i++) {
            double next = period - Math.signum(bias) * STEP_SECONDS * rateHz;
            double nextBias = bias(peaks, next);
            if (Math.abs(nextBias) >= Math.abs(bias)) {
                break;
            }
            period = next;
            bias = nextBias;
        }
        return period / rateHz;
    }

    /** In samples. */
    private double meanInterval() {
        double rateHz = signal.rateHz();
        int half = filtered.length / 2;
        PeakPicker picker = new PeakPicker(half);
        int count = picker.find(filtered, half, (int) Math.ceil(rateHz / (signal.bandHighHz() + 3)));
        double longest = rateHz / (signal.bandLowHz() * 0.8);
        double logarithms = 0;
        int intervals = 0;
        for (int i = 1; i < count; i++) {
            int interval = picker.at(i) - picker.at(i - 1);
            if (interval <= longest && training.isClean(picker.at(i - 1), picker.at(i) + 1)) {
                logarithms += StrictMath.log(interval);
                intervals++;
            }
        }
        refuseLess("intervals between peaks in its first half", intervals, LEAST_INTERVALS);
        return StrictMath.exp(logarithms / intervals);
    }

    /** Of windows in the second half: where the estimator would see the last peak. */
    private double[] lastPeaks() {
        double rateHz = signal.rateHz();
        BrickWallWindow window = new BrickWallWindow(signal.bandLowHz(), signal.bandHighHz(), rateHz);
        double[] x = training.bridged();
        int after = (int) (AFTER_WINDOW_SECONDS * rateHz);
        int hop = Math.max(1, (int) (HOP_SECONDS * rateHz));
        double[] peaks = new double[MOST_WINDOWS];
        int count = 0;
        for (int i = x.length / 2; i < x.length - window.length() - after && count < MOST_WINDOWS; i += hop) {
            int peak = training.isClean(i, i + window.length() + after) ? window.lastPeak(x, i) : -1;
            if (peak >= 0) {
                peaks[count++] = i + peak;
            }
        }
        refuseLess(
                "windows of " + 1000 * BrickWallWindow.WINDOW_SECONDS + " ms in its second half", count, LEAST_WINDOWS);
        return Arrays.copyOf(peaks, count);
    }

    /** The circular mean of the true phase at the peaks plus the period. */
    private double bias(double[] peaks, double period) {
        double cosines = 0;
        double sines = 0;
        for (double peak : peaks) {
            double t = Math.max(0, Math.min(filtered.length - 2, peak + period));
            int i = (int) Math.floor(t);
            double phase = truePhase(i) + (t - i) * Phase.wrap(truePhase(i + 1) - truePhase(i));
            cosines += StrictMath.cos(phase);
            sines += StrictMath.sin(phase);
        }
        return StrictMath.atan2(sines, cosines);
    }

    private double truePhase(int i) {
        return StrictMath.atan2(analytic.imaginary()[i], analytic.real()[i]);
    }

    private static void refuseLess(String what, int count, int least) {
        if (count < least) {
            throw new IllegalArgumentException("training signal: " + count + " clean " + what
                    + "; estimator \"etp\" needs >= " + least + " (a minute without artefacts does)");
        }
    }
}
