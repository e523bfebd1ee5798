package org.phasor.dsp;

import org.phasor.dsp.filter.Butterworth;
import org.phasor.dsp.filter.ChebyshevI;
import org.phasor.dsp.filter.Elliptic;
import org.phasor.dsp.filter.FirBandPass;
import org.phasor.dsp.filter.ZeroPhase;

/**
 * The true phase as the mean over 15 zero-phase filters around the individual peak, with how far they disagree (Zrenner and
 * others 2020, NeuroImage 214:116761: T_multi). Offline.
 */
public final class MultiFilterTruth {

    private static final int FILTERS = 15;

    private final double[] x;
    private final int settling;
    private final double[] cosines;
    private final double[] sines;
    private final double[] amplitude;

    private MultiFilterTruth(double[] x, double rateHz) {
        this.x = x;
        settling = Math.min(x.length - 1, (int) (3 * rateHz));
        cosines = new double[x.length];
        sines = new double[x.length];
        amplitude = new double[x.length];
    }

    /**
     * @param microvolts at least 2 finite values, offset and all
     * @param peakHz the individual peak: above 4 Hz (the widest filter's stop band ends 4 Hz below it), and 4 Hz below half the
     *     rate
     * @throws IllegalArgumentException in one line, when the signal or the peak cannot be
     */
    public static TruePhase of(double[] microvolts, double rateHz, double peakHz) {
        if (!(rateHz > 0) || !(peakHz > 4) || !(peakHz + 4 < rateHz / 2)) {
            throw new IllegalArgumentException("peak of " + peakHz + " Hz at a rate of " + rateHz
                    + " Hz: must be > 4 Hz and < " + (rateHz / 2 - 4) + " Hz, 4 Hz below half the rate");
        }
        MultiFilterTruth truth = new MultiFilterTruth(WholeSignal.withoutMean(microvolts, 2), rateHz);
        truth.filterAll(rateHz, peakHz);
        return truth.mean();
    }

    private void filterAll(double rate, double peak) {
        double periodSamples = rate / peak;
        for (int cycles = 2; cycles <= 5; cycles++) {
            int taps = (int) Math.rint(cycles * periodSamples) + 1;
            addFir(FirBandPass.hamming(Math.max(3, taps), peak - 1, peak + 1, rate));
        }
        for (int cycles = 3; cycles <= 5; cycles++) {
            int taps = ((int) Math.rint(cycles * periodSamples) + 1) | 1;
            addFir(FirBandPass.leastSquares(taps, peak - 4, peak - 1, peak + 1, peak + 4, rate));
        }
        for (int order = 2; order <= 6; order += 2) {
            addFiltered(ZeroPhase.filter(Butterworth.bandPass(order, peak - 1, peak + 1, rate), x, settling));
        }
        for (int order = 2; order <= 4; order++) {
            addFiltered(ZeroPhase.filter(ChebyshevI.bandPass(order, 0.5, peak - 1.5, peak + 1.5, rate), x, settling));
        }
        for (int attenuationDb = 10; attenuationDb <= 20; attenuationDb += 10) {
            int order = Elliptic.leastOrder(peak - 1, peak + 1, peak - 2, peak + 2, 0.5, attenuationDb, rate);
            addFiltered(ZeroPhase.filter(
                    Elliptic.bandPass(order, 0.5, attenuationDb, peak - 1, peak + 1, rate), x, settling));
        }
    }

    private void addFir(double[] taps) {
        addFiltered(ZeroPhase.filter(taps, x, Math.min(x.length - 1, 3 * taps.length)));
    }

    private void addFiltered(double[] filtered) {
        AnalyticSignal z = AnalyticSignal.of(filtered);
        double[] re = z.real();
        double[] im = z.imaginary();
        for (int i = 0; i < re.length; i++) {
            double magnitude = Math.sqrt(re[i] * re[i] + im[i] * im[i]);
            double unit = 1 / Math.max(magnitude, 1e-30);
            cosines[i] += re[i] * unit;
            sines[i] += im[i] * unit;
            amplitude[i] += magnitude;
        }
    }

    private TruePhase mean() {
        double[] phase = new double[x.length];
        double[] variance = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            phase[i] = Phase.wrap(StrictMath.atan2(sines[i], cosines[i]));
            double length = Math.sqrt(cosines[i] * cosines[i] + sines[i] * sines[i]) / FILTERS;
            variance[i] = Math.max(0, 1 - length);
            amplitude[i] /= FILTERS;
        }
        return new TruePhase(phase, amplitude, variance);
    }
}
