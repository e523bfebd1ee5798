package org.phasor.stimulator;

/**
 * Hears of every change of the interlock's state, on the thread that changed it, which may be the loop: must return at
 * once, throw nothing, take no lock and do no I/O.
 */
public interface InterlockListener {

    InterlockListener NONE = (from, to, why) -> {};

    /**
     * @param why the verb, or the cause of a stop, in one line
     */
    void changed(InterlockState from, InterlockState to, String why);
}
