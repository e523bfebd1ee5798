package org.phasor.dsp.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * An analogue low-pass with its edge at 1 rad/s, as zeros, poles and gain; becomes a digital band-pass by the low-pass to
 * band-pass and the bilinear transform, as scipy.signal.iirfilter does.
 */
record AnalogPrototype(List<Complex> zeros, List<Complex> poles, double gain) {

    /** A low-pass of order n becomes a band-pass of order 2n, in n sections. */
    SecondOrderSections bandPass(double lowHz, double highHz, double rateHz) {
        Band.check(lowHz, highHz, rateHz);
        // The bilinear transform is s = (z - 1) / (z + 1); edges are warped to suit it.
        double low = StrictMath.tan(StrictMath.PI * lowHz / rateHz);
        double high = StrictMath.tan(StrictMath.PI * highHz / rateHz);
        double width = high - low;
        double centreSquared = low * high;

        List<Complex> bandZeros = split(zeros, width, centreSquared);
        List<Complex> bandPoles = split(poles, width, centreSquared);
        int atOrigin = poles.size() - zeros.size();
        for (int i = 0; i < atOrigin; i++) {
            bandZeros.add(Complex.ZERO);
        }
        double bandGain = gain * StrictMath.pow(width, atOrigin);

        Complex scale = Complex.ONE;
        for (int i = 0; i < bandPoles.size(); i++) {
            scale = scale.dividedBy(Complex.ONE.minus(bandPoles.get(i)));
            if (i < bandZeros.size()) {
                scale = scale.times(Complex.ONE.minus(bandZeros.get(i)));
            }
        }
        List<Complex> digitalZeros = bilinear(bandZeros);
        List<Complex> digitalPoles = bilinear(bandPoles);
        while (digitalZeros.size() < digitalPoles.size()) {
            digitalZeros.add(new Complex(-1, 0));
        }
        return SectionPairing.pair(digitalZeros, digitalPoles, bandGain * scale.re());
    }

    private static List<Complex> split(List<Complex> roots, double width, double centreSquared) {
        List<Complex> split = new ArrayList<>();
        for (Complex root : roots) {
            Complex half = root.times(width / 2);
            Complex distance =
                    half.times(half).minus(new Complex(centreSquared, 0)).squareRoot();
            split.add(half.plus(distance));
            split.add(half.minus(distance));
        }
        return split;
    }

    private static List<Complex> bilinear(List<Complex> roots) {
        List<Complex> mapped = new ArrayList<>();
        for (Complex root : roots) {
            mapped.add(Complex.ONE.plus(root).dividedBy(Complex.ONE.minus(root)));
        }
        return mapped;
    }
}
