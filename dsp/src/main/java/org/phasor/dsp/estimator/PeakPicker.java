package org.phasor.dsp.estimator;

/**
 * The local maxima of an array that keep a distance from each other, as {@code scipy.signal.find_peaks(x, distance=...)}: of a
 * plateau its middle (the earlier of two), never an end of the array; the highest are kept first (of equal ones the later) and
 * drop all that are nearer than the distance. One thread. Allocates nothing after construction.
 */
final class PeakPicker {

    private static final byte OPEN = 0;
    private static final byte KEPT = 1;
    private static final byte DROPPED = 2;

    private final int[] peaks;
    private final byte[] state;

    /** @param mostValues length of the longest array to be searched */
    PeakPicker(int mostValues) {
        peaks = new int[mostValues / 2 + 1];
        state = new byte[peaks.length];
    }

    /**
     * Finds the peaks among the first {@code length} values.
     *
     * @param distance in samples, >= 1
     * @return how many there are
     */
    int find(double[] x, int length, int distance) {
        int count = localMaxima(x, length);
        for (int best = highestOpen(x, count); best >= 0; best = highestOpen(x, count)) {
            state[best] = KEPT;
            for (int i = best - 1; i >= 0 && peaks[best] - peaks[i] < distance; i--) {
                state[i] = DROPPED;
            }
            for (int i = best + 1; i < count && peaks[i] - peaks[best] < distance; i++) {
                state[i] = DROPPED;
            }
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (state[i] == KEPT) {
                peaks[kept++] = peaks[i];
            }
        }
        return kept;
    }

    /** Where the i-th peak of the last search is, from the front. */
    int at(int i) {
        return peaks[i];
    }

    private int localMaxima(double[] x, int length) {
        int count = 0;
        int i = 1;
        while (i < length - 1) {
            if (x[i - 1] < x[i]) {
                int ahead = i + 1;
                while (ahead < length - 1 && x[ahead] == x[i]) {
                    ahead++;
                }
                if (x[ahead] < x[i]) {
                    state[count] = OPEN;
                    peaks[count++] = (i + ahead - 1) / 2;
                    i = ahead;
                }
            }
            i++;
        }
        return count;
    }

    private int highestOpen(double[] x, int count) {
        int best = -1;
        for (int i = 0; i < count; i++) {
            if (state[i] == OPEN && (best < 0 || x[peaks[i]] >= x[peaks[best]])) {
                best = i;
            }
        }
        return best;
    }
}
