package org.phasor.dsp.filter;

/**
 * An IIR filter as a cascade of second-order sections. Immutable.
 *
 * <p>A section is {@code {b0, b1, b2, 1, a1, a2}}: {@code y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2]}.
 */
public final class SecondOrderSections {

    private final double[][] sections;

    SecondOrderSections(double[][] sections) {
        this.sections = sections;
    }

    public int count() {
        return sections.length;
    }

    /** A copy of section {@code i}: {@code {b0, b1, b2, 1, a1, a2}}. */
    public double[] section(int i) {
        return sections[i].clone();
    }

    /** What the filter does to a frequency: gain and phase as a complex factor. */
    public Complex response(double hz, double rateHz) {
        Complex delay = Complex.polar(1, -2 * StrictMath.PI * hz / rateHz);
        Complex delayTwice = delay.times(delay);
        Complex product = Complex.ONE;
        for (double[] s : sections) {
            Complex above = new Complex(s[0], 0).plus(delay.times(s[1])).plus(delayTwice.times(s[2]));
            Complex below = new Complex(s[3], 0).plus(delay.times(s[4])).plus(delayTwice.times(s[5]));
            product = product.times(above).dividedBy(below);
        }
        return product;
    }

    /**
     * Filters forwards, as if the input had been {@code before} for ever.
     *
     * @return as long as {@code x}, which is left alone
     */
    public double[] filter(double[] x, double before) {
        double[] y = x.clone();
        double input = before;
        for (double[] s : sections) {
            // The state of a settled section (direct form II transposed): y = input * gain at 0 Hz.
            double gain = (s[0] + s[1] + s[2]) / (1 + s[4] + s[5]);
            double second = (s[2] - s[5] * gain) * input;
            double first = (s[1] - s[4] * gain) * input + second;
            for (int n = 0; n < y.length; n++) {
                double in = y[n];
                double out = s[0] * in + first;
                first = s[1] * in - s[4] * out + second;
                second = s[2] * in - s[5] * out;
                y[n] = out;
            }
            input *= gain;
        }
        return y;
    }
}
