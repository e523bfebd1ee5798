package org.phasor.acquisition;

/**
 * What electrodes over a muscle give, roughly: white noise, quiet at rest, and every few seconds a burst. Allocates nothing after
 * construction. Not for sharing between threads.
 */
final class SyntheticMuscle {

    /** How the labels of such channels begin. */
    static final String LABEL_PREFIX = "EMG";

    private static final double REST_MICROVOLTS = 3;
    private static final double BURST_MICROVOLTS = 100;
    private static final double BURST_SECONDS = 0.2;
    private static final double MEAN_REST_SECONDS = 4;

    private final SeededNormals random;
    private final double burstBegins;
    private final long burstSamples;
    private long left;

    SyntheticMuscle(double rateHz, SeededNormals random) {
        this.random = random;
        burstBegins = 1 / (MEAN_REST_SECONDS * rateHz);
        burstSamples = Math.max(1, Math.round(BURST_SECONDS * rateHz));
    }

    /** The next value in microvolts. */
    double next() {
        if (left > 0) {
            left--;
        } else if (random.nextUniform() < burstBegins) {
            left = burstSamples;
        }
        return random.nextNormal() * (left > 0 ? BURST_MICROVOLTS : REST_MICROVOLTS);
    }
}
