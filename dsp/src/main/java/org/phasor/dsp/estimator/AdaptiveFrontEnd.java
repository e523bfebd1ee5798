package org.phasor.dsp.estimator;

import org.phasor.dsp.MovingMean;

/**
 * From raw samples to frames: takes off the running mean of a second, and keeps for every sample the mean of the newest samples
 * of a frame's length. They are kept by sample number modulo that length, so that at any sample the frames that end there, and
 * so many samples earlier, and so on, are one contiguous piece of an array. One thread. Allocates nothing after construction.
 */
final class AdaptiveFrontEnd {

    private final int samplesPerFrame;
    private final int windowFrames;
    private final MovingMean drift;
    private final MovingMean frameMean;
    /** By phase within the frame: the newest means, each written twice. */
    private final double[][] means;

    private int nextPhase;
    private int newestPhase;
    private int slot;
    private int newestSlot;
    private double firstMicrovolts = Double.NaN;
    private double value;
    private double newestMean;

    AdaptiveFrontEnd(FrameGrid grid) {
        samplesPerFrame = grid.samplesPerFrame();
        windowFrames = grid.windowFrames();
        drift = new MovingMean((int) Math.rint(AdaptiveSettings.DRIFT_SECONDS * grid.rateHz()));
        frameMean = new MovingMean(samplesPerFrame);
        means = new double[samplesPerFrame][2 * windowFrames];
    }

    /** Takes in a value that can be trusted. The first is taken off from all: amplifiers have large offsets. */
    void take(double microvolts) {
        if (Double.isNaN(firstMicrovolts)) {
            firstMicrovolts = microvolts;
        }
        value = microvolts - firstMicrovolts;
        hold();
    }

    /** Takes in the last value once more, in place of one that cannot be trusted. */
    void hold() {
        newestMean = frameMean.add(value - drift.add(value));
        double[] ring = means[nextPhase];
        ring[slot] = newestMean;
        ring[slot + windowFrames] = newestMean;
        newestPhase = nextPhase;
        newestSlot = slot;
        if (++nextPhase == samplesPerFrame) {
            nextPhase = 0;
            slot = slot + 1 == windowFrames ? 0 : slot + 1;
        }
    }

    /** Whether the newest sample was a frame's last. */
    boolean atFrameEnd() {
        return nextPhase == 0;
    }

    /** The mean of the newest samples of a frame's length. */
    double frame() {
        return newestMean;
    }

    /** The newest sample as it came, but for the first one's offset. */
    double newestRaw() {
        return value;
    }

    /** Holds the frames that end at the newest sample, oldest first, from {@link #start()} on. Not a copy. */
    double[] values() {
        return means[newestPhase];
    }

    int start() {
        return newestSlot + 1;
    }
}
