package org.phasor.rig;

import org.phasor.stimulator.Delivery;

/**
 * Looks at frames and deliveries after the loop has dealt with them, on a thread of its own (one for all observers).
 * Must return in bounded time: an observer that waits ends up holding the ring. What it is handed is reused after the
 * call.
 */
public interface FrameObserver {

    void observe(Frame frame);

    default void observe(Delivery delivery) {}
}
