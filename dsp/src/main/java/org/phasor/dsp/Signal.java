package org.phasor.dsp;

/** The newest value of one conditioned signal. A reused slot, written whole by {@link Conditioning} on every frame. */
public final class Signal {

    /** The value without drift; NaN when the sample cannot be used. */
    public double microvolts;

    /** The same with its drift, for estimators that remove it in their own way; NaN when the sample cannot be used. */
    public double rawMicrovolts;

    /** A second channel, drift and all, for estimators that use one; NaN when there is none or it cannot be used. */
    public double neighbourMicrovolts = Double.NaN;

    /** Samples are missing just before this one: recursive states and windows start anew. */
    public boolean afterGap;

    /**
     * Bits of {@link SignalFault}; 0 for a sample that can be trusted. A finite value with a fault bridges the time (recursive
     * states go on with it), but no estimate may come from a window that holds it.
     */
    public int faults;

    /** A value that can be used: finite. */
    public boolean usable() {
        return !Double.isNaN(microvolts);
    }

    /** Windows and recursive states start anew: samples are missing, or this one is no number. */
    public boolean breaks() {
        return afterGap || !usable();
    }
}
