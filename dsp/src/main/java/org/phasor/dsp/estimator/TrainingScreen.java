package org.phasor.dsp.estimator;

import org.phasor.dsp.TrainingSignal;

/** What is checked of a training signal, and mended in it, before an estimator learns from it. Offline. */
final class TrainingScreen {

    static final double LEAST_SECONDS = 10;
    static final double LEAST_CLEAN_SECONDS = 5;

    private TrainingScreen() {}

    /** Refuses, in one line, a signal that is too short or constant, or a band that the decimated rate cannot hold. */
    static void check(TrainingSignal signal) {
        double decimatedHz = signal.rateHz() / Decimation.factor(signal.rateHz());
        if (!BandOfInterest.isBelow(signal.bandLowHz(), signal.bandHighHz(), decimatedHz / 2)) {
            throw new IllegalArgumentException("band-hz = " + signal.bandLowHz() + " to " + signal.bandHighHz()
                    + ": must be 0 < low < high < " + decimatedHz / 2 + " Hz, half the rate after decimation");
        }
        BandOfInterest.checkPeak(signal.bandLowHz(), signal.bandHighHz(), signal.peakHz(), "band");
        if (!(signal.seconds() >= LEAST_SECONDS)) {
            throw new IllegalArgumentException(
                    "training signal of " + signal.seconds() + " s: must be >= " + LEAST_SECONDS + " s");
        }
        if (isConstant(signal.microvolts(), signal.clean()) || isConstant(signal.rawMicrovolts(), signal.clean())) {
            throw constant();
        }
    }

    static IllegalArgumentException constant() {
        return new IllegalArgumentException("training signal is constant: must change");
    }

    /** Refuses, in one line, when too little is left of a signal without its faults. */
    static void checkClean(double seconds) {
        if (!(seconds >= LEAST_CLEAN_SECONDS)) {
            throw new IllegalArgumentException("training signal of " + seconds
                    + " s without faults (what is near one left out): must be >= " + LEAST_CLEAN_SECONDS + " s");
        }
    }

    /** How many samples before each must not be trusted: one entry more than there are samples. */
    static int[] faultsBefore(TrainingSignal signal) {
        int[] before = new int[signal.length() + 1];
        for (int i = 0; i < signal.length(); i++) {
            boolean good = signal.clean()[i] && Double.isFinite(signal.microvolts()[i]);
            before[i + 1] = before[i] + (good ? 0 : 1);
        }
        return before;
    }

    /** A copy with straight lines over what must not be trusted, so that filters do not ring into what can. */
    static double[] bridged(TrainingSignal signal) {
        int[] faults = faultsBefore(signal);
        double[] x = signal.microvolts().clone();
        int last = -1;
        for (int i = 0; i < x.length; i++) {
            if (faults[i + 1] > faults[i]) {
                continue;
            }
            double from = last < 0 ? x[i] : x[last];
            for (int k = last + 1; k < i; k++) {
                x[k] = from + (x[i] - from) * (k - last) / (i - last);
            }
            last = i;
        }
        for (int k = last + 1; k < x.length; k++) {
            x[k] = last < 0 ? 0 : x[last];
        }
        return x;
    }

    /** Whether all that can be trusted is one value. */
    static boolean isConstant(double[] x, boolean[] clean) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            if (clean[i] && Double.isFinite(x[i])) {
                least = Math.min(least, x[i]);
                most = Math.max(most, x[i]);
            }
        }
        return most == least;
    }
}
