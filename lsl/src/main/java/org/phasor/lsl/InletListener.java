package org.phasor.lsl;

/** Hears what an inlet receives, on the inlet's reader thread. A listener that waits holds the stream up. */
public interface InletListener {

    /**
     * One sample of a numeric stream.
     *
     * @param stampSeconds on the sender's clock, explicit or deduced
     * @param anchored false while no explicit stamp has come since the connection: the stamp means nothing
     * @param arrivalNanos {@link System#nanoTime()} when its last bytes were read from the network; samples of one
     *     network read share it
     * @param values one per channel; reused by the inlet after the call
     */
    default void onSample(double stampSeconds, boolean anchored, long arrivalNanos, double[] values) {}

    /** As {@link #onSample} for a text stream. */
    default void onText(double stampSeconds, boolean anchored, long arrivalNanos, String[] values) {}

    /**
     * The connection is gone. Final unless the inlet recovers.
     *
     * @param why one line for a person
     */
    default void onLost(String why) {}

    /** Connected again after a loss; samples in between are missing. */
    default void onRecovered() {}
}
