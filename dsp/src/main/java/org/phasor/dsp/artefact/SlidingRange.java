package org.phasor.dsp.artefact;

/**
 * Largest less smallest of the newest N values, or of all while they are fewer. One thread. Allocates nothing after construction.
 *
 * <p>Two monotonic queues: a value that a newer one beats can never again be the extreme, so each enters and leaves once.
 */
final class SlidingRange {

    private final int length;
    private final Queue largest;
    private final Queue smallest;
    private long taken;

    SlidingRange(int length) {
        this.length = length;
        largest = new Queue(length);
        smallest = new Queue(length);
    }

    void restart() {
        largest.size = 0;
        smallest.size = 0;
    }

    /** Takes in a value and gives the range. */
    double take(double value) {
        long oldest = ++taken - length;
        // The smallest is the largest of what is turned over.
        return largest.take(value, taken, oldest) + smallest.take(-value, taken, oldest);
    }

    private static final class Queue {
        private final double[] values;
        private final long[] places;
        private int head;
        private int size;

        private Queue(int length) {
            values = new double[length];
            places = new long[length];
        }

        private double take(double value, long place, long oldest) {
            while (size > 0 && places[head] <= oldest) {
                head = head + 1 == values.length ? 0 : head + 1;
                size--;
            }
            while (size > 0 && values[at(size - 1)] <= value) {
                size--;
            }
            int tail = at(size);
            values[tail] = value;
            places[tail] = place;
            size++;
            return values[head];
        }

        private int at(int offset) {
            int place = head + offset;
            return place >= values.length ? place - values.length : place;
        }
    }
}
