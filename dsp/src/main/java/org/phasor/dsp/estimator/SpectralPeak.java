package org.phasor.dsp.estimator;

/**
 * The individual peak in the spectrum of an autocovariance: a line through the logarithms of power and frequency (the 1/f
 * background) outside the range of search, and the largest distance above it inside. One thread. Allocates nothing after
 * construction.
 */
final class SpectralPeak {

    private static final double STEP_HZ = 0.1;
    private static final double LEAST_HZ = 2;
    private static final double MOST_HZ = 30;
    /** For a band above that, the background is looked at so far beyond the range of search. */
    private static final double BACKGROUND_HZ = 5;
    /** The background begins so far above the range. */
    private static final double ABOVE_HZ = 1;

    private static final int LEAST_BACKGROUND = 10;

    private final double[] frequenciesHz;
    private final double[] logHz;
    private final double[] power;
    private final LagSpectrum spectrum;
    private final double lowHz;
    private final double highHz;
    private final int first;
    private final int end;

    /** Where the peak is. */
    double peakHz;
    /** How far it stands above the background. */
    double peakDb;
    /** How far it stands above the spectrum at the frequency asked for, the background taken off both. */
    double gainDb;
    /** Whether it is a peak, not the end of the range. */
    boolean inside;

    SpectralPeak(FrameGrid grid, AdaptiveSettings settings) {
        double rateHz = grid.frameRateHz();
        lowHz = Math.max(1, settings.bandLowHz() - AdaptiveSettings.SEARCH_MARGIN_HZ);
        highHz = Math.min(0.45 * rateHz, settings.bandHighHz() + AdaptiveSettings.SEARCH_MARGIN_HZ);
        double most = Math.min(settings.bandHighHz() <= MOST_HZ ? MOST_HZ : highHz + BACKGROUND_HZ, 0.45 * rateHz);
        int count = (int) Math.max(0, Math.ceil((most + STEP_HZ / 2 - LEAST_HZ) / STEP_HZ));
        frequenciesHz = new double[count];
        logHz = new double[count];
        // Rounded as in the reference: whether the ends of the range are in it depends on that.
        double step = LEAST_HZ + STEP_HZ - LEAST_HZ;
        int from = count;
        int to = count;
        for (int i = 0; i < count; i++) {
            frequenciesHz[i] = LEAST_HZ + i * step;
            logHz[i] = StrictMath.log10(frequenciesHz[i]);
            from = Math.min(from, frequenciesHz[i] >= lowHz ? i : count);
            to = frequenciesHz[i] <= highHz ? i + 1 : Math.min(to, i);
        }
        first = from;
        end = to;
        power = new double[count];
        spectrum = new LagSpectrum(frequenciesHz, rateHz, grid.spectrumLags());
    }

    /**
     * Looks for the peak.
     *
     * @param presentHz where to compare it with
     * @return false where the range holds too little to tell: the results mean nothing
     */
    boolean find(double[] autocovariance, double presentHz) {
        spectrum.of(autocovariance, power);
        int n = 0;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < power.length; i++) {
            power[i] = StrictMath.log10(Math.max(power[i], 1e-6 * autocovariance[0]));
            if (isBackground(i)) {
                n++;
                sumX += logHz[i];
                sumY += power[i];
            }
        }
        if (n < LEAST_BACKGROUND || end - first < 3) {
            peakHz = Double.NaN;
            peakDb = Double.NaN;
            inside = false;
            return false;
        }
        double meanX = sumX / n;
        double meanY = sumY / n;
        double sumXx = 0;
        double sumXy = 0;
        for (int i = 0; i < power.length; i++) {
            if (isBackground(i)) {
                sumXx += (logHz[i] - meanX) * (logHz[i] - meanX);
                sumXy += (logHz[i] - meanX) * (power[i] - meanY);
            }
        }
        double slope = sumXy / sumXx;
        int best = first;
        for (int i = first; i < end; i++) {
            power[i] -= meanY + slope * (logHz[i] - meanX);
            if (power[i] > power[best]) {
                best = i;
            }
        }
        peakHz = frequenciesHz[best];
        peakDb = 10 * power[best];
        gainDb = 10 * (power[best] - above(presentHz));
        inside = best > first && best < end - 1;
        return true;
    }

    private boolean isBackground(int i) {
        return frequenciesHz[i] <= lowHz || frequenciesHz[i] >= highHz + ABOVE_HZ;
    }

    /** Between the frequencies of the range by a straight line, beyond it as at its ends. */
    private double above(double hz) {
        if (hz <= frequenciesHz[first]) {
            return power[first];
        }
        for (int i = first + 1; i < end; i++) {
            if (hz < frequenciesHz[i]) {
                double part = (hz - frequenciesHz[i - 1]) / (frequenciesHz[i] - frequenciesHz[i - 1]);
                return power[i - 1] + part * (power[i] - power[i - 1]);
            }
        }
        return power[end - 1];
    }
}
