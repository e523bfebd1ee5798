package org.phasor.dsp.estimator;

/** A causal complex filter over the newest frames of some channels, and what it misses. Oldest frame first. One thread at a time. */
final class AdaptiveWeights {

    final int frames;
    final double[] re;
    final double[] im;
    /** The mean square of its distance from the non-causal filter's output, for signals of the autocovariance it was made from. */
    double error;

    AdaptiveWeights(int channels, int frames) {
        this.frames = frames;
        re = new double[channels * frames];
        im = new double[channels * frames];
    }

    void copyFrom(AdaptiveWeights other) {
        System.arraycopy(other.re, 0, re, 0, re.length);
        System.arraycopy(other.im, 0, im, 0, im.length);
        error = other.error;
    }

    double re(int channel, AdaptiveFrontEnd window) {
        return DotProduct.of(re, channel * frames, window.values(), window.start(), frames);
    }

    double im(int channel, AdaptiveFrontEnd window) {
        return DotProduct.of(im, channel * frames, window.values(), window.start(), frames);
    }

    /** Equal for equal bits. */
    long checksum(long seed) {
        long sum = 31 * seed + Double.doubleToLongBits(error);
        for (int i = 0; i < re.length; i++) {
            sum = 31 * (31 * sum + Double.doubleToLongBits(re[i])) + Double.doubleToLongBits(im[i]);
        }
        return sum;
    }
}
