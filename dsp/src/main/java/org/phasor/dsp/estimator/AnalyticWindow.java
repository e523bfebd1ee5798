package org.phasor.dsp.estimator;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;
import org.phasor.dsp.FourierTransform;

/**
 * The Hilbert transform of short stretches of one even length N, as the imaginary part of {@code scipy.signal.hilbert}. At powers
 * of two by the fast Fourier transform over N; at other lengths by the periodic kernel 2/N cot(π d/N) over odd distances d,
 * convolved by a fast Fourier transform over a power of two that holds both. One thread. Allocates nothing after construction.
 */
final class AnalyticWindow {

    private final int length;
    private final double[] spectrum;
    private final DoubleFFT_1D transform;
    /** The kernel's response, which is imaginary since the kernel is odd: at bins 1 to half the transform, less one. */
    private final double[] response;

    AnalyticWindow(int length) {
        if (length < 4 || length % 2 != 0) {
            throw new IllegalArgumentException("Hilbert window of " + length + " samples: must be even and >= 4");
        }
        this.length = length;
        boolean powerOfTwo = Integer.bitCount(length) == 1;
        int transformed = powerOfTwo ? length : 4 * Integer.highestOneBit(length);
        spectrum = new double[transformed];
        transform = FourierTransform.ofLength(transformed);
        response = new double[transformed / 2];
        if (powerOfTwo) {
            Arrays.fill(response, -1);
        } else {
            for (int distance = 1; distance < length; distance += 2) {
                double angle = StrictMath.PI * distance / length;
                double value = 2.0 / length * StrictMath.cos(angle) / StrictMath.sin(angle);
                spectrum[distance] = value;
                spectrum[transformed - distance] = -value;
            }
            transform.realForward(spectrum);
            for (int k = 1; k < response.length; k++) {
                response[k] = spectrum[2 * k + 1];
            }
        }
    }

    /** The Hilbert transform of the N values from {@code start} on: the first N of what is given. Not a copy. */
    double[] hilbert(double[] x, int start) {
        double[] s = spectrum;
        System.arraycopy(x, start, s, 0, length);
        Arrays.fill(s, length, s.length, 0);
        transform.realForward(s);
        // Packed: 0 Hz and half the rate are real and share the first two places; there an odd kernel answers nothing.
        s[0] = 0;
        s[1] = 0;
        for (int k = 1; k < response.length; k++) {
            double re = s[2 * k];
            s[2 * k] = -response[k] * s[2 * k + 1];
            s[2 * k + 1] = response[k] * re;
        }
        transform.realInverse(s, true);
        return s;
    }
}
