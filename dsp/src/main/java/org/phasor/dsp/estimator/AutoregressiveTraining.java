package org.phasor.dsp.estimator;

import org.phasor.dsp.TrainingSignal;

/**
 * What the estimator "ar-extend-trained" learns from a recording: an autoregressive model of the decimated signal, by
 * {@link BurgMethod} over all stretches without artefacts.
 */
final class AutoregressiveTraining {

    private static final double LEAST_SECONDS = 10;

    private AutoregressiveTraining() {}

    /**
     * The coefficients, the newest value's first.
     *
     * @throws IllegalArgumentException in one line, when the signal will not do
     */
    static double[] coefficients(TrainingSignal signal, int order) {
        BandOfInterest.check(signal.bandLowHz(), signal.bandHighHz(), signal.rateHz());
        CleanTraining training = new CleanTraining(signal, "ar-extend-trained", LEAST_SECONDS);
        int factor = Decimation.factor(signal.rateHz());
        double[] x = training.bridged();
        // Means end with the signal, as they end with the newest sample when the estimator runs.
        int first = x.length % factor;
        double[] means = new double[x.length / factor];
        boolean[] clean = new boolean[means.length];
        for (int j = 0; j < means.length; j++) {
            int from = first + j * factor;
            for (int i = 0; i < factor; i++) {
                means[j] += x[from + i];
            }
            means[j] /= factor;
            clean[j] = training.isClean(from, from + factor);
        }
        int shortest = 2 * order;
        double sum = 0;
        int count = 0;
        int stretches = 0;
        for (int from = nextStretch(clean, 0, shortest); from < means.length; stretches++) {
            int to = endOf(clean, from);
            for (int i = from; i < to; i++) {
                sum += means[i];
            }
            count += to - from;
            from = nextStretch(clean, to, shortest);
        }
        double seconds = count * factor / signal.rateHz();
        // Up to one incomplete mean is cut off at the start.
        if ((count + 1) * factor / signal.rateHz() < LEAST_SECONDS) {
            throw new IllegalArgumentException("training signal: " + seconds + " s in stretches of "
                    + shortest * factor / signal.rateHz()
                    + " s or longer without artefacts; estimator \"ar-extend-trained\" needs >= "
                    + LEAST_SECONDS + " s");
        }
        BurgMethod burg = new BurgMethod(order, count, stretches);
        for (int from = nextStretch(clean, 0, shortest); from < means.length; ) {
            int to = endOf(clean, from);
            burg.addStretch(means, from, to - from, sum / count);
            from = nextStretch(clean, to, shortest);
        }
        double[] coefficients = new double[order];
        burg.solve(coefficients);
        return coefficients;
    }

    /** Where the next clean stretch of at least so many values begins; the array's length if there is none. */
    private static int nextStretch(boolean[] clean, int from, int shortest) {
        int start = from;
        while (start < clean.length) {
            int end = endOf(clean, start);
            if (end - start >= shortest) {
                return start;
            }
            start = end + 1;
        }
        return clean.length;
    }

    private static int endOf(boolean[] clean, int from) {
        int end = from;
        while (end < clean.length && clean[end]) {
            end++;
        }
        return end;
    }
}
