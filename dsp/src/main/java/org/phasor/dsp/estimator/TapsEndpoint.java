package org.phasor.dsp.estimator;

/** By taps in time: two dot products, any length. */
final class TapsEndpoint extends EndpointFunctional {

    private final double[] tapsRe;
    private final double[] tapsIm;

    TapsEndpoint(EndpointResponse response) {
        tapsRe = response.tapsRe;
        tapsIm = response.tapsIm;
    }

    @Override
    void apply(double[] values, int start) {
        // Two sums each: the processor need not wait for one addition before the next. The order is fixed, so is the
        // result.
        double evenRe = 0;
        double evenIm = 0;
        double oddRe = 0;
        double oddIm = 0;
        int n = tapsRe.length;
        int i = 0;
        for (; i + 1 < n; i += 2) {
            double even = values[start + i];
            double odd = values[start + i + 1];
            evenRe += tapsRe[i] * even;
            evenIm += tapsIm[i] * even;
            oddRe += tapsRe[i + 1] * odd;
            oddIm += tapsIm[i + 1] * odd;
        }
        if (i < n) {
            evenRe += tapsRe[i] * values[start + i];
            evenIm += tapsIm[i] * values[start + i];
        }
        re = evenRe + oddRe;
        im = evenIm + oddIm;
    }
}
