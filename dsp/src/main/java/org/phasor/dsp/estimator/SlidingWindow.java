package org.phasor.dsp.estimator;

/**
 * The newest N values, always as one contiguous piece of an array: a circular buffer written twice. One thread. Allocates nothing
 * after construction.
 */
final class SlidingWindow {

    private final int length;
    private final double[] doubled;
    private int next;
    private int count;

    SlidingWindow(int length) {
        this.length = length;
        doubled = new double[2 * length];
    }

    void clear() {
        count = 0;
    }

    void add(double value) {
        doubled[next] = value;
        doubled[next + length] = value;
        next = next + 1 == length ? 0 : next + 1;
        if (count < length) {
            count++;
        }
    }

    boolean isFull() {
        return count == length;
    }

    /** The array that holds the window from {@link #start()} on. Not a copy. */
    double[] values() {
        return doubled;
    }

    /** Where the oldest value of a full window is. */
    int start() {
        return next;
    }
}
