package org.phasor.acquisition;

/**
 * Normal random numbers that depend on nothing but their seed: the same on every machine and JVM.
 *
 * <p>Bits: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), {@code z = (state += 0x9E3779B97F4A7C15)}, then {@code
 * z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9}, {@code z = (z ^ z >>> 27) * 0x94D049BB133111EB}, {@code z ^ z >>> 31}.
 * Uniform: the upper 53 bits divided by 2^53. Normal: Marsaglia's polar method, both numbers of a pair used, the first
 * first; logarithm by {@link StrictMath}. Stream {@code k} of a seed starts with the state {@code mix(mix(seed) + k)},
 * {@code mix} being the three steps above without the addition.
 *
 * <p>Not for sharing between threads.
 */
final class SeededNormals {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;
    private double spare = Double.NaN;

    SeededNormals(long seed, int stream) {
        state = mix(mix(seed) + stream);
    }

    /** Uniform in [0, 1). */
    double nextUniform() {
        state += GOLDEN_GAMMA;
        return (mix(state) >>> 11) * 0x1p-53;
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

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
