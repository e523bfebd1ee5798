package org.phasor.dsp.estimator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.phasor.dsp.Calibration;

/**
 * A signal as a sum of damped, noisy rotators and white noise (Matsuda and Komaki 2017; Wodeyar and others 2021). A rotator is a
 * point in the plane: every frame it turns, shrinks and is pushed at random; what is measured is the sum of the first
 * coordinates. Nobody changes the arrays.
 *
 * @param frameRateHz frames per second
 * @param frequencyHz by rotator
 * @param damping by rotator: what is left of it after a frame, > 0 and < 1
 * @param stateNoise by rotator: variance of each coordinate's push per frame, microvolts squared, > 0
 * @param observationNoise variance, microvolts squared, > 0
 * @param tracked the rotator whose phase is wanted
 */
record RotatorModel(
        double frameRateHz,
        double[] frequencyHz,
        double[] damping,
        double[] stateNoise,
        double observationNoise,
        int tracked) {

    private static final String DECIMATION = "decimation";
    private static final String FREQUENCY = "rotator-hz";
    private static final String DAMPING = "rotator-damping";
    private static final String STATE_NOISE = "rotator-noise-uv2";
    private static final String OBSERVATION_NOISE = "observation-noise-uv2";
    private static final String TRACKED = "tracked-rotator";

    /** How many numbers its state has: two coordinates for each rotator, one after the other. */
    int states() {
        return 2 * frequencyHz.length;
    }

    /** What a frame does to the state, but for chance. */
    double[][] transition() {
        double[][] transition = new double[states()][states()];
        for (int k = 0; k < frequencyHz.length; k++) {
            double cos = damping[k] * StrictMath.cos(radPerFrame(k));
            double sin = damping[k] * StrictMath.sin(radPerFrame(k));
            transition[2 * k][2 * k] = cos;
            transition[2 * k][2 * k + 1] = -sin;
            transition[2 * k + 1][2 * k] = sin;
            transition[2 * k + 1][2 * k + 1] = cos;
        }
        return transition;
    }

    double radPerFrame(int rotator) {
        return 2 * StrictMath.PI * frequencyHz[rotator] / frameRateHz;
    }

    /** The covariance of a frame's pushes. */
    double[][] pushes() {
        double[][] pushes = new double[states()][states()];
        for (int i = 0; i < states(); i++) {
            pushes[i][i] = stateNoise[i / 2];
        }
        return pushes;
    }

    /** The covariance of the state when nothing was measured. */
    double[][] unmeasured() {
        double[][] covariance = new double[states()][states()];
        for (int i = 0; i < states(); i++) {
            covariance[i][i] = stateNoise[i / 2] / (1 - damping[i / 2] * damping[i / 2]);
        }
        return covariance;
    }

    /** What of the state is seen. */
    double[] seen() {
        double[] seen = new double[states()];
        for (int i = 0; i < states(); i += 2) {
            seen[i] = 1;
        }
        return seen;
    }

    /** For {@link Calibration#parameters}. */
    Map<String, double[]> parameters(int decimation) {
        Map<String, double[]> parameters = new LinkedHashMap<>();
        parameters.put(DECIMATION, new double[] {decimation});
        parameters.put(FREQUENCY, frequencyHz);
        parameters.put(DAMPING, damping);
        parameters.put(STATE_NOISE, stateNoise);
        parameters.put(OBSERVATION_NOISE, new double[] {observationNoise});
        parameters.put(TRACKED, new double[] {tracked});
        return parameters;
    }

    /** @throws IllegalArgumentException in one line, when the parameters cannot be */
    static RotatorModel of(Calibration calibration) {
        int decimation = Decimation.factor(calibration.rateHz());
        require(calibration, DECIMATION, decimation, decimation);
        double[] frequency = calibration.parameter(FREQUENCY, -1);
        double[] damping = calibration.parameter(DAMPING, frequency.length);
        double[] stateNoise = calibration.parameter(STATE_NOISE, frequency.length);
        require(calibration, OBSERVATION_NOISE, Double.MIN_NORMAL, Double.MAX_VALUE);
        require(calibration, TRACKED, 0, frequency.length - 1);
        double tracked = calibration.parameter(TRACKED, 1)[0];
        if (tracked != Math.rint(tracked)) {
            throw new IllegalArgumentException(
                    "calibration for estimator \"sspe\": " + TRACKED + " = " + tracked + ": must be a whole number");
        }
        double hz = frequency[(int) tracked];
        double frameRateHz = calibration.rateHz() / decimation;
        if (!(hz > 0 && hz < frameRateHz / 2)) {
            throw new IllegalArgumentException("calibration for estimator \"sspe\": the tracked " + FREQUENCY + " = "
                    + hz + ": must be > 0 and < " + frameRateHz / 2);
        }
        for (int k = 0; k < frequency.length; k++) {
            if (!(damping[k] > 0 && damping[k] < 1) || !(stateNoise[k] > 0)) {
                throw new IllegalArgumentException("calibration for estimator \"sspe\": rotator " + k + " has damping "
                        + damping[k] + " and noise " + stateNoise[k] + ": must be 0 < damping < 1 and noise > 0");
            }
        }
        return new RotatorModel(
                frameRateHz, frequency, damping, stateNoise, calibration.parameter(OBSERVATION_NOISE, 1)[0], (int)
                        tracked);
    }

    private static void require(Calibration calibration, String name, double least, double most) {
        double value = calibration.parameter(name, 1)[0];
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("calibration for estimator \"sspe\": " + name + " = " + value
                    + ": must be " + (least == most ? "" + least : least + " to " + most));
        }
    }
}
