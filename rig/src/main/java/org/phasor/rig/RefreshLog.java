package org.phasor.rig;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which refreshes took effect, from the loop thread to the recorder's: a small ring without allocation. When nobody takes, new
 * entries are dropped and counted.
 */
final class RefreshLog {

    /**
     * A refresh at its take-over frame.
     *
     * @param frame index of the first frame that has its coefficients, or would have
     * @param signal index of the signal
     * @param number of the refresh, from 0, of that signal's estimator
     * @param taken whether it took effect; otherwise it was late, and the old ones stay
     * @param checksum of its coefficients; 0 when it was late
     * @param peakHz what they aim at; NaN when it was late
     * @param peakDb how far that stands above the 1/f background; NaN when it was late or cannot be told
     */
    record Entry(long frame, int signal, long number, boolean taken, long checksum, double peakHz, double peakDb) {}

    private static final int ENTRIES = 256;
    private static final int FIELDS = 7;

    private final long[] ring = new long[ENTRIES * FIELDS];

    /** Written by the loop thread. */
    private final AtomicLong added = new AtomicLong();

    /** Written by the recorder's thread. */
    private final AtomicLong removed = new AtomicLong();

    private final AtomicLong dropped = new AtomicLong();

    void add(long frame, int signal, long number, boolean taken, long checksum, double peakHz, double peakDb) {
        long n = added.get();
        if (n - removed.get() >= ENTRIES) {
            dropped.incrementAndGet();
            return;
        }
        int at = (int) (n % ENTRIES) * FIELDS;
        ring[at] = frame;
        ring[at + 1] = signal;
        ring[at + 2] = number;
        ring[at + 3] = taken ? 1 : 0;
        ring[at + 4] = checksum;
        ring[at + 5] = Double.doubleToRawLongBits(peakHz);
        ring[at + 6] = Double.doubleToRawLongBits(peakDb);
        added.set(n + 1);
    }

    /** The oldest entry not taken yet; null when there is none. */
    Entry take() {
        long n = removed.get();
        if (n == added.get()) {
            return null;
        }
        int at = (int) (n % ENTRIES) * FIELDS;
        long[] e = Arrays.copyOfRange(ring, at, at + FIELDS);
        removed.set(n + 1);
        return new Entry(
                e[0], (int) e[1], e[2], e[3] == 1, e[4], Double.longBitsToDouble(e[5]), Double.longBitsToDouble(e[6]));
    }

    /** Entries that nobody took in time. */
    long dropped() {
        return dropped.get();
    }
}
