package org.phasor.dsp.evaluation;

/**
 * One signal of a recording, whole. Nobody changes the arrays.
 *
 * @param microvolts drift and all; finite everywhere: where {@link #missing} or {@link #unusable}, a straight line bridges it
 * @param missing by sample: it never came (a gap); estimators do not see it
 * @param unusable by sample: it came and is no number; estimators see that
 * @param rateHz samples per second
 */
public record EvaluationSignal(double[] microvolts, boolean[] missing, boolean[] unusable, double rateHz) {

    public EvaluationSignal {
        if (microvolts.length != missing.length || microvolts.length != unusable.length) {
            throw new IllegalArgumentException("signal of " + microvolts.length + ", " + missing.length + " and "
                    + unusable.length + " samples: must be equally long");
        }
        if (!(rateHz > 0 && rateHz <= 1e6)) {
            throw new IllegalArgumentException("rate = " + rateHz + " Hz: must be > 0 and <= 1e6");
        }
    }

    /**
     * Bridges what is missing or not finite.
     *
     * @param values in microvolts; what stands where {@code missing} is not looked at
     * @throws IllegalArgumentException in one line, when there is no finite value
     */
    public static EvaluationSignal of(double[] values, boolean[] missing, double rateHz) {
        double[] bridged = values.clone();
        boolean[] unusable = new boolean[values.length];
        int before = -1;
        for (int i = 0; i < values.length; i++) {
            boolean good = !missing[i] && Double.isFinite(values[i]);
            unusable[i] = !missing[i] && !good;
            if (good) {
                bridge(bridged, before, i);
                before = i;
            }
        }
        if (before < 0) {
            throw new IllegalArgumentException("signal of " + values.length + " samples: none is a finite number");
        }
        for (int i = before + 1; i < bridged.length; i++) {
            bridged[i] = bridged[before];
        }
        return new EvaluationSignal(bridged, missing.clone(), unusable, rateHz);
    }

    private static void bridge(double[] x, int before, int after) {
        for (int i = before + 1; i < after; i++) {
            double part = before < 0 ? 1 : (i - before) / (double) (after - before);
            double from = before < 0 ? 0 : x[before];
            x[i] = from + part * (x[after] - from);
        }
    }

    public int length() {
        return microvolts.length;
    }

    public double seconds() {
        return microvolts.length / rateHz;
    }

    /** Whether the value bridges something. */
    boolean bridged(int sample) {
        return missing[sample] || unusable[sample];
    }
}
