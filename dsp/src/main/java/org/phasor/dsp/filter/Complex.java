package org.phasor.dsp.filter;

/** A complex number. Immutable; for design and offline code only. */
public record Complex(double re, double im) {

    public static final Complex ZERO = new Complex(0, 0);

    public static final Complex ONE = new Complex(1, 0);

    /** {@code radius * e^(i angleRad)}. */
    public static Complex polar(double radius, double angleRad) {
        return new Complex(radius * StrictMath.cos(angleRad), radius * StrictMath.sin(angleRad));
    }

    public Complex plus(Complex o) {
        return new Complex(re + o.re, im + o.im);
    }

    public Complex minus(Complex o) {
        return new Complex(re - o.re, im - o.im);
    }

    public Complex times(Complex o) {
        return new Complex(re * o.re - im * o.im, re * o.im + im * o.re);
    }

    public Complex times(double factor) {
        return new Complex(re * factor, im * factor);
    }

    public Complex dividedBy(Complex o) {
        double square = o.re * o.re + o.im * o.im;
        return new Complex((re * o.re + im * o.im) / square, (im * o.re - re * o.im) / square);
    }

    public Complex negated() {
        return new Complex(-re, -im);
    }

    public Complex conjugate() {
        return new Complex(re, -im);
    }

    /** The square root with a real part >= 0. */
    public Complex squareRoot() {
        double radius = magnitude();
        if (radius == 0) {
            return ZERO;
        }
        double larger = StrictMath.sqrt((radius + StrictMath.abs(re)) / 2);
        double smaller = im / (2 * larger);
        if (re >= 0) {
            return new Complex(larger, smaller);
        }
        return new Complex(StrictMath.abs(smaller), im < 0 ? -larger : larger);
    }

    public double magnitude() {
        return StrictMath.hypot(re, im);
    }

    /** In [−π, π]. */
    public double angleRad() {
        return StrictMath.atan2(im, re);
    }
}
