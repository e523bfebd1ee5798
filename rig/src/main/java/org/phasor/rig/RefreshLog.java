package org.phasor.rig;

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

    private final RowRing ring = new RowRing(ENTRIES, FIELDS);

    void add(long frame, int signal, long number, boolean taken, long checksum, double peakHz, double peakDb) {
        if (ring.claim()) {
            ring.set(0, frame);
            ring.set(1, signal);
            ring.set(2, number);
            ring.set(3, taken ? 1 : 0);
            ring.set(4, checksum);
            ring.set(5, Double.doubleToRawLongBits(peakHz));
            ring.set(6, Double.doubleToRawLongBits(peakDb));
            ring.publish();
        }
    }

    /** The oldest entry not taken yet; null when there is none. */
    Entry take() {
        long[] e = ring.take();
        return e == null
                ? null
                : new Entry(
                        e[0],
                        (int) e[1],
                        e[2],
                        e[3] == 1,
                        e[4],
                        Double.longBitsToDouble(e[5]),
                        Double.longBitsToDouble(e[6]));
    }

    /** Entries that nobody took in time. */
    long dropped() {
        return ring.dropped();
    }
}
