package org.phasor.dsp.evaluation;

import org.phasor.dsp.Phase;

/** Phase errors added up by block of time: what a block bootstrap draws from, without going back to the samples. */
final class BlockSums {

    private final int blocks;
    private final int[] n;
    private final double[] cosines;
    private final double[] sines;
    private final double[] absolute;

    /** Of the last {@link #draw}. */
    private int drawnN;

    private double drawnCosines;
    private double drawnSines;
    private double drawnAbsolute;

    /**
     * @param errorsRad NaN: does not count
     * @param blockOf the block of each error, ascending
     * @param counts which errors count
     */
    BlockSums(double[] errorsRad, int[] blockOf, boolean[] counts) {
        n = new int[errorsRad.length];
        cosines = new double[errorsRad.length];
        sines = new double[errorsRad.length];
        absolute = new double[errorsRad.length];
        int block = -1;
        int current = Integer.MIN_VALUE;
        for (int i = 0; i < errorsRad.length; i++) {
            if (counts[i] && Double.isFinite(errorsRad[i])) {
                double error = Phase.wrap(errorsRad[i]);
                block += block < 0 || blockOf[i] != current ? 1 : 0;
                current = blockOf[i];
                n[block]++;
                cosines[block] += StrictMath.cos(error);
                sines[block] += StrictMath.sin(error);
                absolute[block] += Math.abs(error);
            }
        }
        blocks = block + 1;
    }

    /** How many blocks hold an error. */
    int blocks() {
        return blocks;
    }

    /** The blocks drawn, by position and with repetition, become one sample. */
    void draw(int[] positions) {
        drawnN = 0;
        drawnCosines = 0;
        drawnSines = 0;
        drawnAbsolute = 0;
        for (int position : positions) {
            drawnN += n[position];
            drawnCosines += cosines[position];
            drawnSines += sines[position];
            drawnAbsolute += absolute[position];
        }
    }

    double biasRad() {
        return StrictMath.atan2(drawnSines, drawnCosines);
    }

    double plv() {
        return Math.min(1, Math.sqrt(drawnCosines * drawnCosines + drawnSines * drawnSines) / drawnN);
    }

    double circularSdRad() {
        return Math.sqrt(-2 * StrictMath.log(plv())) + 0.0;
    }

    double meanAbsoluteRad() {
        return drawnAbsolute / drawnN;
    }
}
