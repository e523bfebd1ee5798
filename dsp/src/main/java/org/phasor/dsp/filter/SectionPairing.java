package org.phasor.dsp.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * Groups the zeros and poles of a digital band-pass into second-order sections: the poles nearest to the unit circle last, each
 * with its nearest zeros, so that no section overflows (the "nearest" pairing of scipy.signal.zpk2sos).
 */
final class SectionPairing {

    /** Roots whose imaginary part is smaller, relative to 1, are real. */
    private static final double REAL = 1e-12;

    private SectionPairing() {}

    /** Zeros and poles are equally many, an even number, closed under conjugation. */
    static SecondOrderSections pair(List<Complex> allZeros, List<Complex> allPoles, double gain) {
        List<Complex> zeros = upperHalf(allZeros);
        List<Complex> poles = upperHalf(allPoles);
        int count = allPoles.size() / 2;
        double[][] sections = new double[count][];
        for (int i = count - 1; i >= 0; i--) {
            Complex pole = poles.remove(nearestToCircle(poles, false));
            Complex otherPole = pole.im() == 0 ? poles.remove(nearestToCircle(poles, true)) : pole.conjugate();
            Complex zero = zeros.remove(nearest(zeros, pole, false));
            Complex otherZero = zero.im() == 0 ? zeros.remove(nearest(zeros, pole, true)) : zero.conjugate();
            sections[i] = new double[] {
                1,
                -(zero.re() + otherZero.re()),
                zero.times(otherZero).re(),
                1,
                -(pole.re() + otherPole.re()),
                pole.times(otherPole).re()
            };
        }
        for (int i = 0; i < 3; i++) {
            sections[0][i] *= gain;
        }
        return new SecondOrderSections(sections);
    }

    /** One of each conjugate pair, and all real roots. */
    private static List<Complex> upperHalf(List<Complex> roots) {
        List<Complex> kept = new ArrayList<>();
        for (Complex root : roots) {
            if (StrictMath.abs(root.im()) <= REAL) {
                kept.add(new Complex(root.re(), 0));
            } else if (root.im() > 0) {
                kept.add(root);
            }
        }
        return kept;
    }

    private static int nearestToCircle(List<Complex> poles, boolean realOnly) {
        int found = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < poles.size(); i++) {
            double distance = StrictMath.abs(1 - poles.get(i).magnitude());
            if (distance < least && !(realOnly && poles.get(i).im() != 0)) {
                least = distance;
                found = i;
            }
        }
        return found;
    }

    private static int nearest(List<Complex> zeros, Complex pole, boolean realOnly) {
        int found = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < zeros.size(); i++) {
            double distance = zeros.get(i).minus(pole).magnitude();
            if (distance < least && !(realOnly && zeros.get(i).im() != 0)) {
                least = distance;
                found = i;
            }
        }
        return found;
    }
}
