package org.phasor.dsp.estimator;

import java.util.Arrays;

/**
 * Exponentially weighted sums of products of frames with earlier frames, of one or two channels, block by block. Within a block
 * the older frames weigh less; at its end the sums of earlier blocks are forgotten as far as the block's clean frames say: so
 * what is left out neither adds nor forgets. One thread. Allocates nothing after construction.
 */
final class RunningAutocovariance {

    private final int channels;
    private final int lags;
    private final double forgetting;
    private final double[] forgettingByFrames;
    private final double[] halfForgettingByLag;
    /** By channel a and channel b at a * channels + b: of a's frame with b's of so many frames before. */
    private final double[][] sums;

    private final double[][] block;
    /** By channel: the frames, newest first, each written twice. */
    private final double[][] history;

    private int newest;
    /** So many lags have a frame yet: the others are 0. The first second is learned at one go. */
    private int filled;

    RunningAutocovariance(FrameGrid grid, int channels) {
        this.channels = channels;
        lags = grid.largestLag() + 1;
        forgetting = grid.forgetting();
        forgettingByFrames = new double[grid.refreshFrames() + 1];
        for (int n = 0; n < forgettingByFrames.length; n++) {
            forgettingByFrames[n] = StrictMath.pow(forgetting, n);
        }
        halfForgettingByLag = new double[lags];
        for (int k = 0; k < lags; k++) {
            halfForgettingByLag[k] = StrictMath.pow(forgetting, k / 2.0);
        }
        sums = new double[channels * channels][lags];
        block = new double[channels * channels][lags];
        history = new double[channels][2 * lags];
    }

    int pairs() {
        return sums.length;
    }

    int lags() {
        return lags;
    }

    /** The sums of two channels, for reading and for the start. Not a copy. */
    double[] sums(int pair) {
        return sums[pair];
    }

    /** What the sums are multiplied with at each clean frame. */
    double forgetting() {
        return forgetting;
    }

    /** What the sum at a lag is multiplied with in {@link #copyTo}. */
    double halfForgetting(int lag) {
        return halfForgettingByLag[lag];
    }

    /** Takes in a frame of each channel; 0 for one that is left out. */
    void add(double[] frame) {
        newest = newest == 0 ? lags - 1 : newest - 1;
        filled = Math.min(lags, filled + 1);
        for (int b = 0; b < channels; b++) {
            history[b][newest] = frame[b];
            history[b][newest + lags] = frame[b];
        }
        for (int a = 0; a < channels; a++) {
            for (int b = 0; b < channels; b++) {
                addProducts(block[a * channels + b], history[b], frame[a]);
            }
        }
    }

    private void addProducts(double[] to, double[] earlier, double value) {
        int start = newest;
        int end = filled;
        for (int k = 0; k < end; k++) {
            to[k] = forgetting * to[k] + value * earlier[start + k];
        }
    }

    /** No later frame is multiplied with one from before now. */
    void forgetHistory() {
        for (double[] channel : history) {
            Arrays.fill(channel, 0);
        }
    }

    /** Ends a block. */
    void closeBlock(int cleanFrames) {
        double keep = forgettingByFrames[cleanFrames];
        for (int pair = 0; pair < sums.length; pair++) {
            double[] sum = sums[pair];
            double[] add = block[pair];
            for (int k = 0; k < lags; k++) {
                sum[k] = keep * sum[k] + add[k];
                add[k] = 0;
            }
        }
    }

    /**
     * Writes the autocovariance of the windowed frames: the frame at the lag k weighs less by λ^(k/2). With that factor it is that
     * of a series, hence positive semidefinite.
     */
    void copyTo(double[][] out) {
        for (int pair = 0; pair < sums.length; pair++) {
            for (int k = 0; k < lags; k++) {
                out[pair][k] = sums[pair][k] * halfForgettingByLag[k];
            }
        }
    }
}
