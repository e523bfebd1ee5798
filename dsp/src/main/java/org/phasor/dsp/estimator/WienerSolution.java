package org.phasor.dsp.estimator;

import java.util.Arrays;

/**
 * The causal filter that comes nearest, in the mean square, to a non-causal one, from an autocovariance alone: with the
 * autocovariance matrix R of the window's frames and p, the covariance of each with the non-causal filter's output, the weights are
 * w = R⁻¹ p (Wiener 1949; the non-causal output is linear in the signal, so p is the kernel applied to the autocovariance). To R
 * comes what is to be rejected: white noise, drift and steps, mains. For two channels R is made of four Toeplitz blocks. (For one,
 * Levinson's recursion of 1947 would do; Cholesky's method serves both, and takes a fraction of a millisecond.)
 *
 * <p>One thread at a time. Allocates nothing after construction.
 */
final class WienerSolution {

    private static final double POWER_LEAST_HZ = 2;
    private static final double POWER_MOST_HZ = 40;
    private static final double POWER_STEP_HZ = 0.5;
    private static final double LEAST_ERROR = 1e-9;

    private final int channels;
    private final int window;
    private final SymmetricSystem system;
    private final BandKernel kernel;
    private final LagSpectrum spectrum;
    private final double[] power;
    private final double frameRateHz;
    /** By lag: what is to be rejected, of the power from 2 to 40 Hz. */
    private final double[] rejected;

    private final double[] mirrored;
    private final double[] rightRe;
    private final double[] rightIm;
    private final double[] solvedRe;
    private final double[] solvedIm;

    /** @param channels 1 or 2; the first is the signal */
    WienerSolution(FrameGrid grid, BandKernel kernel, int channels) {
        this.channels = channels;
        this.kernel = kernel;
        window = grid.windowFrames();
        frameRateHz = grid.frameRateHz();
        int size = channels * window;
        system = new SymmetricSystem(size);
        rightRe = new double[size];
        rightIm = new double[size];
        solvedRe = new double[size];
        solvedIm = new double[size];
        mirrored = new double[kernel.length() + window - 1];
        rejected = rejected(window, frameRateHz);
        double most = Math.min(POWER_MOST_HZ, 0.45 * frameRateHz);
        double[] hz = new double[(int) Math.ceil((most - POWER_LEAST_HZ) / POWER_STEP_HZ)];
        for (int i = 0; i < hz.length; i++) {
            hz[i] = POWER_LEAST_HZ + i * POWER_STEP_HZ;
        }
        power = new double[hz.length];
        spectrum = new LagSpectrum(hz, frameRateHz, (int) frameRateHz);
    }

    private static double[] rejected(int lags, double rateHz) {
        double[] rejected = new double[lags];
        for (int k = 0; k < lags; k++) {
            double value = AdaptiveSettings.DRIFT_REJECTION
                    * StrictMath.exp(-k / (AdaptiveSettings.DRIFT_REJECTION_SECONDS * rateHz));
            value += mains(AdaptiveSettings.LOWER_MAINS_HZ, k, rateHz);
            value += mains(AdaptiveSettings.UPPER_MAINS_HZ, k, rateHz);
            rejected[k] = value;
        }
        rejected[0] += AdaptiveSettings.RIDGE;
        return rejected;
    }

    private static double mains(double hz, int lag, double rateHz) {
        // Above half the rate there is none: the amplifier has taken it off, and its alias may lie in the band.
        return hz < rateHz / 2 ? AdaptiveSettings.MAINS_REJECTION * StrictMath.cos(2 * Math.PI * hz * lag / rateHz) : 0;
    }

    /**
     * Solves for the kernel as it is centred now.
     *
     * @param autocovariance by channels a and b at a * all + b and by lag k: of a's frame with b's of k frames before
     * @param all how many channels it holds
     * @return false when the matrix is not positive definite: the weights mean nothing
     */
    boolean solve(double[][] autocovariance, int all, AdaptiveWeights out) {
        for (int a = 0; a < channels; a++) {
            double scale = power(autocovariance[a * all + a]);
            for (int b = 0; b <= a; b++) {
                fillBlock(a, b, autocovariance[a * all + b], autocovariance[b * all + a], a == b ? scale : 0);
            }
            fillRight(a, autocovariance[a], autocovariance[a * all]);
        }
        if (!system.factor()) {
            return false;
        }
        System.arraycopy(rightRe, 0, solvedRe, 0, solvedRe.length);
        System.arraycopy(rightIm, 0, solvedIm, 0, solvedIm.length);
        system.solve(solvedRe);
        system.solve(solvedIm);
        double explained = 0;
        for (int i = 0; i < solvedRe.length; i++) {
            explained += solvedRe[i] * rightRe[i] + solvedIm[i] * rightIm[i];
            // Conventions: lag first here, oldest frame first in the weights.
            int place = i / window * window + window - 1 - i % window;
            out.re[place] = solvedRe[i];
            out.im[place] = solvedIm[i];
        }
        double wanted = kernel.outputPower(autocovariance[0]);
        out.error = Math.max(wanted - explained, LEAST_ERROR * wanted);
        return explained > 0 && explained < Double.POSITIVE_INFINITY;
    }

    /** From 2 to 40 Hz: hum and drift must not set what is rejected. */
    private double power(double[] autocovariance) {
        spectrum.of(autocovariance, power);
        double sum = 0;
        for (double value : power) {
            sum += Math.max(2 / frameRateHz * value, 0);
        }
        return Math.max(sum * POWER_STEP_HZ, 1e-12 * autocovariance[0]);
    }

    private void fillBlock(int a, int b, double[] forward, double[] backward, double scale) {
        for (int i = 0; i < window; i++) {
            double[] row = system.rows[a * window + i];
            int most = a == b ? i : window - 1;
            for (int j = 0; j <= most; j++) {
                int lag = j - i;
                double value = lag >= 0 ? forward[lag] : backward[-lag];
                row[b * window + j] = value + (scale == 0 ? 0 : scale * rejected[Math.abs(lag)]);
            }
        }
    }

    /** The covariance of a channel's frames with the kernel's output on the signal. */
    private void fillRight(int a, double[] signalFirst, double[] channelFirst) {
        int first = kernel.firstOffset;
        for (int i = 0; i < mirrored.length; i++) {
            int lag = i + first;
            mirrored[i] = lag >= 0 ? signalFirst[lag] : channelFirst[-lag];
        }
        Arrays.fill(rightRe, a * window, (a + 1) * window, 0);
        Arrays.fill(rightIm, a * window, (a + 1) * window, 0);
        for (int j = 0; j < kernel.length(); j++) {
            addShifted(rightRe, a * window, kernel.re[j], j);
            addShifted(rightIm, a * window, kernel.im[j], j);
        }
    }

    private void addShifted(double[] to, int from, double weight, int shift) {
        for (int i = 0; i < window; i++) {
            to[from + i] += weight * mirrored[shift + i];
        }
    }
}
