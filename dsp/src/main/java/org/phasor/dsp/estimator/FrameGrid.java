package org.phasor.dsp.estimator;

/**
 * The frames of the estimator "adaptive", and its times counted in them. A frame is the mean of a fixed number of samples. Every
 * count is a pure function of the rate.
 *
 * @param rateHz samples per second
 * @param samplesPerFrame so that the frames' rate comes nearest to {@link AdaptiveSettings#FRAME_RATE_HZ}
 * @param frameRateHz frames per second
 */
record FrameGrid(double rateHz, int samplesPerFrame, double frameRateHz) {

    FrameGrid(double rateHz) {
        this(rateHz, samplesPerFrame(rateHz), rateHz / samplesPerFrame(rateHz));
    }

    private static int samplesPerFrame(double rateHz) {
        return (int) Math.max(1, Math.rint(rateHz / AdaptiveSettings.FRAME_RATE_HZ));
    }

    /** Of the causal filter. */
    int windowFrames() {
        return (int) Math.rint(AdaptiveSettings.WINDOW_SECONDS * frameRateHz);
    }

    int refreshFrames() {
        return (int) Math.rint(AdaptiveSettings.REFRESH_SECONDS * frameRateHz);
    }

    /** Learning runs so far behind: by then it is known whether a frame stands before a bad one. */
    int beforeBadFrames() {
        return (int) (AdaptiveSettings.BEFORE_BAD_SECONDS * frameRateHz);
    }

    int afterBadFrames() {
        return (int) (AdaptiveSettings.AFTER_BAD_SECONDS * frameRateHz);
    }

    int guardFrames() {
        return Math.max(2, (int) (AdaptiveSettings.GUARD_SECONDS * frameRateHz));
    }

    int guardStartFrames() {
        return (int) (AdaptiveSettings.GUARD_START_SECONDS * frameRateHz);
    }

    int acceptFrames() {
        return (int) (AdaptiveSettings.ACCEPT_SECONDS * frameRateHz);
    }

    int flatFrames() {
        return Math.max(2, (int) (AdaptiveSettings.FLAT_SECONDS * frameRateHz));
    }

    /** The lags of the spectrum in which the peak is looked for. */
    int spectrumLags() {
        return (int) (2 * frameRateHz);
    }

    /** Enough for the spectrum, and for any look-ahead: so what was learned does not depend on it. */
    int largestLag() {
        double ahead = PhaseEstimators.MOST_LOOK_AHEAD_SECONDS + AdaptiveSettings.KERNEL_HALF_SECONDS;
        return Math.max(spectrumLags(), windowFrames() + (int) Math.ceil(ahead * frameRateHz) + 1);
    }

    /** What the sum over clean frames is multiplied with at each. */
    double forgetting() {
        return StrictMath.exp(-1 / (AdaptiveSettings.MEMORY_SECONDS * frameRateHz));
    }

    /** A frame's middle lies so far before its newest sample. */
    double frameDelaySeconds() {
        return (samplesPerFrame - 1) / 2.0 / rateHz;
    }
}
