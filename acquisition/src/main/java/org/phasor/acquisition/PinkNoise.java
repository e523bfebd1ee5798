package org.phasor.acquisition;

/**
 * Noise whose power spectrum falls as 1/f^exponent from 0.5 Hz up to half the rate and is flat below about 0.2 Hz, one
 * value per sample, forever.
 *
 * <p>White noise passes a cascade of first-order sections whose poles and zeros alternate at even logarithmic
 * distances (Corsini and Saletti 1988, IEEE Trans. Instrum. Meas. 37:123). With s = 2 sin(pi f / rate), the response of
 * such a cascade is s^-exponent to within a ripple; one zero more turns s into f. Deviation from 1/f over 0.5 Hz to
 * half the rate, for exponent 1 at 200 Hz to 5 kHz: below 0.5 dB (tested on {@link #powerDensity}). The model's knee
 * at 0.25 Hz is sharp, this one is round: -1 dB at 0.25 Hz.
 */
final class PinkNoise {

    private static final double KNEE_HZ = 0.22;
    private static final double HIGHEST_POLE = 20;
    private static final double POLE_RATIO = 2.5;
    private static final double RUN_IN_SECONDS = 6;

    /** Power at half the rate of the last zero for exponent 1: a compromise that keeps the whole band within 0.5 dB. */
    private static final double POWER_AT_NYQUIST = 0.7;

    private final SeededNormals normals;
    private final double rateHz;
    private final double[] poles;
    private final double[] zeros;
    private final double[] states;
    private final double lastZero;
    private double lastInput;

    /**
     * @param exponent 0 (white) to 2 (brown)
     */
    PinkNoise(double exponent, double rateHz, SeededNormals normals) {
        this.normals = normals;
        this.rateHz = rateHz;
        double lowest = 2 * StrictMath.sin(Math.PI * KNEE_HZ / rateHz);
        int sections = (int) Math.ceil(StrictMath.log(HIGHEST_POLE / lowest) / StrictMath.log(POLE_RATIO));
        double ratio = StrictMath.pow(HIGHEST_POLE / lowest, 1.0 / sections);
        poles = new double[sections];
        zeros = new double[sections];
        states = new double[sections];
        // Half a step up, so that the first pole-zero pair is centred on the stretch of slope that it stands for.
        double pole = lowest * StrictMath.pow(ratio, 0.5 - exponent / 4);
        for (int i = 0; i < sections; i++) {
            poles[i] = root(pole);
            zeros[i] = root(pole * StrictMath.pow(ratio, exponent / 2));
            pole *= ratio;
        }
        double fall = (1 - StrictMath.pow(POWER_AT_NYQUIST, exponent)) / 4;
        lastZero = fall == 0 ? 0 : (1 - 2 * fall - Math.sqrt(1 - 4 * fall)) / (2 * fall);
        for (long i = Math.round(RUN_IN_SECONDS * rateHz); i > 0; i--) {
            next();
        }
    }

    /** The place on the real axis whose distance from the unit circle is corner = (1 - a) / sqrt(a). */
    private static double root(double corner) {
        double squareRoot = (Math.sqrt(corner * corner + 4) - corner) / 2;
        return squareRoot * squareRoot;
    }

    double next() {
        double input = normals.nextNormal();
        double value = input + lastZero * lastInput;
        lastInput = input;
        for (int i = 0; i < poles.length; i++) {
            double state = value + poles[i] * states[i];
            value = state - zeros[i] * states[i];
            states[i] = state;
        }
        return value;
    }

    /** One-sided power per Hz, from the filter's response. */
    double powerDensity(double frequencyHz) {
        double cosine = StrictMath.cos(2 * Math.PI * frequencyHz / rateHz);
        double power = 1 + lastZero * lastZero + 2 * lastZero * cosine;
        for (int i = 0; i < poles.length; i++) {
            power *= (1 + zeros[i] * zeros[i] - 2 * zeros[i] * cosine)
                    / (1 + poles[i] * poles[i] - 2 * poles[i] * cosine);
        }
        return 2 * power / rateHz;
    }

    /** Power between two frequencies. */
    double bandPower(double fromHz, double toHz) {
        int steps = 1000;
        double width = (toHz - fromHz) / steps;
        double power = 0;
        for (int i = 0; i < steps; i++) {
            power += powerDensity(fromHz + (i + 0.5) * width) * width;
        }
        return power;
    }
}
