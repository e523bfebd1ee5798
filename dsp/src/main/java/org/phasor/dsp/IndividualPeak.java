package org.phasor.dsp;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * The frequency at which a recording's spectrum stands highest above its 1/f background.
 *
 * @param peakHz a multiple of about 0.1 Hz
 * @param prominenceDb how far the spectrum stands above the background there
 */
public record IndividualPeak(double peakHz, double prominenceDb) {

    private static final double BACKGROUND_LOW_HZ = 2;
    private static final double BACKGROUND_HIGH_HZ = 30;
    private static final int LEAST_WINDOWS = 5;

    /**
     * Searches from lowHz to highHz in Welch's spectrum (2-s Hann windows, half overlapping, padded to 10 s); the background is a
     * line through log power over log frequency from 2 Hz to 1 Hz below the range and from 2 Hz above it to 30 Hz.
     *
     * @param microvolts at least 2 s of finite values; another unit changes nothing
     * @param lowHz > 0
     * @param highHz > lowHz and below half the rate
     * @throws IllegalArgumentException in one line, when the signal is too short, not finite or constant, or the range cannot be
     */
    public static IndividualPeak find(double[] microvolts, double rateHz, double lowHz, double highHz) {
        return find(microvolts, rateHz, lowHz, highHz, null);
    }

    /**
     * The same without the windows that hold a sample that must not be trusted; with all of them where fewer than
     * {@value #LEAST_WINDOWS} are left.
     *
     * @param clean by sample; null: all can be trusted
     */
    public static IndividualPeak find(
            double[] microvolts, double rateHz, double lowHz, double highHz, boolean[] clean) {
        if (!(rateHz > 0 && rateHz <= 1e6) || !(lowHz > 0) || !(highHz > lowHz) || !(highHz < rateHz / 2)) {
            throw new IllegalArgumentException("range " + lowHz + " to " + highHz + " Hz at " + rateHz
                    + " Hz: must be 0 < low < high < " + rateHz / 2 + " Hz, half the rate");
        }
        int padded = (int) (10 * rateHz);
        int length = (int) (2 * rateHz);
        double[] centred = WholeSignal.withoutMean(microvolts, length);
        boolean enough = clean != null && windows(clean, length) >= LEAST_WINDOWS;
        double[] power = welch(centred, length, padded, enough ? clean : null);
        double resolutionHz = rateHz / padded;

        int n = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (int k = 1; k < power.length; k++) {
            double hz = k * resolutionHz;
            boolean below = hz >= BACKGROUND_LOW_HZ && hz <= lowHz - 1;
            boolean above = hz >= highHz + 2 && hz <= BACKGROUND_HIGH_HZ;
            if (below || above) {
                double x = StrictMath.log10(hz);
                double y = StrictMath.log10(power[k]);
                n++;
                sumX += x;
                sumY += y;
                sumXx += x * x;
                sumXy += x * y;
            }
        }
        double slope = (n * sumXy - sumX * sumY) / (n * sumXx - sumX * sumX);
        double offset = (sumY - slope * sumX) / n;
        if (!Double.isFinite(slope) || !Double.isFinite(offset)) {
            throw new IllegalArgumentException("no background from 2 to 30 Hz around " + lowHz + " to " + highHz
                    + " Hz at " + rateHz + " Hz: the range is too wide or the signal is constant");
        }
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 1; k < power.length; k++) {
            double hz = k * resolutionHz;
            double residual = StrictMath.log10(power[k]) - (offset + slope * StrictMath.log10(hz));
            if (hz >= lowHz && hz <= highHz && residual > most) {
                most = residual;
                best = k;
            }
        }
        if (best < 0) {
            throw new IllegalArgumentException("range " + lowHz + " to " + highHz
                    + " Hz: narrower than the resolution of " + resolutionHz + " Hz");
        }
        return new IndividualPeak(best * resolutionHz, 10 * most);
    }

    private static int windows(boolean[] clean, int length) {
        int windows = 0;
        for (int start = 0; start + length <= clean.length; start += length - length / 2) {
            windows += isClean(clean, start, length) ? 1 : 0;
        }
        return windows;
    }

    private static boolean isClean(boolean[] clean, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (!clean[i]) {
                return false;
            }
        }
        return true;
    }

    /** Power by bin in no particular unit: the mean over windows, each without its mean. */
    private static double[] welch(double[] x, int length, int padded, boolean[] clean) {
        double[] hann = new double[length];
        for (int i = 0; i < length; i++) {
            hann[i] = 0.5 - 0.5 * StrictMath.cos(2 * StrictMath.PI * i / length);
        }
        DoubleFFT_1D transform = FourierTransform.ofLength(padded);
        double[] power = new double[padded / 2 + 1];
        double[] spectrum = new double[2 * padded];
        for (int start = 0; start + length <= x.length; start += length - length / 2) {
            if (clean != null && !isClean(clean, start, length)) {
                continue;
            }
            double mean = 0;
            for (int i = 0; i < length; i++) {
                mean += x[start + i] / length;
            }
            Arrays.fill(spectrum, 0);
            for (int i = 0; i < length; i++) {
                spectrum[i] = (x[start + i] - mean) * hann[i];
            }
            transform.realForwardFull(spectrum);
            for (int k = 0; k < power.length; k++) {
                power[k] += spectrum[2 * k] * spectrum[2 * k] + spectrum[2 * k + 1] * spectrum[2 * k + 1];
            }
        }
        return power;
    }
}
