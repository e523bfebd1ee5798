package org.phasor.dsp.estimator;

import java.util.Arrays;

/**
 * The newest N values, less their mean and filtered forwards and backwards by a symmetric FIR filter, the ends continued by
 * reflection about the end point: {@code scipy.signal.filtfilt(taps, [1.0], w - w.mean(), padlen=p)} for any p of at least the
 * filter's order, without the first and last samples, where the continuation tells. One thread. Allocates nothing after
 * construction.
 *
 * <p>Both passes together are one filter, the taps convolved with themselves, and a sample further from both ends than it reaches
 * is the same in every window. So each new value is added once to all outputs it reaches ({@link #add}, one row of products);
 * what depends on where the window ends is put right when asked ({@link #filter}): at each end a triangle of products, and the
 * mean, which a reflection leaves alone, by the filter's gain at 0 Hz.
 */
final class TwoPassWindow {

    private final int length;
    private final int edge;
    /** How far both passes together reach to each side: the filter's order. */
    private final int reach;

    private final double[] kernel;
    private final double gainAtZero;
    /** Of one line of time each; the newest is at {@link #newest}, and the sums run on to the last output it reaches. */
    private final double[] samples;

    private final double[] sums;
    private final int kept;
    private int newest;
    private int count;
    private int equal;
    private final EndCorrection ends;

    /**
     * @param taps of the filter, symmetric about their middle
     * @param length of the window in samples, at least the filter's order and an edge
     * @param edge how many filtered samples are left out at each end
     * @throws IllegalArgumentException for a shorter window
     */
    TwoPassWindow(double[] taps, int length, int edge) {
        this.length = length;
        this.edge = edge;
        reach = taps.length - 1;
        if (length < reach + edge || length <= 2 * edge) {
            throw new IllegalArgumentException("window of " + length + " samples with edges of " + edge
                    + ": must be >= " + Math.max(reach + edge, 2 * edge + 1) + " for a filter of order " + reach);
        }
        kernel = new double[2 * reach + 1];
        double gain = 0;
        for (int i = 0; i <= reach; i++) {
            gain += taps[i];
            for (int j = 0; j <= reach; j++) {
                kernel[i + j] += taps[i] * taps[j];
            }
        }
        gainAtZero = gain * gain;
        kept = length + reach;
        samples = new double[3 * kept];
        sums = new double[3 * kept];
        newest = kept - 1;
        ends = new EndCorrection(Arrays.copyOfRange(kernel, reach, kernel.length), edge);
    }

    /** Samples that {@link #filter} writes. */
    int filteredLength() {
        return length - 2 * edge;
    }

    void clear() {
        if (count > 0) {
            count = 0;
            equal = 0;
            newest = kept - 1;
            // What was before tells nothing of the window, but its rounding does: start as new.
            Arrays.fill(samples, 0);
            Arrays.fill(sums, 0);
        }
    }

    void add(double value) {
        if (newest + 1 + reach == sums.length) {
            int from = newest - kept + 1;
            System.arraycopy(samples, from, samples, 0, kept);
            System.arraycopy(sums, from, sums, 0, kept + reach);
            newest = kept - 1;
        }
        equal = count > 0 && value == samples[newest] ? Math.min(equal + 1, length) : 1;
        newest++;
        samples[newest] = value;
        sums[newest + reach] = 0;
        addScaled(sums, newest - reach, value, kernel);
        if (count < length) {
            count++;
        }
    }

    boolean isFull() {
        return count == length;
    }

    /** All values of the full window are the same: nothing is left but rounding. */
    boolean isConstant() {
        return equal == length;
    }

    /** Writes the filtered window to the start of {@code out}. */
    void filter(double[] out) {
        int oldest = newest - length + 1;
        double offset = mean(samples, oldest, length) * gainAtZero;
        int n = length - 2 * edge;
        for (int i = 0; i < n; i++) {
            out[i] = sums[oldest + edge + i] - offset;
        }
        ends.compute(samples, oldest, newest);
        double[] atOldest = ends.oldest();
        double[] atNewest = ends.newest();
        for (int i = 0; i < ends.outputs(); i++) {
            out[i] += atOldest[i];
            out[n - 1 - i] += atNewest[i];
        }
    }

    private static void addScaled(double[] y, int at, double factor, double[] x) {
        for (int k = 0; k < x.length; k++) {
            y[at + k] += factor * x[k];
        }
    }

    private static double mean(double[] x, int start, int count) {
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < count; i += 2) {
            even += x[start + i];
            odd += x[start + i + 1];
        }
        if (i < count) {
            even += x[start + i];
        }
        return (even + odd) / count;
    }
}
