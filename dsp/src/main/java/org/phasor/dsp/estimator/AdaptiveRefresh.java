package org.phasor.dsp.estimator;

import org.phasor.dsp.RefreshRunner;

/**
 * The slow part of the estimator "adaptive": from an autocovariance, the peak and the weights. The fields above {@link #compute}
 * are its input, written by the loop thread before {@link RefreshRunner#begin}; those below are its result.
 */
final class AdaptiveRefresh implements RefreshRunner.Refresh {

    final double[][] autocovariance;
    /** Where the peak was last. */
    double peakBeforeHz;
    /** Whether the peak may move. */
    boolean tracks;
    /** Whether it may move to any higher one. */
    boolean freely;
    /** How many clean frames the autocovariance is made of. */
    long cleanFrames;

    private long number = -1;

    final AdaptiveWeights single;
    /** Over both channels; null where there is one. */
    final AdaptiveWeights both;
    /** The peak from now on. */
    double peakHz;
    /** How far it stands above the background; NaN where the range of search does not tell. */
    double peakDb = Double.NaN;
    /** Whether the result can be used. */
    boolean solved;

    private long checksum;

    private final int channels;
    private final SpectralPeak peak;
    private final BandKernel kernel;
    private final WienerSolution singleSolution;
    private final WienerSolution bothSolution;

    AdaptiveRefresh(FrameGrid grid, AdaptiveSettings settings, double lookAheadSeconds) {
        channels = settings.channels();
        int window = grid.windowFrames();
        autocovariance = new double[channels * channels][grid.largestLag() + 1];
        peak = new SpectralPeak(grid, settings);
        kernel = new BandKernel(grid, lookAheadSeconds);
        single = new AdaptiveWeights(1, window);
        singleSolution = new WienerSolution(grid, kernel, 1);
        both = channels == 2 ? new AdaptiveWeights(2, window) : null;
        bothSolution = channels == 2 ? new WienerSolution(grid, kernel, 2) : null;
    }

    @Override
    public void compute() {
        boolean found = peak.find(autocovariance[0], peakBeforeHz);
        peakDb = peak.peakDb;
        peakHz = peakBeforeHz;
        if (tracks && found && peak.inside && (freely || peak.gainDb > AdaptiveSettings.PEAK_HYSTERESIS_DB)) {
            peakHz += AdaptiveSettings.PEAK_RATE * (peak.peakHz - peakHz);
        }
        kernel.centre(peakHz);
        solved = singleSolution.solve(autocovariance, channels, single);
        checksum = single.checksum(Double.doubleToLongBits(peakHz));
        if (both != null) {
            solved &= bothSolution.solve(autocovariance, channels, both);
            checksum = both.checksum(checksum);
        }
    }

    /** The next refresh is this one. Only while none runs. */
    void number(long value) {
        number = value;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public long checksum() {
        return checksum;
    }

    @Override
    public double peakHz() {
        return peakHz;
    }

    @Override
    public double peakDb() {
        return peakDb;
    }
}
