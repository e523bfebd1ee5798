package org.phasor.dsp.evaluation;

import org.phasor.acquisition.SplitMix64;
import org.phasor.dsp.CircularStatistics;
import org.phasor.dsp.Phase;

/**
 * Phase errors in four numbers, each with a 95 % interval by the block bootstrap: stretches of 5 s are drawn with repetition,
 * because neighbouring samples of a brain signal are not independent. With fewer than about 20 blocks the intervals are too
 * narrow; with fewer than two there are none (NaN). Immutable.
 *
 * @param errors over all that count
 * @param biasRad may reach beyond ±π, on either side of {@code errors.biasRad()}
 * @param circularSdRad of the circular standard deviation
 * @param plv of the phase locking value
 * @param meanAbsoluteRad of the mean absolute error
 * @param blocks from how many it was drawn
 */
public record BlockBootstrap(
        CircularStatistics errors,
        Interval biasRad,
        Interval circularSdRad,
        Interval plv,
        Interval meanAbsoluteRad,
        int blocks) {

    static final int DRAWS = 1000;
    static final long SEED = 1;

    /**
     * @param errorsRad estimate less truth; NaN: does not count
     * @param blockOf the block of each error, ascending
     * @param counts which errors count
     */
    public static BlockBootstrap of(double[] errorsRad, int[] blockOf, boolean[] counts) {
        double[] counted = errorsRad.clone();
        for (int i = 0; i < counted.length; i++) {
            counted[i] = counts[i] ? counted[i] : Double.NaN;
        }
        CircularStatistics errors = CircularStatistics.of(counted);
        BlockSums sums = new BlockSums(errorsRad, blockOf, counts);
        if (sums.blocks() < 2) {
            Interval none = new Interval(Double.NaN, Double.NaN);
            return new BlockBootstrap(errors, none, none, none, none, sums.blocks());
        }
        double[] bias = new double[DRAWS];
        double[] sd = new double[DRAWS];
        double[] plv = new double[DRAWS];
        double[] absolute = new double[DRAWS];
        int[] positions = new int[sums.blocks()];
        SplitMix64 random = new SplitMix64(SEED);
        for (int d = 0; d < DRAWS; d++) {
            draw(random, positions);
            sums.draw(positions);
            bias[d] = errors.biasRad() + Phase.wrap(sums.biasRad() - errors.biasRad());
            sd[d] = sums.circularSdRad();
            plv[d] = sums.plv();
            absolute[d] = sums.meanAbsoluteRad();
        }
        return new BlockBootstrap(
                errors,
                Interval.ofDraws(bias),
                Interval.ofDraws(sd),
                Interval.ofDraws(plv),
                Interval.ofDraws(absolute),
                sums.blocks());
    }

    static void draw(SplitMix64 random, int[] positions) {
        for (int i = 0; i < positions.length; i++) {
            positions[i] = (int) random.below(positions.length);
        }
    }
}
