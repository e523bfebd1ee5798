package org.phasor.dsp.filter;

import java.util.Arrays;

/**
 * Filters forwards and backwards, so that no frequency is delayed. The ends are continued by reflection about the end point
 * (odd padding), and each pass starts settled, as scipy.signal.filtfilt and sosfiltfilt do.
 */
public final class ZeroPhase {

    private static final int BLOCK = 2048;

    private ZeroPhase() {}

    /**
     * As {@code scipy.signal.sosfiltfilt(filter, x, padlen=padding)}.
     *
     * @param padding samples added at each end, 0 <= padding < x.length
     * @return as long as {@code x}, which is left alone
     */
    public static double[] filter(SecondOrderSections filter, double[] x, int padding) {
        double[] padded = padded(x, padding);
        double[] forwards = filter.filter(padded, padded[0]);
        reverse(forwards);
        double[] backwards = filter.filter(forwards, forwards[0]);
        reverse(backwards);
        return middle(backwards, padding, x.length);
    }

    /**
     * As {@code scipy.signal.filtfilt(taps, [1.0], x, padlen=padding)}.
     *
     * @param padding samples added at each end, 0 <= padding < x.length
     * @return as long as {@code x}, which is left alone
     */
    public static double[] filter(double[] taps, double[] x, int padding) {
        double[] forwards = convolve(taps, padded(x, padding));
        reverse(forwards);
        double[] backwards = convolve(taps, forwards);
        reverse(backwards);
        return middle(backwards, padding, x.length);
    }

    /** Causal, as if the input had been {@code x[0]} for ever. */
    private static double[] convolve(double[] taps, double[] x) {
        int before = taps.length - 1;
        double[] continued = new double[before + x.length];
        Arrays.fill(continued, 0, before, x[0]);
        System.arraycopy(x, 0, continued, before, x.length);
        double[] y = new double[x.length];
        // Tap by tap over a block that stays in the cache: unlike a dot product, this order lets the compiler use
        // vectors.
        for (int start = 0; start < y.length; start += BLOCK) {
            int end = Math.min(start + BLOCK, y.length);
            for (int j = 0; j < taps.length; j++) {
                addScaled(y, start, end, taps[j], continued, before - j);
            }
        }
        return y;
    }

    private static void addScaled(double[] y, int start, int end, double factor, double[] x, int shift) {
        for (int n = start; n < end; n++) {
            y[n] += factor * x[n + shift];
        }
    }

    private static double[] padded(double[] x, int padding) {
        if (padding < 0 || padding >= x.length) {
            throw new IllegalArgumentException(
                    "padding = " + padding + ": must be >= 0 and less than the " + x.length + " samples");
        }
        int n = x.length;
        double[] padded = new double[n + 2 * padding];
        System.arraycopy(x, 0, padded, padding, n);
        for (int i = 1; i <= padding; i++) {
            padded[padding - i] = 2 * x[0] - x[i];
            padded[padding + n - 1 + i] = 2 * x[n - 1] - x[n - 1 - i];
        }
        return padded;
    }

    private static double[] middle(double[] y, int padding, int length) {
        return Arrays.copyOfRange(y, padding, padding + length);
    }

    private static void reverse(double[] y) {
        for (int i = 0, j = y.length - 1; i < j; i++, j--) {
            double kept = y[i];
            y[i] = y[j];
            y[j] = kept;
        }
    }
}
