package org.phasor.dsp.filter;

import java.util.ArrayList;
import java.util.List;

/** Band-passes that are flat in the band. */
public final class Butterworth {

    private Butterworth() {}

    /**
     * As {@code scipy.signal.butter(order, [low, high], 'bandpass', fs=rate, output='sos')}.
     *
     * @param order per edge: the filter has {@code 2 * order} poles
     * @throws IllegalArgumentException unless order >= 1 and 0 < low < high < half the rate
     */
    public static SecondOrderSections bandPass(int order, double lowHz, double highHz, double rateHz) {
        Band.checkOrder(order);
        List<Complex> poles = new ArrayList<>();
        for (int m = -order + 1; m < order; m += 2) {
            poles.add(Complex.polar(1, StrictMath.PI * m / (2 * order)).negated());
        }
        return new AnalogPrototype(List.of(), poles, 1).bandPass(lowHz, highHz, rateHz);
    }
}
