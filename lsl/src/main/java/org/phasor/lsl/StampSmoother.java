package org.phasor.lsl;

/**
 * Fits a line to the stamps of a regular stream, by recursive least squares with exponential forgetting (Haykin,
 * Adaptive Filter Theory, ch. RLS), and gives its value at each sample: the numbers are those of native liblsl's
 * "dejitter". For one thread.
 *
 * <p>Two of native liblsl's traits are kept on purpose: samples that were lost do not advance the index, and a stream
 * whose first stamp is less than one second begins anew with every sample, because 0 stands for "not begun".
 */
final class StampSmoother {

    /** How little the start values are trusted. */
    private static final double START_VARIANCE = 1e10;

    private final double intervalSeconds;
    private final double forgetting;

    /** Whole seconds of the first stamp, taken off so that the fit keeps its digits; 0 before the first. */
    private double originSeconds;

    private double index;
    private double lineStart;
    private double lineSlope;
    private double p00;
    private double p01;
    private double p11;

    /**
     * @param nominalRateHz 0 for an irregular stream, whose stamps pass unchanged
     * @param halftimeSeconds in which a sample's weight falls to a half; > 0
     */
    StampSmoother(double nominalRateHz, double halftimeSeconds) {
        if (!(nominalRateHz >= 0) || Double.isInfinite(nominalRateHz)) {
            throw new IllegalArgumentException("nominalRateHz = " + nominalRateHz + ": must be finite and >= 0");
        }
        if (!(halftimeSeconds > 0) || Double.isInfinite(halftimeSeconds)) {
            throw new IllegalArgumentException("halftimeSeconds = " + halftimeSeconds + ": must be finite and > 0");
        }
        intervalSeconds = nominalRateHz > 0 ? 1 / nominalRateHz : 0;
        forgetting = StrictMath.pow(2, -1 / (nominalRateHz * halftimeSeconds));
    }

    /** The line's value at the next sample. */
    double next(double stampSeconds) {
        if (intervalSeconds == 0) {
            return stampSeconds;
        }
        if (originSeconds == 0) {
            begin(stampSeconds);
        }
        double error = stampSeconds - originSeconds - (lineStart + lineSlope * index);
        double q0 = p00 + p01 * index;
        double q1 = p01 + p11 * index;
        double scale = 1 / (forgetting + q0 + q1 * index);
        double perForgetting = 1 / forgetting;
        p00 = perForgetting * (p00 - q0 * q0 * scale);
        p01 = perForgetting * (p01 - q0 * q1 * scale);
        p11 = perForgetting * (p11 - q1 * q1 * scale);
        lineStart += error * (p00 + p01 * index);
        lineSlope += error * (p01 + p11 * index);
        double smooth = lineStart + lineSlope * index + originSeconds;
        index++;
        return smooth;
    }

    private void begin(double stampSeconds) {
        originSeconds = (double) (long) stampSeconds;
        index = 0;
        lineStart = 0;
        lineSlope = intervalSeconds;
        p00 = START_VARIANCE;
        p01 = 0;
        p11 = START_VARIANCE;
    }

    /** Samples that were received and not given to {@link #next}. */
    void skip(long samples) {
        if (originSeconds != 0) {
            index += samples;
        }
    }

    void reset() {
        originSeconds = 0;
    }
}
