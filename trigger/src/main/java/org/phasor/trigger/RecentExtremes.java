package org.phasor.trigger;

/**
 * The newest values of one channel, and the range of any stretch of them. For the loop thread; allocates nothing after construction.
 *
 * <p>Extremes are also kept per block of values, so that a stretch of N costs about N / 64 and at most two blocks.
 */
final class RecentExtremes {

    private static final int BLOCK_SHIFT = 6;
    /** Values of one block. */
    static final int BLOCK = 1 << BLOCK_SHIFT;

    private final double[] values;
    private final double[] largest;
    private final double[] smallest;
    private final int mask;
    private final int blockMask;

    /** @param capacity how many values are kept; a power of two, at least 128 */
    RecentExtremes(int capacity) {
        if (Integer.bitCount(capacity) != 1 || capacity < 2 * BLOCK) {
            throw new IllegalArgumentException("capacity = " + capacity + ": must be a power of two >= " + 2 * BLOCK);
        }
        values = new double[capacity];
        largest = new double[capacity >> BLOCK_SHIFT];
        smallest = new double[capacity >> BLOCK_SHIFT];
        mask = capacity - 1;
        blockMask = largest.length - 1;
    }

    /** Takes in the value with that number; numbers come from 0 on, without omission. */
    void put(long number, double value) {
        values[(int) (number & mask)] = value;
        int block = (int) (number >> BLOCK_SHIFT) & blockMask;
        boolean first = (number & (BLOCK - 1)) == 0;
        largest[block] = first ? value : Math.max(largest[block], value);
        smallest[block] = first ? value : Math.min(smallest[block], value);
    }

    /**
     * Largest less smallest of the values with these numbers, both included; not a number when one of them is none. They must be
     * among the newest of which {@code capacity - 64} are sure to be whole.
     */
    double range(long first, long last) {
        double most = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        long number = first;
        while (number <= last) {
            if ((number & (BLOCK - 1)) == 0 && number + BLOCK - 1 <= last) {
                int block = (int) (number >> BLOCK_SHIFT) & blockMask;
                most = Math.max(most, largest[block]);
                least = Math.min(least, smallest[block]);
                number += BLOCK;
            } else {
                double value = values[(int) (number & mask)];
                most = Math.max(most, value);
                least = Math.min(least, value);
                number++;
            }
        }
        return most - least;
    }
}
