package org.phasor.acquisition;

/**
 * A slow stationary wander with mean 0 and variance 1: white noise through the Gaussian amplitude response
 * exp(-(f/cutoff)^2 / 2), one value per sample, forever.
 *
 * <p>That response is a convolution with a Gaussian of standard deviation sigma = 1 / (2 pi cutoff). The noise is
 * drawn on a coarse grid of knots about sigma/2 apart, and each sample is the sum of the Gaussians of the knots within
 * 6 sigma, evaluated exactly at the sample: no interpolation is involved. With knots this dense the sum is stationary
 * to 1 part in 10^16 and its images lie below -300 dB.
 */
final class GaussianDrift {

    private static final double REACH_SIGMAS = 6;

    private final SeededNormals normals;
    private final int samplesPerKnot;
    private final int reach;

    /** In units of the knot distance. */
    private final double sigmaSquared;

    private final double[] knots;

    /** Of the knot at the same place in {@link #knots}: exp(-k^2 / (2 sigma^2)), scaled to unit variance. */
    private final double[] bell;

    private int sampleInKnot;

    /**
     * @param cutoffHz where the amplitude response is exp(-1/2); far below the rate
     */
    GaussianDrift(double cutoffHz, double rateHz, SeededNormals normals) {
        this.normals = normals;
        double sigmaSamples = rateHz / (2 * Math.PI * cutoffHz);
        samplesPerKnot = Math.max(1, (int) (sigmaSamples / 2));
        double sigma = sigmaSamples / samplesPerKnot;
        sigmaSquared = sigma * sigma;
        reach = (int) Math.ceil(REACH_SIGMAS * sigma);
        knots = new double[2 * reach + 1];
        bell = new double[knots.length];
        double power = 0;
        for (int i = 0; i < bell.length; i++) {
            double k = i - reach;
            bell[i] = StrictMath.exp(-k * k / (2 * sigmaSquared));
            power += bell[i] * bell[i];
        }
        for (int i = 0; i < bell.length; i++) {
            bell[i] /= Math.sqrt(power);
            knots[i] = normals.nextNormal();
        }
    }

    double next() {
        // exp(-(u-k)^2/2s^2) = exp(-u^2/2s^2) * exp(u/s^2)^k * exp(-k^2/2s^2): a polynomial in exp(u/s^2).
        double u = (double) sampleInKnot / samplesPerKnot;
        double ratio = StrictMath.exp(u / sigmaSquared);
        double sum = 0;
        for (int i = knots.length - 1; i >= 0; i--) {
            sum = sum * ratio + knots[i] * bell[i];
        }
        if (++sampleInKnot == samplesPerKnot) {
            sampleInKnot = 0;
            System.arraycopy(knots, 1, knots, 0, knots.length - 1);
            knots[knots.length - 1] = normals.nextNormal();
        }
        return sum * StrictMath.exp(-u * (u / 2 + reach) / sigmaSquared);
    }
}
