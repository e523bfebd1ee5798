package org.phasor.dsp.estimator;

/**
 * The autocovariance that is assumed before anything was learned: of unit variance, with the spectrum 1/(1 + (f/1.5 Hz)²), a broad
 * bump at the middle of the band, and white noise.
 */
final class AutocovariancePrior {

    private static final int HALF = 2048;
    private static final double KNEE_HZ = 1.5;
    private static final double BUMP_HZ = 1.5;
    private static final double BUMP = 0.25;
    private static final double WHITE = 0.004;

    private AutocovariancePrior() {}

    /** At the lags 0 to the largest one, below 4096 frames. */
    static double[] of(double frameRateHz, double centreHz, int largestLag) {
        double[] power = new double[HALF + 1];
        for (int i = 0; i <= HALF; i++) {
            double hz = frameRateHz / 2 * i / HALF;
            double knee = hz / KNEE_HZ;
            double distance = (hz - centreHz) / BUMP_HZ;
            power[i] = 1 / (1 + knee * knee) + BUMP * StrictMath.exp(-0.5 * distance * distance) + WHITE;
        }
        double[] cosine = new double[2 * HALF];
        for (int i = 0; i < cosine.length; i++) {
            cosine[i] = StrictMath.cos(Math.PI * i / HALF);
        }
        double[] lags = new double[largestLag + 1];
        for (int k = 0; k <= largestLag; k++) {
            double sum = power[0] + power[HALF] * cosine[HALF * k & 2 * HALF - 1];
            for (int i = 1; i < HALF; i++) {
                sum += 2 * power[i] * cosine[i * k & 2 * HALF - 1];
            }
            lags[k] = sum;
        }
        for (int k = largestLag; k >= 0; k--) {
            lags[k] /= lags[0];
        }
        return lags;
    }
}
