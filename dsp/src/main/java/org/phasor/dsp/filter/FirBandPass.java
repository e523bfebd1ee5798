package org.phasor.dsp.filter;

/** Linear-phase FIR band-passes, as arrays of taps symmetric about their middle. */
public final class FirBandPass {

    private static final int MOST_TAPS = 100_000;

    private FirBandPass() {}

    /**
     * Windowed sinc with a Hamming window and gain 1 at the middle of the band, as {@code scipy.signal.firwin(taps, [low, high],
     * pass_zero=False, fs=rate, window='hamming')}.
     *
     * @throws IllegalArgumentException unless taps >= 3 and 0 < low < high < half the rate
     */
    public static double[] hamming(int taps, double lowHz, double highHz, double rateHz) {
        Band.check(lowHz, highHz, rateHz);
        if (taps < 3 || taps > MOST_TAPS) {
            throw new IllegalArgumentException("taps = " + taps + ": must be 3 to " + MOST_TAPS);
        }
        double middle = (taps - 1) / 2.0;
        double low = 2 * lowHz / rateHz;
        double high = 2 * highHz / rateHz;
        double centre = (low + high) / 2;
        double[] h = new double[taps];
        double gain = 0;
        for (int n = 0; n < taps; n++) {
            double t = n - middle;
            double window = 0.54 - 0.46 * StrictMath.cos(2 * StrictMath.PI * n / (taps - 1));
            h[n] = (high * sinc(high * t) - low * sinc(low * t)) * window;
            gain += h[n] * StrictMath.cos(StrictMath.PI * t * centre);
        }
        for (int n = 0; n < taps; n++) {
            h[n] /= gain;
        }
        return h;
    }

    /**
     * The taps with the least squared error from 1 in the pass band and 0 in both stop bands, the two transitions left free, as
     * {@code scipy.signal.firls(taps, [0, stopLow, passLow, passHigh, stopHigh, rate/2], [0, 0, 1, 1, 0, 0], fs=rate)}.
     *
     * @param taps odd, >= 3
     * @throws IllegalArgumentException unless 0 < stopLow < passLow < passHigh < stopHigh < half the rate
     */
    public static double[] leastSquares(
            int taps, double stopLowHz, double passLowHz, double passHighHz, double stopHighHz, double rateHz) {
        Band.check(stopLowHz, stopHighHz, rateHz);
        Band.check(passLowHz, passHighHz, rateHz);
        if (!(stopLowHz < passLowHz) || !(passHighHz < stopHighHz)) {
            throw new IllegalArgumentException("pass band " + passLowHz + " to " + passHighHz
                    + " Hz: must lie inside the stop edges " + stopLowHz + " and " + stopHighHz + " Hz");
        }
        if (taps < 3 || taps % 2 == 0 || taps > 5001) {
            throw new IllegalArgumentException("taps = " + taps + ": must be odd, 3 to 5001");
        }
        int half = (taps - 1) / 2;
        double nyquist = rateHz / 2;
        // Inner products of the cosines over all bands that count, and with the wish over the pass band.
        double[] q = new double[taps];
        double[] wish = new double[half + 1];
        for (int n = 0; n < taps; n++) {
            double pass = integral(n, passHighHz / nyquist) - integral(n, passLowHz / nyquist);
            q[n] = integral(n, stopLowHz / nyquist) + pass + integral(n, 1) - integral(n, stopHighHz / nyquist);
            if (n <= half) {
                wish[n] = pass;
            }
        }
        double[][] normal = new double[half + 1][half + 1];
        for (int i = 0; i <= half; i++) {
            for (int j = 0; j <= half; j++) {
                normal[i][j] = q[StrictMath.abs(i - j)] + q[i + j];
            }
        }
        double[] a = Cholesky.solve(normal, wish);
        double[] h = new double[taps];
        h[half] = 2 * a[0];
        for (int n = 1; n <= half; n++) {
            h[half + n] = a[n];
            h[half - n] = a[n];
        }
        return h;
    }

    /** The integral of cos(π n f) from 0 to f. */
    private static double integral(int n, double f) {
        return f * sinc(n * f);
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : StrictMath.sin(StrictMath.PI * x) / (StrictMath.PI * x);
    }
}
