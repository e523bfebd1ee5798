package org.phasor.recordings;

/**
 * Replaces jittered stamps by straight lines, as pyxdf does by default. For looking at data only: a line smears samples
 * that were lost over the whole stretch, so replay never uses it.
 */
public final class Dejitter {

    private Dejitter() {}

    /**
     * A least-squares line of stamp over index for every stretch without a step above max(1 s, 500 intervals).
     *
     * @param stampsSeconds in the order of the file; left as they are
     * @param nominalRateHz as declared; when 0 the stamps come back unchanged
     */
    public static double[] linearised(double[] stampsSeconds, double nominalRateHz) {
        double[] out = stampsSeconds.clone();
        if (!(nominalRateHz > 0)) {
            return out;
        }
        double breakSeconds = Math.max(1.0, 500 / nominalRateHz);
        int start = 0;
        for (int i = 1; i <= out.length; i++) {
            if (i == out.length || Math.abs(stampsSeconds[i] - stampsSeconds[i - 1]) > breakSeconds) {
                fit(stampsSeconds, out, start, i);
                start = i;
            }
        }
        return out;
    }

    private static void fit(double[] stamps, double[] out, int from, int to) {
        int n = to - from;
        double meanIndex = (n - 1) / 2.0;
        double meanTime = 0;
        for (int i = from; i < to; i++) {
            meanTime += (stamps[i] - stamps[from]) / n;
        }
        double sxx = 0;
        double sxy = 0;
        for (int i = from; i < to; i++) {
            double x = i - from - meanIndex;
            sxx += x * x;
            sxy += x * (stamps[i] - stamps[from] - meanTime);
        }
        double slope = sxx > 0 ? sxy / sxx : 0;
        for (int i = from; i < to; i++) {
            out[i] = stamps[from] + meanTime + slope * (i - from - meanIndex);
        }
    }
}
