package org.phasor.rig;

/**
 * Hears the samples of the further streams that a rig file names, on the reader thread of each stream's inlet: several streams,
 * several threads. Must not wait: it would hold its stream up. The first sample of a stream, and the first after a loss, is told when its
 * sender's clock was measured, or after two seconds.
 */
public interface AuxListener {

    /**
     * One sample of a numeric stream.
     *
     * @param aux the table of the rig file that names the stream; heard once for each table that does
     * @param timeNanos when it was taken, on the rig's clock: its stamp after time correction
     * @param values of the channels that the table names, in its order; of all when it names none. Reused after the call
     */
    default void sample(RigSettings.Aux aux, long timeNanos, double[] values) {}

    /** As {@link #sample} for a text stream; once for each channel that the table names, or for each that there is. */
    default void text(RigSettings.Aux aux, long timeNanos, String text) {}
}
