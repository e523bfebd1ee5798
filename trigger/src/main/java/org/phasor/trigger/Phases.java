package org.phasor.trigger;

/** Angles on the circle. */
final class Phases {

    static final double TWO_PI = 2 * Math.PI;
    private static final double QUARTER_CYCLE_RAD = Math.PI / 2;

    private Phases() {}

    /** Into [−π, π], for a difference of two phases. */
    static double wrap(double rad) {
        return rad > Math.PI ? rad - TWO_PI : rad < -Math.PI ? rad + TWO_PI : rad;
    }

    /** Whether what lies ahead passes from above zero to zero or below, both within a quarter cycle. */
    static boolean crosses(double aheadBeforeRad, double aheadNowRad) {
        return aheadBeforeRad > 0
                && aheadBeforeRad <= QUARTER_CYCLE_RAD
                && aheadNowRad <= 0
                && aheadNowRad >= -QUARTER_CYCLE_RAD;
    }
}
