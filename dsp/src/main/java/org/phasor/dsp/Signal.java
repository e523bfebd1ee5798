package org.phasor.dsp;

/** The newest value of one conditioned signal. A reused slot, written whole by {@link Conditioning} on every frame. */
public final class Signal {

    /** The value; NaN when the sample cannot be used. */
    public double microvolts;

    /** Samples are missing just before this one: recursive states and windows start anew. */
    public boolean afterGap;

    /** A value that can be used: finite. */
    public boolean usable() {
        return !Double.isNaN(microvolts);
    }
}
