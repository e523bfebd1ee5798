package org.phasor.rig;

/** Mean and standard deviation of the last delays. Used by one thread. */
final class RollingDelay {

    static final int LENGTH = 20;

    private final long[] last = new long[LENGTH];
    private long count;
    private double firstMeanNanos = Double.NaN;

    void add(long nanos) {
        last[(int) (count % LENGTH)] = nanos;
        count++;
        if (count == LENGTH) {
            firstMeanNanos = meanNanos();
        }
    }

    boolean any() {
        return count > 0;
    }

    /** Whether there are {@link #LENGTH} of them. */
    boolean full() {
        return count >= LENGTH;
    }

    private int size() {
        return (int) Math.min(count, LENGTH);
    }

    /** NaN while there is none. */
    double meanNanos() {
        double sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += last[i];
        }
        return sum / size();
    }

    /** Of the first {@link #LENGTH} ones; NaN before. */
    double firstMeanNanos() {
        return firstMeanNanos;
    }

    /** Around the mean (n - 1); NaN for fewer than two. */
    double sdNanos() {
        double mean = meanNanos();
        double squares = 0;
        for (int i = 0; i < size(); i++) {
            squares += (last[i] - mean) * (last[i] - mean);
        }
        return size() < 2 ? Double.NaN : Math.sqrt(squares / (size() - 1));
    }
}
