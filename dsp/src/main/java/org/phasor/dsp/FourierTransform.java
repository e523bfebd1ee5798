package org.phasor.dsp;

import org.jtransforms.fft.DoubleFFT_1D;
import org.visnow.jlargearrays.ConcurrencyUtils;

/**
 * Plans of the fast Fourier transform (JTransforms) that run on the calling thread only. A plan holds scratch tables: one thread
 * at a time.
 */
public final class FourierTransform {

    static {
        // A global of the library: with more threads long transforms go to a pool, allocate, and depend on the machine.
        ConcurrencyUtils.setNumberOfThreads(1);
    }

    private FourierTransform() {}

    public static DoubleFFT_1D ofLength(int length) {
        return new DoubleFFT_1D(length);
    }
}
