package org.phasor.dsp;

/**
 * Takes offset and drift from a signal, causally: each value less the mean of the last ten periods of the centre frequency, or
 * another whole number of them (of all values while they are fewer). One thread. Allocates nothing after construction.
 *
 * <p>A mean over whole periods has a null at the centre frequency, so the phase there is left alone.
 */
public final class DriftRemoval {

    private static final int PERIODS = 10;
    private static final int MOST_SAMPLES = 10_000_000;

    private final MovingMean mean;
    private boolean started;
    private double reference;

    /**
     * @param centreHz > 0
     * @param rateHz samples per second, > 0
     */
    public DriftRemoval(double centreHz, double rateHz) {
        this(PERIODS, centreHz, rateHz);
    }

    private DriftRemoval(double periods, double centreHz, double rateHz) {
        double samples = Math.rint(periods * rateHz / centreHz);
        if (!(samples >= 1 && samples <= MOST_SAMPLES)) {
            throw new IllegalArgumentException(periods + " periods of " + centreHz + " Hz at " + rateHz + " Hz are "
                    + samples + " samples: must be 1 to " + MOST_SAMPLES);
        }
        mean = new MovingMean((int) samples);
    }

    /**
     * Over as many whole periods of the centre frequency as come nearest to a length, and at least one.
     *
     * @throws IllegalArgumentException in one line, unless the length is > 0 and not too long
     */
    public static DriftRemoval ofLength(double ms, double centreHz, double rateHz) {
        if (!(ms > 0)) {
            throw new IllegalArgumentException("drift-removal-ms = " + ms + ": must be > 0");
        }
        return new DriftRemoval(Math.max(1, Math.rint(ms * centreHz / 1000)), centreHz, rateHz);
    }

    /** Over how many samples the mean goes. */
    public int lengthSamples() {
        return mean.length();
    }

    /** Forgets everything: the next value is the first. */
    public void restart() {
        started = false;
        mean.restart();
    }

    /** The value without drift, in its own unit; 0 for the first. The value must be finite. */
    public double remove(double value) {
        if (!started) {
            started = true;
            reference = value;
        }
        // Sums of distances from the first value stay small where the offset is large.
        double distance = value - reference;
        return distance - mean.add(distance);
    }
}
