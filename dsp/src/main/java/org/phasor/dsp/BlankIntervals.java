package org.phasor.dsp;

/**
 * Times around pulses. Overlapping intervals are one; of those that are over, only the last second is kept. One thread. Allocates
 * nothing after construction.
 *
 * <p>When there is no room for another, the two with the least time between them become one: rather more is blanked than less.
 */
final class BlankIntervals {

    static final int CAPACITY = 64;

    /** Samples' times are smoothed: one may lie a little before the last. */
    private static final long KEPT_NANOS = 1_000_000_000L;

    // In order of time, not overlapping; one place more than is kept.
    private final long[] from = new long[CAPACITY + 1];
    private final long[] to = new long[CAPACITY + 1];
    private int count;

    /** Adds a closed interval; one that ends before it begins is refused. */
    void add(long fromNanos, long toNanos) {
        if (toNanos < fromNanos) {
            throw new IllegalArgumentException(
                    "blank from " + fromNanos + " to " + toNanos + " ns: must not end first");
        }
        int first = 0;
        while (first < count && to[first] < fromNanos) {
            first++;
        }
        int last = first;
        long low = fromNanos;
        long high = toNanos;
        while (last < count && from[last] <= toNanos) {
            low = Math.min(low, from[last]);
            high = Math.max(high, to[last]);
            last++;
        }
        replace(first, last, low, high);
        if (count > CAPACITY) {
            mergeTheNearest();
        }
    }

    boolean contains(long nanos) {
        int over = 0;
        while (over < count && to[over] < nanos - KEPT_NANOS) {
            over++;
        }
        if (over > 0) {
            remove(0, over);
        }
        for (int i = 0; i < count && from[i] <= nanos; i++) {
            if (nanos <= to[i]) {
                return true;
            }
        }
        return false;
    }

    /** Puts one interval in the place of those from {@code first} to before {@code last}. */
    private void replace(int first, int last, long low, long high) {
        int moved = count - last;
        System.arraycopy(from, last, from, first + 1, moved);
        System.arraycopy(to, last, to, first + 1, moved);
        from[first] = low;
        to[first] = high;
        count = first + 1 + moved;
    }

    private void remove(int first, int last) {
        System.arraycopy(from, last, from, first, count - last);
        System.arraycopy(to, last, to, first, count - last);
        count -= last - first;
    }

    private void mergeTheNearest() {
        int nearest = 0;
        for (int i = 1; i < count - 1; i++) {
            if (from[i + 1] - to[i] < from[nearest + 1] - to[nearest]) {
                nearest = i;
            }
        }
        replace(nearest, nearest + 2, from[nearest], to[nearest + 1]);
    }
}
