package org.phasor.acquisition;

/**
 * A small generator of random numbers, spelled out here so that no JVM, library or version can change the draws that
 * stand behind a recording. Not for sharing between threads.
 *
 * <p>SplitMix64 (Steele, Lea and Flood: Fast splittable pseudorandom number generators, OOPSLA 2014). The state starts
 * as the seed. Each draw, in arithmetic modulo 2^64: {@code state += 0x9E3779B97F4A7C15}, and the draw is {@link #mix}
 * of the state.
 */
public final class SplitMix64 {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public SplitMix64(long seed) {
        state = seed;
    }

    public long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1): the draw's upper 53 bits divided by 2^53. */
    public double uniform() {
        return (next() >>> 11) * 0x1p-53;
    }

    /**
     * Uniform from 0 to {@code bound} − 1: {@link #uniform} times the bound, cut off.
     *
     * @param bound 1 to 2^53
     */
    public long below(long bound) {
        return (long) (uniform() * bound);
    }

    /**
     * {@code z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9}, {@code z = (z ^ z >>> 27) * 0x94D049BB133111EB}, {@code z ^ z >>>
     * 31}: spreads a change of one bit over all of them.
     */
    public static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
