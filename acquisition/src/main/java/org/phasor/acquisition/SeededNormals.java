package org.phasor.acquisition;

/**
 * Normal random numbers that depend on nothing but their seed: the same on every machine and JVM.
 *
 * <p>Bits and uniform numbers: {@link SplitMix64}, whose stream {@code k} of a seed starts with the state {@code
 * mix(mix(seed) + k)}. Normal: Marsaglia's polar method, both numbers of a pair used, the first first; logarithm by
 * {@link StrictMath}.
 *
 * <p>Not for sharing between threads.
 */
final class SeededNormals {

    private final SplitMix64 bits;
    private double spare = Double.NaN;

    SeededNormals(long seed, int stream) {
        bits = new SplitMix64(SplitMix64.mix(SplitMix64.mix(seed) + stream));
    }

    /** Uniform in [0, 1). */
    double nextUniform() {
        return bits.uniform();
    }

    /** Normal with mean 0 and variance 1. */
    double nextNormal() {
        if (!Double.isNaN(spare)) {
            double kept = spare;
            spare = Double.NaN;
            return kept;
        }
        double u;
        double v;
        double square;
        do {
            u = 2 * nextUniform() - 1;
            v = 2 * nextUniform() - 1;
            square = u * u + v * v;
        } while (square >= 1 || square == 0);
        double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
        spare = v * factor;
        return u * factor;
    }
}
