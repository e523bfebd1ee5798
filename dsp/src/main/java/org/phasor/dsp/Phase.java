package org.phasor.dsp;

/** Angles on the circle, in radians. */
public final class Phase {

    private static final double TURN = 2 * Math.PI;

    private Phase() {}

    /** The same angle in (−π, π]; NaN for NaN and infinities. Exact: the remainder is not rounded. Allocates nothing. */
    public static double wrap(double rad) {
        if (rad > -Math.PI && rad <= Math.PI) {
            return rad;
        }
        double wrapped = Math.IEEEremainder(rad, TURN);
        return wrapped <= -Math.PI ? Math.PI : wrapped;
    }
}
