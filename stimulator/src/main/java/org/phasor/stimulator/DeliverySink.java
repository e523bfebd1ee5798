package org.phasor.stimulator;

/** Where the interlock puts what it did. Called by the loop thread only; must not block. */
public interface DeliverySink {

    /** The next free slot, to be written whole; null when there is none, which stops the interlock. */
    Delivery claim();

    void publish();
}
