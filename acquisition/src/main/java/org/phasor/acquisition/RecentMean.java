package org.phasor.acquisition;

/**
 * The exponential mean of the newest residuals, and the plain mean of those since it was off: what a line is off by that a few samples
 * were lost from, among stamps that jitter.
 */
final class RecentMean {

    /** Of its own standard deviations that the mean may be off by chance. */
    private static final double DEVIATIONS = 4;

    private final long stamps;
    private final double deviationFactor;

    private double mean;
    private long taken;
    private long offStamps;
    private double offSum;
    private double beyondChance;

    /** @param stamps that it remembers */
    RecentMean(long stamps) {
        this.stamps = stamps;
        // An exponential mean over n stamps holds as much as a plain one over 2n - 1.
        deviationFactor = DEVIATIONS / Math.sqrt(2 * stamps - 1);
    }

    void restart() {
        mean = 0;
        taken = 0;
        offStamps = 0;
        offSum = 0;
        beyondChance = 0;
    }

    /**
     * @param deviation of a residual, as if each told something of its own
     * @param bound beyond which, and beyond chance, it counts as off
     */
    void add(double residual, double deviation, double bound) {
        taken++;
        mean += (residual - mean) / Math.min(taken, stamps);
        beyondChance = taken < stamps ? 0 : Math.abs(mean) - deviationFactor * deviation;
        if (beyondChance > bound) {
            offStamps++;
            offSum += residual;
        } else {
            offStamps = 0;
            offSum = 0;
        }
    }

    /** How far the mean is off beyond what chance explains; 0 or less when it explains it. */
    double beyondChance() {
        return beyondChance;
    }

    /** Residuals since it is off; 0 when it is not. */
    long offStamps() {
        return offStamps;
    }

    /** Whether it has been off for as many stamps as it remembers. */
    boolean lasts() {
        return offStamps >= stamps;
    }

    /** The mean since it is off. */
    double offMean() {
        return offSum / offStamps;
    }
}
