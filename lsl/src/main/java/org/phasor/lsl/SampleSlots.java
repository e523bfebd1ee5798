package org.phasor.lsl;

/** What the slots of a {@link SampleRing} hold: values or texts, a stamp and an arrival each. Threads as there. */
final class SampleSlots {

    private final SampleRing ring;
    private final int channels;
    private final Object values;
    private final double[] stamps;
    private final long[] arrivals;

    SampleSlots(SampleRing ring, int channels, boolean isText) {
        this.ring = ring;
        this.channels = channels;
        int capacity = ring.capacity();
        values = isText ? new String[capacity * channels] : new double[capacity * channels];
        stamps = new double[capacity];
        arrivals = new long[capacity];
    }

    /** @param sample an array of the kind that is held here */
    void write(Object sample, double stampSeconds, long arrivalNanos) {
        int slot = ring.slot(ring.beginWrite());
        System.arraycopy(sample, 0, values, slot * channels, channels);
        stamps[slot] = stampSeconds;
        arrivals[slot] = arrivalNanos;
        ring.written();
    }

    /**
     * Copies a sample, which is void unless it is claimed afterwards or found untouched.
     *
     * @param at which sample of the arrays to fill; stamps and arrivals may be null
     */
    void copy(long number, Object into, int at, double[] stampsInto, long[] arrivalsInto) {
        int slot = ring.slot(number);
        System.arraycopy(values, slot * channels, into, at * channels, channels);
        if (stampsInto != null) {
            stampsInto[at] = stamps[slot];
        }
        if (arrivalsInto != null) {
            arrivalsInto[at] = arrivals[slot];
        }
    }

    /** Copies the newest sample ever written; false when there is none. For any thread. */
    boolean copyNewest(Object into, double[] stampInto) {
        for (long end = ring.end(); end > 0; end = ring.end()) {
            copy(end - 1, into, 0, stampInto, null);
            if (ring.isUntouched(end - 1)) {
                return true;
            }
        }
        return false;
    }

    /** Of the newest sample; NaN without one. For any thread. */
    double newestStampSeconds() {
        for (long end = ring.end(); end > 0; end = ring.end()) {
            double stamp = stamps[ring.slot(end - 1)];
            if (ring.isUntouched(end - 1)) {
                return stamp;
            }
        }
        return Double.NaN;
    }

    /** Of the newest sample, when there is one. For any thread. */
    long newestArrivalNanos() {
        for (; ; ) {
            long newest = ring.end() - 1;
            long arrival = arrivals[ring.slot(newest)];
            if (ring.isUntouched(newest)) {
                return arrival;
            }
        }
    }
}
