package org.phasor.dsp;

import java.util.Arrays;

/**
 * Exact percentiles of the last so many places of a sequence, some of which may be empty. For one thread; allocates
 * nothing after construction.
 *
 * <p>The values stand in a ring in the order they came and in a sorted array; taking one in moves the part of the
 * array between the value that leaves and the one that comes, at most {@code capacity} doubles in one copy.
 */
public final class SlidingPercentile {

    private final double[] ring;
    private final double[] sorted;
    private int next;
    private int count;

    /**
     * @param capacity places to look back on, > 0
     */
    public SlidingPercentile(int capacity) {
        ring = new double[capacity];
        Arrays.fill(ring, Double.NaN);
        sorted = new double[capacity];
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(ring, Double.NaN);
        next = 0;
        count = 0;
    }

    /** Takes in the newest place and forgets the oldest; NaN for a place without a value. */
    public void add(double value) {
        double leaving = ring[next];
        ring[next] = value;
        next = next + 1 == ring.length ? 0 : next + 1;
        boolean leaves = !Double.isNaN(leaving);
        boolean comes = !Double.isNaN(value);
        if (leaves && comes) {
            replace(Arrays.binarySearch(sorted, 0, count, leaving), value);
        } else if (leaves) {
            int at = Arrays.binarySearch(sorted, 0, count, leaving);
            System.arraycopy(sorted, at + 1, sorted, at, count - at - 1);
            count--;
        } else if (comes) {
            int at = placeFor(value);
            System.arraycopy(sorted, at, sorted, at + 1, count - at);
            sorted[at] = value;
            count++;
        }
    }

    /** Places that hold a value. */
    public int count() {
        return count;
    }

    /**
     * Between the two nearest ranks by straight line: rank (count − 1) · percent / 100.
     *
     * @param percent 0 to 100
     * @return NaN when there is no value
     */
    public double percentile(double percent) {
        if (count == 0) {
            return Double.NaN;
        }
        double rank = percent / 100 * (count - 1);
        int below = (int) rank;
        if (below >= count - 1) {
            return sorted[count - 1];
        }
        return sorted[below] + (rank - below) * (sorted[below + 1] - sorted[below]);
    }

    private void replace(int from, double value) {
        int at = placeFor(value);
        if (at > from) {
            System.arraycopy(sorted, from + 1, sorted, from, at - from - 1);
            sorted[at - 1] = value;
        } else {
            System.arraycopy(sorted, at, sorted, at + 1, from - at);
            sorted[at] = value;
        }
    }

    private int placeFor(double value) {
        int found = Arrays.binarySearch(sorted, 0, count, value);
        return found >= 0 ? found : -found - 1;
    }
}
