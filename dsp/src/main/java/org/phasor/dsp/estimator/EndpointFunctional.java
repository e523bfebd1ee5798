package org.phasor.dsp.estimator;

/** One complex number from a window. One thread. Allocates nothing after construction. */
abstract sealed class EndpointFunctional permits SpectrumEndpoint, TapsEndpoint {

    /** The result of the last {@link #apply}. */
    double re;

    double im;

    /** Reads the window that starts at {@code start}; leaves it alone. */
    abstract void apply(double[] values, int start);
}
