package org.phasor.dsp.estimator;

/** Of how many samples estimators that need no more than about 125 Hz take means. */
final class Decimation {

    private static final double RUN_RATE_HZ = 125;

    private Decimation() {}

    /**
     * What brings a rate nearest to 125 Hz; 1 when it is lower anyway.
     *
     * @throws IllegalArgumentException in one line, when the rate cannot be
     */
    static int factor(double rateHz) {
        BandOfInterest.checkRate(rateHz);
        return (int) Math.max(1, Math.rint(rateHz / RUN_RATE_HZ));
    }
}
