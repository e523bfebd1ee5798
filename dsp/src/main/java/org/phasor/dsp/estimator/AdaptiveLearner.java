package org.phasor.dsp.estimator;

/**
 * What the estimator "adaptive" learns from its clean frames: they are brought to unit power over two seconds, so that bursts do
 * not outweigh the rest, and their products summed. One thread. Allocates nothing after construction.
 */
final class AdaptiveLearner {

    final RunningAutocovariance autocovariance;
    private final int channels;
    private final int blockFrames;
    private final double frameRateHz;
    private final double gainForgetting;
    /** By channel: the frames that are not learned from yet. */
    private final double[][] waiting;

    private final double[] frame;
    double powerSum;
    double powerWeight;
    private long taken;
    private long learned;
    private int blockLearned;
    private int blockClean;
    long cleanFrames;
    /** Those of the closed blocks. */
    long cleanFramesInSums;

    AdaptiveLearner(FrameGrid grid, AdaptiveSettings settings) {
        channels = settings.channels();
        autocovariance = new RunningAutocovariance(grid, channels);
        blockFrames = grid.refreshFrames();
        frameRateHz = grid.frameRateHz();
        gainForgetting = StrictMath.exp(-1 / (AdaptiveSettings.GAIN_SECONDS * frameRateHz));
        waiting = new double[channels][grid.guardStartFrames() + grid.beforeBadFrames() + 1];
        frame = new double[channels];
        double[] prior = AutocovariancePrior.of(frameRateHz, settings.centreHz(), grid.largestLag());
        for (int c = 0; c < channels; c++) {
            double seconds = AdaptiveSettings.PRIOR_SECONDS * (c == 0 ? 1 : AdaptiveSettings.NEIGHBOUR_PRIOR);
            for (int k = 0; k < prior.length; k++) {
                autocovariance.sums(c * channels + c)[k] = prior[k] * seconds * frameRateHz;
            }
        }
    }

    /** Keeps a channel's newest frame for later. */
    void keep(int channel, double value) {
        waiting[channel][(int) (taken % waiting[channel].length)] = value;
    }

    /** All channels' newest frames are kept. */
    void closeFrame() {
        taken++;
    }

    /** The number of the next frame to learn from, from 0. */
    long next() {
        return learned;
    }

    /**
     * Learns from the next frame, or leaves it out.
     *
     * @return whether it was the last of a block: the sums are new
     */
    boolean learn(boolean leftOut) {
        int place = (int) (learned++ % waiting[0].length);
        double power = 0;
        for (int c = 0; c < channels; c++) {
            frame[c] = leftOut ? 0 : waiting[c][place];
            power += frame[c] * frame[c];
        }
        if (!leftOut) {
            powerSum = gainForgetting * powerSum + power / channels;
            powerWeight = gainForgetting * powerWeight + 1;
            double gain = gain();
            for (int c = 0; c < channels; c++) {
                frame[c] *= gain;
            }
            cleanFrames++;
            blockClean++;
        }
        autocovariance.add(frame);
        if (++blockLearned < blockFrames) {
            return false;
        }
        autocovariance.closeBlock(blockClean);
        cleanFramesInSums += blockClean;
        blockLearned = 0;
        blockClean = 0;
        return true;
    }

    /** What a clean frame is multiplied with; not finite before the first. */
    double gain() {
        return powerWeight > 0 ? Math.sqrt(powerWeight / Math.max(powerSum, 1e-30)) : Double.NaN;
    }

    /** What the sums of powers and weights are multiplied with at each clean frame. */
    double gainForgetting() {
        return gainForgetting;
    }

    double cleanSeconds() {
        return cleanFrames / frameRateHz;
    }
}
