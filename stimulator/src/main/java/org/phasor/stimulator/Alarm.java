package org.phasor.stimulator;

/** How a part of the interlock stops it. Any thread; takes no lock. */
interface Alarm {

    /**
     * @param detail one line for a person
     */
    void raise(StopReason reason, String detail);
}
