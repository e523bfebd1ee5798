package org.phasor.dsp.filter;

import java.util.ArrayList;
import java.util.List;

/** Band-passes with ripple in the band and steeper edges. */
public final class ChebyshevI {

    private ChebyshevI() {}

    /**
     * As {@code scipy.signal.cheby1(order, ripple, [low, high], 'bandpass', fs=rate, output='sos')}.
     *
     * @param order per edge: the filter has {@code 2 * order} poles
     * @param rippleDb how far the gain falls inside the band, > 0
     * @throws IllegalArgumentException unless order >= 1, ripple > 0 and 0 < low < high < half the rate
     */
    public static SecondOrderSections bandPass(int order, double rippleDb, double lowHz, double highHz, double rateHz) {
        Band.checkOrder(order);
        if (!(rippleDb > 0)) {
            throw new IllegalArgumentException("rippleDb = " + rippleDb + ": must be > 0");
        }
        double epsilon = StrictMath.sqrt(StrictMath.expm1(StrictMath.log(10) * 0.1 * rippleDb));
        double inverse = 1 / epsilon;
        double mu = StrictMath.log(inverse + StrictMath.sqrt(inverse * inverse + 1)) / order;
        List<Complex> poles = new ArrayList<>();
        Complex product = Complex.ONE;
        for (int m = -order + 1; m < order; m += 2) {
            double theta = StrictMath.PI * m / (2 * order);
            Complex pole = new Complex(
                    -StrictMath.sinh(mu) * StrictMath.cos(theta), -StrictMath.cosh(mu) * StrictMath.sin(theta));
            poles.add(pole);
            product = product.times(pole.negated());
        }
        double gain = order % 2 == 0 ? product.re() / StrictMath.sqrt(1 + epsilon * epsilon) : product.re();
        return new AnalogPrototype(List.of(), poles, gain).bandPass(lowHz, highHz, rateHz);
    }
}
