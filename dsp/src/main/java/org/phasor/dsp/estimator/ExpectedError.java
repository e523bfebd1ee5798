package org.phasor.dsp.estimator;

import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.Signal;

/**
 * How far an estimate is probably off, from what was seen of earlier ones on the same signal; the same for every estimator. Each
 * estimate is held, about 0.6 s later, against the phase that a zero-phase filter sees then ({@link ZeroPhaseLabel}); the mean
 * cosine of the error is kept by amplitude (relative to its running mean), with two minutes' memory. The expected error is
 * √(−2 ln mean cosine) at the estimate's amplitude, a circular standard deviation about the truth, so a bias counts. Not known
 * before 10 s of signal have been compared; samples with faults are not compared.
 *
 * <p>It is agreement with a filter, as every error against a non-causal truth. A function of the samples alone. One thread.
 * Allocates nothing after construction.
 */
final class ExpectedError {

    /** Lower edges of the bins but the first, as fractions of the mean amplitude; and the middles that are interpolated. */
    private static final double[] EDGES = {0.25, 0.5, 0.75, 1, 1.25, 1.5, 2};

    private static final double[] MIDDLES = {0.15, 0.375, 0.625, 0.875, 1.125, 1.375, 1.75, 2.25};
    private static final int BINS = MIDDLES.length;

    /** What a bin is taken to be before it is seen: worth one second, and rather too large. */
    private static final double[] PRIOR_RAD = {1.9, 1.4, 1.1, 0.9, 0.8, 0.7, 0.6, 0.5};

    private static final int COMPARE_EVERY_FRAMES = 5;
    private static final double MEMORY_SECONDS = 120;
    private static final double PRIOR_SECONDS = 1;
    private static final double KNOWN_AFTER_SECONDS = 10;
    private static final double ROUNDING = 1e-6;

    private final ZeroPhaseLabel label;
    private final double[] phases;
    private final double[] amplitudes;
    private final double[] cosines = new double[BINS];
    private final double[] weights = new double[BINS];
    private final double[] priorCosine = new double[BINS];
    private final double[] errorRad = new double[BINS];
    private final double[] pooledCosine = new double[BINS];
    private final double[] pooledWeight = new double[BINS];
    private final double keep;
    private final double priorWeight;
    private final double knownWeight;
    private final double freezeWeight;

    private double meanAmplitude;
    private double totalWeight;
    private double compared;
    private int next;
    private int untilCompared = COMPARE_EVERY_FRAMES;

    /**
     * @param freezeAfterSeconds nothing is learned after so many seconds were compared, but not before the error is known;
     *     infinite: never frozen
     * @param state of {@link #state}, or empty
     * @throws IllegalArgumentException in one line, when the state is not one
     */
    ExpectedError(double peakHz, double rateHz, double lookAheadSeconds, double freezeAfterSeconds, double[] state) {
        label = new ZeroPhaseLabel(peakHz, rateHz, lookAheadSeconds);
        double comparedPerSecond = label.frameHz(rateHz) / COMPARE_EVERY_FRAMES;
        phases = new double[label.framesLate() + 1];
        amplitudes = new double[phases.length];
        java.util.Arrays.fill(phases, Double.NaN);
        keep = StrictMath.exp(-1 / (MEMORY_SECONDS * comparedPerSecond));
        priorWeight = PRIOR_SECONDS * comparedPerSecond / BINS;
        knownWeight = KNOWN_AFTER_SECONDS * comparedPerSecond;
        freezeWeight = freezeAfterSeconds * comparedPerSecond;
        for (int b = 0; b < BINS; b++) {
            priorCosine[b] = StrictMath.exp(-PRIOR_RAD[b] * PRIOR_RAD[b] / 2);
        }
        if (state.length > 0) {
            restore(state);
        }
        spread();
    }

    private void restore(double[] state) {
        if (state.length != 2 + 2 * BINS) {
            throw new IllegalArgumentException(
                    "calibration: errors have " + state.length + " numbers: must be " + (2 + 2 * BINS));
        }
        for (double value : state) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("calibration: errors hold " + value + ": must be finite");
            }
        }
        // As it counts, it reaches no more than this; a mean cosine is at most 1 (but for a polynomial's last digits).
        double mostWeight = 1 / (1 - keep) * (1 + ROUNDING);
        double weight = 0;
        boolean canBe = state[0] >= 0 && state[1] >= 0 && state[1] <= mostWeight && (state[0] > 0 || state[1] == 0);
        for (int b = 0; b < BINS; b++) {
            weights[b] = state[2 + b];
            cosines[b] = state[2 + BINS + b];
            weight += weights[b];
            canBe &= weights[b] >= 0 && Math.abs(cosines[b]) <= weights[b] * (1 + ROUNDING);
        }
        if (!canBe || Math.abs(weight - state[1]) > ROUNDING * mostWeight) {
            throw new IllegalArgumentException(
                    "calibration: errors cannot be: must be the mean amplitude, a weight of at" + " most "
                            + Math.ceil(mostWeight) + ", and by amplitude shares of it and their sums of cosines");
        }
        meanAmplitude = state[0];
        totalWeight = state[1];
    }

    /** All it has learned, for {@link org.phasor.dsp.Calibration#errors}: mean amplitude, weight, then by bin weight and cosine. */
    double[] state() {
        double[] state = new double[2 + 2 * BINS];
        state[0] = meanAmplitude;
        state[1] = totalWeight;
        System.arraycopy(weights, 0, state, 2, BINS);
        System.arraycopy(cosines, 0, state, 2 + BINS, BINS);
        return state;
    }

    /** Takes in a frame with its estimate, and writes the estimate's expected error. */
    void judge(Signal signal, PhaseEstimate out) {
        if (signal.breaks()) {
            java.util.Arrays.fill(phases, Double.NaN);
        }
        if (label.take(signal)) {
            phases[next] = out.valid ? out.phaseRad : Double.NaN;
            amplitudes[next] = out.amplitudeMicrovolts;
            next = next + 1 == phases.length ? 0 : next + 1;
            if (--untilCompared == 0) {
                untilCompared = COMPARE_EVERY_FRAMES;
                compare();
            }
        }
        out.expectedErrorRad = out.valid ? at(out.amplitudeMicrovolts) : Double.NaN;
    }

    private void compare() {
        // The oldest of the ring is the one that the label belongs to.
        double phase = phases[next];
        double amplitude = amplitudes[next];
        if (Double.isNaN(phase) || !label.isReady() || compared >= freezeWeight && totalWeight >= knownWeight) {
            return;
        }
        label.compute();
        double error = Phase.wrap(phase - StrictMath.atan2(label.im, label.re));
        if (Double.isNaN(error)) {
            return;
        }
        compared++;
        totalWeight = keep * totalWeight + 1;
        meanAmplitude += (amplitude - meanAmplitude) / totalWeight;
        int bin = binOf(amplitude / meanAmplitude);
        for (int b = 0; b < BINS; b++) {
            cosines[b] *= keep;
            weights[b] *= keep;
        }
        cosines[bin] += cosine(error);
        weights[bin] += 1;
        spread();
    }

    /** Writes each bin's error; larger amplitudes never look worse than smaller ones (neighbours are pooled until it is so). */
    private void spread() {
        int blocks = 0;
        for (int b = 0; b < BINS; b++) {
            pooledCosine[blocks] = cosines[b] + priorWeight * priorCosine[b];
            pooledWeight[blocks] = weights[b] + priorWeight;
            errorRad[b] = blocks;
            blocks++;
            while (blocks > 1
                    && pooledCosine[blocks - 2] * pooledWeight[blocks - 1]
                            > pooledCosine[blocks - 1] * pooledWeight[blocks - 2]) {
                pooledCosine[blocks - 2] += pooledCosine[blocks - 1];
                pooledWeight[blocks - 2] += pooledWeight[blocks - 1];
                blocks--;
                for (int c = b; c >= 0 && errorRad[c] == blocks; c--) {
                    errorRad[c] = blocks - 1;
                }
            }
        }
        for (int b = 0; b < BINS; b++) {
            int block = (int) errorRad[b];
            double mean = pooledCosine[block] / pooledWeight[block];
            errorRad[b] = mean > 0.0072 ? Math.sqrt(-2 * StrictMath.log(Math.min(1, mean))) : Math.PI;
        }
    }

    /** At an amplitude, between the middles of the bins by straight line. */
    private double at(double amplitude) {
        if (totalWeight < knownWeight) {
            return Double.NaN;
        }
        double relative = amplitude / meanAmplitude;
        int above = 0;
        while (above < BINS && MIDDLES[above] < relative) {
            above++;
        }
        if (above == 0) {
            return errorRad[0];
        }
        if (above == BINS) {
            return errorRad[BINS - 1];
        }
        double part = (relative - MIDDLES[above - 1]) / (MIDDLES[above] - MIDDLES[above - 1]);
        return errorRad[above - 1] + part * (errorRad[above] - errorRad[above - 1]);
    }

    private static int binOf(double relative) {
        int bin = 0;
        while (bin < EDGES.length && relative >= EDGES[bin]) {
            bin++;
        }
        return bin;
    }

    /**
     * The cosine of an angle in [−π, π], within 1e-8: a polynomial, since StrictMath's allocates on some runtimes and Math's may
     * differ between them.
     */
    private static double cosine(double rad) {
        double half = rad / 2;
        double x = half * half;
        double sine = half
                * (1
                        - x
                                / 6
                                * (1
                                        - x
                                                / 20
                                                * (1
                                                        - x
                                                                / 42
                                                                * (1
                                                                        - x
                                                                                / 72
                                                                                * (1
                                                                                        - x
                                                                                                / 110
                                                                                                * (1
                                                                                                        - x
                                                                                                                / 156
                                                                                                                * (1
                                                                                                                        - x
                                                                                                                                / 210)))))));
        return 1 - 2 * sine * sine;
    }
}
