package org.phasor.dsp.estimator;

/**
 * The Kalman filter of a {@link RotatorModel} with the gain it settles to. One state per filter. One thread. Allocates nothing
 * after construction.
 */
final class RotatorFilter {

    /** The state after the newest frame: two coordinates for each rotator. */
    final double[] state;

    /** The steady covariance of the state's error before a measurement. */
    final double[][] predictedCovariance;

    /** The same after it. */
    final double[][] covariance;

    private final double[] cos;
    private final double[] sin;
    private final double[] gain;

    /** @throws IllegalArgumentException when the gain does not settle */
    RotatorFilter(RotatorModel model) {
        int n = model.states();
        double[][] transition = model.transition();
        double[] seen = model.seen();
        state = new double[n];
        cos = new double[n / 2];
        sin = new double[n / 2];
        for (int k = 0; k < n / 2; k++) {
            cos[k] = transition[2 * k][2 * k];
            sin[k] = transition[2 * k + 1][2 * k];
        }
        predictedCovariance = SmallMatrix.riccati(transition, model.pushes(), seen, model.observationNoise());
        covariance = SmallMatrix.measured(predictedCovariance, seen, model.observationNoise());
        gain = SmallMatrix.product(predictedCovariance, seen);
        double innovation = SmallMatrix.dot(seen, gain) + model.observationNoise();
        for (int i = 0; i < n; i++) {
            gain[i] /= innovation;
        }
    }

    /** Nothing is known. */
    void clear() {
        for (int i = 0; i < state.length; i++) {
            state[i] = 0;
        }
    }

    /** A frame goes by unmeasured. */
    void predict() {
        for (int k = 0; k < cos.length; k++) {
            double x = state[2 * k];
            double y = state[2 * k + 1];
            state[2 * k] = cos[k] * x - sin[k] * y;
            state[2 * k + 1] = sin[k] * x + cos[k] * y;
        }
    }

    /** A frame goes by and is measured. */
    void measure(double microvolts) {
        predict();
        double surprise = microvolts;
        for (int i = 0; i < state.length; i += 2) {
            surprise -= state[i];
        }
        for (int i = 0; i < state.length; i++) {
            state[i] += gain[i] * surprise;
        }
    }

    /**
     * After how many measured frames the error variance of the tracked rotator, from when nothing is known, is within a fraction
     * of the steady one.
     *
     * @return at most {@code most}
     */
    int settlingFrames(RotatorModel model, double fraction, int most) {
        int at = 2 * model.tracked();
        double enough = (1 + fraction) * (covariance[at][at] + covariance[at + 1][at + 1]);
        double[] seen = model.seen();
        double[][] kept = SmallMatrix.sum(SmallMatrix.identity(state.length), -1, SmallMatrix.outer(gain, seen));
        double[][] carry = SmallMatrix.product(kept, model.transition());
        double[][] gained = SmallMatrix.sum(
                SmallMatrix.carried(kept, model.pushes()), model.observationNoise(), SmallMatrix.outer(gain, gain));
        double[][] error = model.unmeasured();
        for (int frames = 1; frames < most; frames++) {
            error = SmallMatrix.sum(SmallMatrix.carried(carry, error), 1, gained);
            if (error[at][at] + error[at + 1][at + 1] <= enough) {
                return frames;
            }
        }
        return most;
    }
}
