package org.phasor.dsp;

import java.util.Map;

/** An estimator that learns while it runs, and what it has learned so far. Called by the loop thread, between frames. */
public interface LearningEstimator extends PhaseEstimator {

    /** The clean signal that was learned from so far, a calibration's included. */
    double learnedSeconds();

    /** The peak that is aimed at now. */
    double peakHz();

    /**
     * How far the highest peak in and next to the band stands above the 1/f background; NaN where it cannot be told. Below about
     * 2 dB there is no rhythm.
     */
    double peakDb();

    /** Whether it learns no more. */
    boolean frozen();

    /** How many refreshes took effect. */
    long refreshes();

    /** How many refreshes were due and did not take effect in time; one that is still to take effect is not counted. */
    long refreshesLeftOut();

    /** What was learned, for {@link Calibration#parameters}: an estimator made with it goes on from here. Allocates. */
    Map<String, double[]> state();
}
