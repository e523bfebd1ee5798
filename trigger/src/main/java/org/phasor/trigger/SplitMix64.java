package org.phasor.trigger;

/**
 * A small generator of random numbers, spelled out here so that no JVM, library or version can change the draws that
 * stand behind a recording. For one thread.
 *
 * <p>SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014). The state starts
 * as the seed. Each draw, in arithmetic modulo 2^64: state += 0x9E3779B97F4A7C15; z = state;
 * z = (z ^ z >>> 30) · 0xBF58476D1CE4E5B9; z = (z ^ z >>> 27) · 0x94D049BB133111EB; the draw is z ^ z >>> 31.
 */
final class SplitMix64 {

    private long state;

    SplitMix64(long seed) {
        state = seed;
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /**
     * Uniform from 0 to {@code bound} − 1: the draw's upper 53 bits as a fraction of 1, times the bound, cut off.
     *
     * @param bound 1 to 2^53
     */
    long below(long bound) {
        return (long) ((next() >>> 11) * 0x1p-53 * bound);
    }
}
