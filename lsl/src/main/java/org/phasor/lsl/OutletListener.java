package org.phasor.lsl;

/**
 * Hears which receivers come and go, on a thread of its own: it may take its time, the pushing thread never waits for
 * it. Each receiver that joins also leaves, at the outlet's closing at the latest.
 */
public interface OutletListener {

    /** A receiver has agreed on the format; it gets every sample pushed from now on. */
    default void onConsumerJoined(ConsumerState consumer) {}

    /** It has closed, failed, or the outlet was closed; with its last numbers. */
    default void onConsumerLeft(ConsumerState consumer) {}
}
