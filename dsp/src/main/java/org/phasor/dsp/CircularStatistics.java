package org.phasor.dsp;

/**
 * How angles, as a rule phase errors, spread over the circle. With r the mean of {@code e^(i angle)}:
 *
 * @param n how many angles counted; the rest are NaN when it is 0
 * @param biasRad the circular mean, arg r, in (−π, π]
 * @param plv the phase locking value |r|, 0 to 1
 * @param circularSdRad √(−2 ln |r|), 0 to infinity (Mardia; CircStat's circular standard deviation, not the angular deviation
 *     √(2(1−|r|)))
 * @param meanAbsoluteRad the mean of |angle|, each in (−π, π]
 */
public record CircularStatistics(int n, double biasRad, double plv, double circularSdRad, double meanAbsoluteRad) {

    /** Over all angles that are not NaN or infinite. */
    public static CircularStatistics of(double[] anglesRad) {
        int n = 0;
        double cosines = 0;
        double sines = 0;
        double absolute = 0;
        for (double angle : anglesRad) {
            double wrapped = Phase.wrap(angle);
            if (!Double.isNaN(wrapped)) {
                n++;
                cosines += StrictMath.cos(wrapped);
                sines += StrictMath.sin(wrapped);
                absolute += Math.abs(wrapped);
            }
        }
        if (n == 0) {
            return new CircularStatistics(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        // Rounding can lift the mean of equal unit vectors above 1.
        double plv = Math.min(1, StrictMath.hypot(cosines, sines) / n);
        return new CircularStatistics(
                n,
                Phase.wrap(StrictMath.atan2(sines, cosines)),
                plv,
                // Adding 0 turns the -0 of ln 1 into 0.
                Math.sqrt(-2 * StrictMath.log(plv)) + 0.0,
                absolute / n);
    }
}
