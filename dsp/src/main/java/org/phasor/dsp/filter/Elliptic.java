package org.phasor.dsp.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * Band-passes with ripple inside and outside the band and the steepest edges.
 *
 * <p>Design after Orfanidis, <i>Lecture Notes on Elliptic Filter Design</i> (2006), as scipy.signal.ellip.
 */
public final class Elliptic {

    private Elliptic() {}

    /**
     * As {@code scipy.signal.ellip(order, ripple, attenuation, [low, high], 'bandpass', fs=rate, output='sos')}.
     *
     * @param order per edge: the filter has {@code 2 * order} poles
     * @param rippleDb how far the gain falls inside the band, > 0
     * @param attenuationDb how far it falls outside at least, > rippleDb
     * @throws IllegalArgumentException unless order >= 1, 0 < ripple < attenuation and 0 < low < high < half the rate
     */
    public static SecondOrderSections bandPass(
            int order, double rippleDb, double attenuationDb, double lowHz, double highHz, double rateHz) {
        Band.checkOrder(order);
        checkDepths(rippleDb, attenuationDb);
        return prototype(order, rippleDb, attenuationDb).bandPass(lowHz, highHz, rateHz);
    }

    /**
     * The least order per edge with at most that ripple from passLow to passHigh and at least that attenuation below stopLow and
     * above stopHigh, as {@code scipy.signal.ellipord}.
     *
     * @throws IllegalArgumentException unless 0 < stopLow < passLow < passHigh < stopHigh < half the rate
     */
    public static int leastOrder(
            double passLowHz,
            double passHighHz,
            double stopLowHz,
            double stopHighHz,
            double rippleDb,
            double attenuationDb,
            double rateHz) {
        Band.check(stopLowHz, stopHighHz, rateHz);
        Band.check(passLowHz, passHighHz, rateHz);
        checkDepths(rippleDb, attenuationDb);
        if (!(stopLowHz < passLowHz) || !(passHighHz < stopHighHz)) {
            throw new IllegalArgumentException("pass band " + passLowHz + " to " + passHighHz
                    + " Hz: must lie inside the stop edges " + stopLowHz + " and " + stopHighHz + " Hz");
        }
        double passLow = warp(passLowHz, rateHz);
        double passHigh = warp(passHighHz, rateHz);
        double edge = StrictMath.min(
                lowPassEdge(warp(stopLowHz, rateHz), passLow, passHigh),
                lowPassEdge(warp(stopHighHz, rateHz), passLow, passHigh));
        double selectivity = 1 / (edge * edge);
        double discrimination = depth(rippleDb) / depth(attenuationDb);
        return (int) StrictMath.ceil(EllipticIntegrals.complete(selectivity)
                * EllipticIntegrals.complementary(discrimination)
                / (EllipticIntegrals.complete(discrimination) * EllipticIntegrals.complementary(selectivity)));
    }

    private static AnalogPrototype prototype(int order, double rippleDb, double attenuationDb) {
        double rippleSquared = depth(rippleDb);
        if (order == 1) {
            double pole = 1 / StrictMath.sqrt(rippleSquared);
            return new AnalogPrototype(List.of(), List.of(new Complex(-pole, 0)), pole);
        }
        double discrimination = rippleSquared / depth(attenuationDb);
        double modulus = EllipticIntegrals.degreeModulus(order, discrimination);
        double quarter = EllipticIntegrals.complete(modulus);
        double rise = quarter
                * EllipticIntegrals.incomplete(StrictMath.atan(1 / StrictMath.sqrt(rippleSquared)), 1 - discrimination)
                / (order * EllipticIntegrals.complete(discrimination));
        JacobiFunctions vertical = JacobiFunctions.of(rise, 1 - modulus);

        List<Complex> zeros = new ArrayList<>();
        List<Complex> poles = new ArrayList<>();
        for (int j = 1 - order % 2; j < order; j += 2) {
            JacobiFunctions horizontal = JacobiFunctions.of(j * quarter / order, modulus);
            double below = 1 - StrictMath.pow(horizontal.dn() * vertical.sn(), 2);
            Complex pole = new Complex(
                    -horizontal.cn() * horizontal.dn() * vertical.sn() * vertical.cn() / below,
                    -horizontal.sn() * vertical.dn() / below);
            if (j == 0) {
                poles.add(new Complex(pole.re(), 0));
                continue;
            }
            poles.add(pole);
            poles.add(pole.conjugate());
            Complex zero = new Complex(0, 1 / (StrictMath.sqrt(modulus) * horizontal.sn()));
            zeros.add(zero);
            zeros.add(zero.conjugate());
        }
        Complex gain = Complex.ONE;
        for (Complex pole : poles) {
            gain = gain.times(pole.negated());
        }
        for (Complex zero : zeros) {
            gain = gain.dividedBy(zero.negated());
        }
        double even = order % 2 == 0 ? StrictMath.sqrt(1 + rippleSquared) : 1;
        return new AnalogPrototype(zeros, poles, gain.re() / even);
    }

    private static void checkDepths(double rippleDb, double attenuationDb) {
        if (!(rippleDb > 0) || !(attenuationDb > rippleDb)) {
            throw new IllegalArgumentException("rippleDb = " + rippleDb + ", attenuationDb = " + attenuationDb
                    + ": must be 0 < rippleDb < attenuationDb");
        }
    }

    private static double depth(double db) {
        return StrictMath.expm1(StrictMath.log(10) * 0.1 * db);
    }

    private static double warp(double hz, double rateHz) {
        return StrictMath.tan(StrictMath.PI * hz / rateHz);
    }

    private static double lowPassEdge(double stop, double passLow, double passHigh) {
        return StrictMath.abs((stop * stop - passLow * passHigh) / (stop * (passHigh - passLow)));
    }
}
