package org.phasor.dsp.estimator;

/**
 * The non-causal filter whose output is aimed at: a Gaussian band-pass around a frequency, centred on the moment that is asked for,
 * over past and future frames. One thread. Allocates nothing after construction.
 */
final class BandKernel {

    /** Half the width at half amplitude of a Gaussian, in standard deviations. */
    private static final double HALF_WIDTH_SD = 1.1774;
    /** Terms: π^32 / 32! is far below rounding. */
    private static final int SERIES = 16;

    /** Of the first weight, relative to the newest frame; negative. */
    final int firstOffset;

    final double[] re;
    final double[] im;
    private final double[] magnitude;
    /** Of the magnitudes, by lag: Σ m[j] m[j + lag]. */
    private final double[] magnitudeCovariance;

    private final double frameRateHz;
    private final double shiftSeconds;
    /** By which the phase of the frequency goes on in a frame. */
    private double turnRe;

    private double turnIm;

    BandKernel(FrameGrid grid, double lookAheadSeconds) {
        frameRateHz = grid.frameRateHz();
        shiftSeconds = lookAheadSeconds + grid.frameDelaySeconds();
        double half = AdaptiveSettings.KERNEL_HALF_SECONDS;
        firstOffset = (int) Math.floor((shiftSeconds - half) * frameRateHz);
        int lastOffset = (int) Math.ceil((shiftSeconds + half) * frameRateHz);
        magnitude = new double[lastOffset - firstOffset + 1];
        double sd = HALF_WIDTH_SD / (2 * Math.PI * AdaptiveSettings.HALF_WIDTH_HZ);
        double sum = 0;
        for (int i = 0; i < magnitude.length; i++) {
            double z = seconds(i) / sd;
            magnitude[i] = StrictMath.exp(-0.5 * z * z);
            sum += magnitude[i];
        }
        for (int i = 0; i < magnitude.length; i++) {
            magnitude[i] = 2 * magnitude[i] / sum;
        }
        magnitudeCovariance = new double[magnitude.length];
        for (int lag = 0; lag < magnitude.length; lag++) {
            for (int i = 0; i + lag < magnitude.length; i++) {
                magnitudeCovariance[lag] += magnitude[i] * magnitude[i + lag];
            }
        }
        re = new double[magnitude.length];
        im = new double[magnitude.length];
    }

    private double seconds(int i) {
        return (i + firstOffset) / frameRateHz - shiftSeconds;
    }

    int length() {
        return magnitude.length;
    }

    /** Centres the band on a frequency. The rotation is done by multiplication, from the middle outwards. */
    void centre(double hz) {
        int middle = magnitude.length / 2;
        double angle = -2 * Math.PI * hz * seconds(middle);
        double startRe = cosine(angle);
        double startIm = sine(angle);
        turnRe = cosine(2 * Math.PI * hz / frameRateHz);
        turnIm = sine(2 * Math.PI * hz / frameRateHz);
        rotate(middle, magnitude.length, 1, startRe, startIm, -turnIm);
        rotate(middle, -1, -1, startRe, startIm, turnIm);
    }

    private void rotate(int from, int end, int step, double startRe, double startIm, double sineOfStep) {
        double x = startRe;
        double y = startIm;
        for (int i = from; i != end; i += step) {
            re[i] = magnitude[i] * x;
            im[i] = magnitude[i] * y;
            double turned = x * turnRe - y * sineOfStep;
            y = x * sineOfStep + y * turnRe;
            x = turned;
        }
    }

    /** For angles up to π. By its series, since {@link StrictMath#cos} allocates on newer Java. */
    private static double cosine(double angle) {
        double sum = 1;
        for (int n = 2 * SERIES; n > 0; n -= 2) {
            sum = 1 - sum * angle * angle / (n * (n - 1));
        }
        return sum;
    }

    private static double sine(double angle) {
        double sum = 1;
        for (int n = 2 * SERIES; n > 0; n -= 2) {
            sum = 1 - sum * angle * angle / (n * (n + 1));
        }
        return sum * angle;
    }

    /** The power of this filter's output on a signal of this autocovariance. */
    double outputPower(double[] autocovariance) {
        double x = turnRe;
        double y = turnIm;
        double sum = 0;
        for (int lag = 1; lag < magnitudeCovariance.length; lag++) {
            sum += autocovariance[lag] * magnitudeCovariance[lag] * x;
            double turned = x * turnRe - y * turnIm;
            y = x * turnIm + y * turnRe;
            x = turned;
        }
        return autocovariance[0] * magnitudeCovariance[0] + 2 * sum;
    }
}
