package org.phasor.dsp.artefact;

import org.phasor.dsp.SignalFault;

/** Looks for one kind of artefact in a signal. One thread. Allocates nothing after construction. */
interface ArtefactCheck {

    /** What it finds. */
    SignalFault fault();

    /**
     * Takes in the newest sample.
     *
     * @param microvolts the weighted signal, drift and all; finite
     * @param values of all channels, as received
     * @return whether it is an artefact
     */
    boolean finds(double microvolts, double[] values);

    /** Samples are missing, or could not be used, before the next. */
    void restart();

    /** The amplifier may have seen a pulse since the last sample that was taken in. */
    default void skip() {}
}
