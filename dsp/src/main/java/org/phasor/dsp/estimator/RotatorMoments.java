package org.phasor.dsp.estimator;

/**
 * The second moments of the states of a {@link RotatorModel}, given the signal: one step of expectation maximisation. Offline.
 */
final class RotatorMoments {

    private final RotatorModel model;
    private final RotatorFilter filter;
    private final int n;
    /** The smoother's gain: {@code smoothed = filtered + smoother (next smoothed - next predicted)}. */
    private final double[][] smoother;

    /** The smoothed state's covariance, and that of the next with it. */
    private final double[][] covariance;

    private final double[][] lagged;
    /** Sums over pairs of neighbours, of the smoothed states alone: by rotator, 2 x 2 by rows. */
    private final double[][] earlier;

    private final double[][] across;
    private final double[][] later;
    private double residual;
    private int frames;
    private int pairs;

    RotatorMoments(RotatorModel model) {
        this.model = model;
        n = model.states();
        filter = new RotatorFilter(model);
        double[][] predicted = filter.predictedCovariance;
        smoother = SmallMatrix.product(
                SmallMatrix.product(filter.covariance, SmallMatrix.transposed(model.transition())),
                SmallMatrix.inverse(predicted));
        covariance = SmallMatrix.lyapunov(
                smoother, SmallMatrix.sum(filter.covariance, -1, SmallMatrix.carried(smoother, predicted)));
        lagged = SmallMatrix.product(covariance, SmallMatrix.transposed(smoother));
        earlier = new double[n / 2][4];
        across = new double[n / 2][4];
        later = new double[n / 2][4];
    }

    /** Takes in a piece of the signal: frames without a gap, without their mean. */
    void add(double[] microvolts) {
        double[][] states = new double[microvolts.length][];
        filter.clear();
        for (int t = 0; t < microvolts.length; t++) {
            filter.measure(microvolts[t]);
            states[t] = filter.state.clone();
        }
        double[] surprise = new double[n];
        for (int t = microvolts.length - 2; t >= 0; t--) {
            System.arraycopy(states[t], 0, filter.state, 0, n);
            filter.predict();
            for (int i = 0; i < n; i++) {
                surprise[i] = states[t + 1][i] - filter.state[i];
            }
            for (int i = 0; i < n; i++) {
                states[t][i] += SmallMatrix.dot(smoother[i], surprise);
            }
        }
        for (int t = 0; t < microvolts.length; t++) {
            double rest = microvolts[t];
            for (int i = 0; i < n; i += 2) {
                rest -= states[t][i];
            }
            residual += rest * rest;
            if (t > 0) {
                addProducts(earlier, states[t - 1], states[t - 1]);
                addProducts(across, states[t], states[t - 1]);
                addProducts(later, states[t], states[t]);
            }
        }
        frames += microvolts.length;
        pairs += microvolts.length - 1;
    }

    private static void addProducts(double[][] sums, double[] a, double[] b) {
        for (int k = 0; k < sums.length; k++) {
            double[] sum = sums[k];
            sum[0] += a[2 * k] * b[2 * k];
            sum[1] += a[2 * k] * b[2 * k + 1];
            sum[2] += a[2 * k + 1] * b[2 * k];
            sum[3] += a[2 * k + 1] * b[2 * k + 1];
        }
    }

    /** The model that makes these moments likeliest, within bounds. */
    RotatorModel likeliest(double mostDamping, double leastStateNoise, double leastObservationNoise) {
        double[] frequency = new double[n / 2];
        double[] damping = new double[n / 2];
        double[] noise = new double[n / 2];
        for (int k = 0; k < n / 2; k++) {
            int x = 2 * k;
            int y = x + 1;
            double turned = pairs * (lagged[y][x] - lagged[x][y]) + across[k][2] - across[k][1];
            double kept = pairs * (lagged[x][x] + lagged[y][y]) + across[k][0] + across[k][3];
            double steady = pairs * (covariance[x][x] + covariance[y][y]);
            double before = steady + earlier[k][0] + earlier[k][3];
            double after = steady + later[k][0] + later[k][3];
            frequency[k] = StrictMath.atan2(turned, kept) * model.frameRateHz() / (2 * StrictMath.PI);
            damping[k] = Math.min(StrictMath.hypot(turned, kept) / before, mostDamping);
            noise[k] = Math.max((after - damping[k] * damping[k] * before) / (2.0 * frames), leastStateNoise);
        }
        double[] seen = model.seen();
        double unexplained = residual / frames + SmallMatrix.dot(seen, SmallMatrix.product(covariance, seen));
        return new RotatorModel(
                model.frameRateHz(),
                frequency,
                damping,
                noise,
                Math.max(unexplained, leastObservationNoise),
                model.tracked());
    }
}
