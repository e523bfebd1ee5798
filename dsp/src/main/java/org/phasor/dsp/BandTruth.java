package org.phasor.dsp;

import org.phasor.dsp.filter.Butterworth;
import org.phasor.dsp.filter.ZeroPhase;

/** The true phase by one zero-phase band-pass (Butterworth of order 2 per edge) and the Hilbert transform. Offline. */
public final class BandTruth {

    private static final int ORDER = 2;

    private BandTruth() {}

    /**
     * @param microvolts at least 2 finite values, offset and all
     * @throws IllegalArgumentException in one line, when the signal or the band cannot be
     */
    public static TruePhase of(double[] microvolts, double rateHz, double lowHz, double highHz) {
        double[] x = WholeSignal.withoutMean(microvolts, 2);
        AnalyticSignal z = AnalyticSignal.of(ZeroPhase.filter(
                Butterworth.bandPass(ORDER, lowHz, highHz, rateHz), x, Math.min(x.length - 1, (int) (3 * rateHz))));
        double[] phase = new double[x.length];
        double[] amplitude = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            phase[i] = Phase.wrap(StrictMath.atan2(z.imaginary()[i], z.real()[i]));
            amplitude[i] = StrictMath.hypot(z.real()[i], z.imaginary()[i]);
        }
        return new TruePhase(phase, amplitude, null);
    }
}
