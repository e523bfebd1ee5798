package org.phasor.dsp.estimator;

import org.phasor.dsp.Signal;

/**
 * The phase that a zero-phase band-pass sees, some time late: what an estimate made earlier is held against. A Gaussian kernel
 * around the peak (half of full response at ± 2 Hz, 0.6 s to each side) over boxcar means at about 100 Hz. One thread. Allocates
 * nothing after construction.
 */
final class ZeroPhaseLabel {

    static final double HALF_WIDTH_HZ = 2;
    static final double HALF_LENGTH_SECONDS = 0.6;
    private static final double FRAME_RATE_HZ = 100;
    /** A Gaussian's standard deviations from its middle to half its height. */
    private static final double DEVIATIONS_TO_HALF = 1.1774;

    private final int samplesPerFrame;
    private final int newestFrame;
    private final double[] kernelRe;
    private final double[] kernelIm;
    private final SlidingWindow frames;
    private final CleanSpan clean = new CleanSpan();
    private double sum;
    private int inFrame;

    /** The label of {@link #compute}, in microvolts. */
    double re;

    double im;

    /**
     * @param lookAheadSeconds labels are wanted for so much after a frame's last sample
     */
    ZeroPhaseLabel(double peakHz, double rateHz, double lookAheadSeconds) {
        samplesPerFrame = (int) Math.max(1, Math.rint(rateHz / FRAME_RATE_HZ));
        double frameHz = rateHz / samplesPerFrame;
        double shift = lookAheadSeconds + (samplesPerFrame - 1) / 2.0 / rateHz;
        int oldestFrame = (int) Math.floor((shift - HALF_LENGTH_SECONDS) * frameHz);
        newestFrame = (int) Math.ceil((shift + HALF_LENGTH_SECONDS) * frameHz);
        int length = newestFrame - oldestFrame + 1;
        kernelRe = new double[length];
        kernelIm = new double[length];
        double deviation = DEVIATIONS_TO_HALF / (2 * StrictMath.PI * HALF_WIDTH_HZ);
        double total = 0;
        for (int i = 0; i < length; i++) {
            double t = (oldestFrame + i) / frameHz - shift;
            double weight = StrictMath.exp(-0.5 * (t / deviation) * (t / deviation));
            total += weight;
            kernelRe[i] = 2 * weight * StrictMath.cos(2 * StrictMath.PI * peakHz * t);
            kernelIm[i] = -2 * weight * StrictMath.sin(2 * StrictMath.PI * peakHz * t);
        }
        for (int i = 0; i < length; i++) {
            kernelRe[i] /= total;
            kernelIm[i] /= total;
        }
        frames = new SlidingWindow(length);
    }

    /** How many frames later than an estimate its label is there. */
    int framesLate() {
        return newestFrame;
    }

    /** Frames per second, for samples at a rate. */
    double frameHz(double rateHz) {
        return rateHz / samplesPerFrame;
    }

    /** Takes in a sample; whether it ended a frame. */
    boolean take(Signal signal) {
        clean.take(signal);
        if (signal.breaks()) {
            frames.clear();
            sum = 0;
            inFrame = 0;
        }
        if (!signal.usable()) {
            return false;
        }
        sum += signal.microvolts;
        if (++inFrame < samplesPerFrame) {
            return false;
        }
        frames.add(sum / samplesPerFrame);
        sum = 0;
        inFrame = 0;
        return true;
    }

    /** Whether the newest frames make a label: the kernel is full of samples that can be trusted. */
    boolean isReady() {
        return frames.isFull() && clean.covers(kernelRe.length * samplesPerFrame);
    }

    /** The label of {@link #framesLate} frames ago, into {@link #re} and {@link #im}. */
    void compute() {
        double[] values = frames.values();
        int start = frames.start();
        double sumRe = 0;
        double sumIm = 0;
        for (int i = 0; i < kernelRe.length; i++) {
            double value = values[start + i];
            sumRe += kernelRe[i] * value;
            sumIm += kernelIm[i] * value;
        }
        re = sumRe;
        im = sumIm;
    }
}
