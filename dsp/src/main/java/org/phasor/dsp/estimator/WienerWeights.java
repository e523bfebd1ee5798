package org.phasor.dsp.estimator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.phasor.dsp.Calibration;

/**
 * What the estimator "wiener" was trained to: complex weights of the decimated window for look-aheads on a grid. Nobody changes
 * the arrays.
 *
 * @param decimation of how many samples a value of the window is the mean
 * @param stepSeconds from one look-ahead of the grid, which begins at 0, to the next
 * @param re by look-ahead, by value of the window (oldest first); each look-ahead's weights add up to 0
 * @param im the same
 */
record WienerWeights(int decimation, double stepSeconds, double[][] re, double[][] im) {

    static final double LONGEST_LOOK_AHEAD_SECONDS = 0.1;

    private static final String DECIMATION = "decimation";
    private static final String STEP = "look-ahead-step-s";
    private static final String LOOK_AHEADS = "look-aheads";
    private static final String RE = "weights-re";
    private static final String IM = "weights-im";

    /** How many values the window has. */
    int taps() {
        return re[0].length;
    }

    /**
     * The weights for any look-ahead, real and imaginary. Between those of the grid they are interpolated linearly with the turn of
     * the peak taken off, which leaves little to interpolate.
     *
     * @throws IllegalArgumentException in one line, beyond the grid
     */
    double[][] at(double lookAheadSeconds, double peakHz) {
        if (!(lookAheadSeconds >= 0 && lookAheadSeconds <= LONGEST_LOOK_AHEAD_SECONDS)) {
            throw new IllegalArgumentException("look-ahead = " + lookAheadSeconds + " s: must be 0 to "
                    + LONGEST_LOOK_AHEAD_SECONDS + " s for estimator \"wiener\"");
        }
        double place = lookAheadSeconds / stepSeconds;
        int before = (int) Math.min(place, re.length - 2);
        double[][] weights = new double[2][taps()];
        for (int point = before; point <= before + 1; point++) {
            double share = 1 - Math.abs(place - point);
            addTurned(weights, point, share, 2 * StrictMath.PI * peakHz * (lookAheadSeconds - point * stepSeconds));
        }
        return weights;
    }

    private void addTurned(double[][] sum, int point, double share, double turnRad) {
        double cos = share * StrictMath.cos(turnRad);
        double sin = share * StrictMath.sin(turnRad);
        for (int i = 0; i < taps(); i++) {
            sum[0][i] += cos * re[point][i] - sin * im[point][i];
            sum[1][i] += sin * re[point][i] + cos * im[point][i];
        }
    }

    /** For {@link Calibration#parameters}. */
    Map<String, double[]> parameters() {
        Map<String, double[]> parameters = new LinkedHashMap<>();
        parameters.put(DECIMATION, new double[] {decimation});
        parameters.put(STEP, new double[] {stepSeconds});
        parameters.put(LOOK_AHEADS, new double[] {re.length});
        parameters.put(RE, joined(re));
        parameters.put(IM, joined(im));
        return parameters;
    }

    /** @throws IllegalArgumentException in one line, when the parameters cannot be */
    static WienerWeights of(Calibration calibration) {
        double decimation = calibration.parameter(DECIMATION, 1)[0];
        double step = calibration.parameter(STEP, 1)[0];
        double points = calibration.parameter(LOOK_AHEADS, 1)[0];
        double[] re = calibration.parameter(RE, -1);
        double[] im = calibration.parameter(IM, re.length);
        if (decimation != Decimation.factor(calibration.rateHz())) {
            throw refusal(DECIMATION, decimation, Decimation.factor(calibration.rateHz()) + " at its rate");
        }
        if (!(points >= 2) || points != Math.rint(points) || re.length < points || re.length % points != 0) {
            throw refusal(LOOK_AHEADS, points, "a divisor >= 2 of the " + re.length + " weights");
        }
        if (!(step > 0) || (points - 1) * step < LONGEST_LOOK_AHEAD_SECONDS * (1 - 1e-9)) {
            throw refusal(STEP, step, "> 0 and reach " + LONGEST_LOOK_AHEAD_SECONDS + " s in " + (int) points);
        }
        return new WienerWeights((int) decimation, step, split(re, (int) points), split(im, (int) points));
    }

    private static IllegalArgumentException refusal(String name, double value, String bound) {
        return new IllegalArgumentException(
                "calibration for estimator \"wiener\": " + name + " = " + value + ": must be " + bound);
    }

    private static double[] joined(double[][] rows) {
        double[] all = new double[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * rows[i].length, rows[i].length);
        }
        return all;
    }

    private static double[][] split(double[] all, int rows) {
        int length = all.length / rows;
        double[][] split = new double[rows][length];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(all, i * length, split[i], 0, length);
        }
        return split;
    }
}
