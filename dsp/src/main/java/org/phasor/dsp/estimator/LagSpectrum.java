package org.phasor.dsp.estimator;

/**
 * The spectrum of an autocovariance under a Hann lag window, at some frequencies: r[0] + 2 Σ h[k] r[k] cos(2π f k / rate), by
 * Clenshaw's recurrence side by side for all frequencies. Blackman and Tukey (1958). One thread. Allocates nothing after
 * construction.
 */
final class LagSpectrum {

    private final double[] window;
    private final double[] twiceCosine;
    private final double[] later;
    private final double[] latest;

    /** @param lags the window reaches so far */
    LagSpectrum(double[] frequenciesHz, double rateHz, int lags) {
        window = new double[lags + 1];
        for (int k = 0; k <= lags; k++) {
            window[k] = 0.5 + 0.5 * StrictMath.cos(Math.PI * k / (lags + 1));
        }
        twiceCosine = new double[frequenciesHz.length];
        for (int i = 0; i < frequenciesHz.length; i++) {
            twiceCosine[i] = 2 * StrictMath.cos(2 * Math.PI * frequenciesHz[i] / rateHz);
        }
        later = new double[frequenciesHz.length];
        latest = new double[frequenciesHz.length];
    }

    /** Writes the spectrum; rounding may make it slightly negative. */
    void of(double[] autocovariance, double[] out) {
        double[] b1 = latest;
        double[] b2 = later;
        int n = twiceCosine.length;
        for (int i = 0; i < n; i++) {
            b1[i] = 0;
            b2[i] = 0;
        }
        for (int k = window.length - 1; k >= 1; k--) {
            double c = 2 * window[k] * autocovariance[k];
            for (int i = 0; i < n; i++) {
                b2[i] = c + twiceCosine[i] * b1[i] - b2[i];
            }
            double[] swapped = b1;
            b1 = b2;
            b2 = swapped;
        }
        for (int i = 0; i < n; i++) {
            out[i] = autocovariance[0] + 0.5 * twiceCosine[i] * b1[i] - b2[i];
        }
    }
}
