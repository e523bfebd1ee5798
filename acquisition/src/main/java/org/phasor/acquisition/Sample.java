package org.phasor.acquisition;

import java.util.Arrays;

/**
 * One instant of every channel. A reused slot: written by the source's thread until it is published (all fields but
 * {@link #timeNanos}, which {@link SampleClock} writes on the loop thread), read-only afterwards.
 */
public final class Sample {

    /** The source lost samples, or its stamps jumped, just before this sample. */
    public static final int GAP = 1;

    /** The stamp was deduced before the source gave any: it means nothing. */
    public static final int UNANCHORED = 2;

    /** Set by {@link SampleClock}: the sample's time is not known well enough to fire at a phase. */
    public static final int UNSURE = 4;

    /** Counts the samples of a session from 0 in the order received. */
    public long index;

    /** The source's stamp as received, in seconds of the source's clock. */
    public double stampSeconds;

    /** What to add to the stamp to get the rig's clock, in seconds, as known when the sample arrived. */
    public double clockCorrectionSeconds;

    /** When the source's thread took it from the network, on the rig's clock; samples of one chunk share it. */
    public long arrivalNanos;

    /** The sample's own time on the rig's clock: smoothed and corrected by {@link SampleClock}. */
    public long timeNanos;

    /** {@link #GAP}, {@link #UNANCHORED}, {@link #UNSURE}. */
    public int flags;

    /** One value per channel, as received (int64 above 2^53 loses its last bits). */
    public final double[] values;

    public Sample(int channels) {
        values = new double[channels];
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Writes this whole sample from another of as many channels. */
    public void copyFrom(Sample other) {
        index = other.index;
        stampSeconds = other.stampSeconds;
        clockCorrectionSeconds = other.clockCorrectionSeconds;
        arrivalNanos = other.arrivalNanos;
        timeNanos = other.timeNanos;
        flags = other.flags;
        System.arraycopy(other.values, 0, values, 0, values.length);
    }

    /** Fills the slot with values that no stage can mistake for good ones: for tests that slots are never read stale. */
    public void poison() {
        index = Long.MIN_VALUE;
        stampSeconds = Double.NaN;
        clockCorrectionSeconds = Double.NaN;
        arrivalNanos = Long.MIN_VALUE;
        timeNanos = Long.MIN_VALUE;
        flags = -1;
        Arrays.fill(values, Double.NaN);
    }
}
