package org.phasor.dsp.evaluation;

import org.phasor.acquisition.SplitMix64;

/**
 * By how much the circular standard deviation of one estimator's errors exceeds another's, on the samples where both gave an
 * estimate: the same blocks are drawn for both, so what both find hard cancels out. Immutable.
 *
 * @param differenceRad SD(a) − SD(b): positive when b is better
 * @param interval of the difference, 95 %
 * @param blocks from how many it was drawn
 * @param samples how many errors of each
 */
public record PairedBootstrap(double differenceRad, Interval interval, int blocks, int samples) {

    /**
     * @param aRad errors of a; NaN where it gave none
     * @param bRad errors of b at the same samples
     * @param blockOf the block of each, ascending
     * @param counts which samples count
     */
    public static PairedBootstrap ofCircularSd(double[] aRad, double[] bRad, int[] blockOf, boolean[] counts) {
        boolean[] both = new boolean[counts.length];
        int samples = 0;
        for (int i = 0; i < both.length; i++) {
            both[i] = counts[i] && Double.isFinite(aRad[i]) && Double.isFinite(bRad[i]);
            samples += both[i] ? 1 : 0;
        }
        BlockSums a = new BlockSums(aRad, blockOf, both);
        BlockSums b = new BlockSums(bRad, blockOf, both);
        int[] positions = new int[a.blocks()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i;
        }
        double difference = difference(a, b, positions);
        if (positions.length < 2) {
            return new PairedBootstrap(difference, new Interval(Double.NaN, Double.NaN), positions.length, samples);
        }
        double[] draws = new double[BlockBootstrap.DRAWS];
        SplitMix64 random = new SplitMix64(BlockBootstrap.SEED);
        for (int d = 0; d < draws.length; d++) {
            BlockBootstrap.draw(random, positions);
            draws[d] = difference(a, b, positions);
        }
        return new PairedBootstrap(difference, Interval.ofDraws(draws), positions.length, samples);
    }

    private static double difference(BlockSums a, BlockSums b, int[] positions) {
        a.draw(positions);
        b.draw(positions);
        return a.circularSdRad() - b.circularSdRad();
    }

    /** Whether chance alone hardly explains the difference: the interval does not hold 0. */
    public boolean beyondChance() {
        return interval.low() > 0 || interval.high() < 0;
    }
}
