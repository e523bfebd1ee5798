package org.phasor.dsp.estimator;

import org.phasor.dsp.MovingMean;

/**
 * A signal decimated by means over q samples, whatever sample the decimation ends at: the means ending at every sample are kept,
 * those q samples apart next to each other. One thread. Allocates nothing after construction.
 */
final class BoxcarPhases {

    private final int factor;
    private final int length;
    private final MovingMean boxcar;
    /** A row for each of the q phases: a circular buffer written twice. */
    private final double[] rows;

    private int row;
    private int column;

    /**
     * @param factor q, >= 1
     * @param length how many means a window holds
     */
    BoxcarPhases(int factor, int length) {
        this.factor = factor;
        this.length = length;
        boxcar = new MovingMean(factor);
        rows = new double[factor * 2 * length];
        restart();
    }

    /** Forgets all: windows are whole again after factor * length samples. */
    void restart() {
        boxcar.restart();
        row = factor - 1;
        column = length - 1;
    }

    void add(double value) {
        if (++row == factor) {
            row = 0;
            if (++column == length) {
                column = 0;
            }
        }
        double mean = boxcar.add(value);
        int place = row * 2 * length + column;
        rows[place] = mean;
        rows[place + length] = mean;
    }

    /** The array that holds the window up to the newest sample, oldest mean first, up to but not {@link #end()}. Not a copy. */
    double[] values() {
        return rows;
    }

    /** Just behind the mean that ends at the newest sample. */
    int end() {
        return row * 2 * length + column + length + 1;
    }
}
