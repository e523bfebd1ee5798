package org.phasor.dsp.estimator;

import org.phasor.dsp.filter.Complex;

/**
 * The pure tone at a filter's input that explains its last two outputs, continued sample by sample: what a recursive filter is fed
 * while its input cannot be trusted. One thread. Allocates nothing after construction.
 */
final class PredictedTone {

    private final double turnCos;
    private final double turnSin;
    private final double inverseRe;
    private final double inverseIm;
    private double re;
    private double im;

    /** @param response of the filter at the tone's frequency */
    PredictedTone(double radPerSample, Complex response) {
        turnCos = StrictMath.cos(radPerSample);
        turnSin = StrictMath.sin(radPerSample);
        Complex inverse = Complex.ONE.dividedBy(response);
        inverseRe = inverse.re();
        inverseIm = inverse.im();
    }

    /** Begins at the newest output. */
    void begin(double outputBefore, double output) {
        // Two values of a tone give the one a quarter turn behind; divided by the response it is the tone at the input.
        double quarter = (outputBefore - output * turnCos) / turnSin;
        re = output * inverseRe - quarter * inverseIm;
        im = output * inverseIm + quarter * inverseRe;
    }

    /** Goes on by a sample and gives its value. */
    double next() {
        double turned = re * turnCos - im * turnSin;
        im = re * turnSin + im * turnCos;
        re = turned;
        return turned;
    }
}
