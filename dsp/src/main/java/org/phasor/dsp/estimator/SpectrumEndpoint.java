package org.phasor.dsp.estimator;

import org.jtransforms.fft.DoubleFFT_1D;
import org.phasor.dsp.FourierTransform;

/**
 * By the spectrum: a forward transform of the window, then a dot product over its bins, since of the inverse only the last sample
 * is wanted. Powers of two only: JTransforms allocates at other lengths.
 */
final class SpectrumEndpoint extends EndpointFunctional {

    private final double[] binsRe;
    private final double[] binsIm;
    private final double[] spectrum;
    private final DoubleFFT_1D transform;

    SpectrumEndpoint(EndpointResponse response) {
        int length = response.tapsRe.length;
        if (!suits(length)) {
            throw new IllegalArgumentException("window of " + length + " samples: must be a power of two >= 4");
        }
        binsRe = response.binsRe;
        binsIm = response.binsIm;
        spectrum = new double[length];
        transform = FourierTransform.ofLength(length);
    }

    static boolean suits(int length) {
        return length >= 4 && Integer.bitCount(length) == 1;
    }

    @Override
    void apply(double[] values, int start) {
        double[] s = spectrum;
        int half = s.length / 2;
        System.arraycopy(values, start, s, 0, s.length);
        transform.realForward(s);
        // Packed: 0 Hz and half the rate are real and share the first two places.
        double sumRe = binsRe[0] * s[0] + binsRe[half] * s[1];
        double sumIm = binsIm[0] * s[0] + binsIm[half] * s[1];
        for (int k = 1; k < half; k++) {
            double binRe = binsRe[k];
            double binIm = binsIm[k];
            double xRe = s[2 * k];
            double xIm = s[2 * k + 1];
            sumRe += binRe * xRe - binIm * xIm;
            sumIm += binRe * xIm + binIm * xRe;
        }
        re = sumRe;
        im = sumIm;
    }
}
