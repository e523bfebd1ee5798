package org.phasor.dsp.estimator;

import org.phasor.dsp.Calibration;
import org.phasor.dsp.MovingMean;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;

/**
 * The estimator "wiener": a causal filter of 0.6 s, trained on a recording to give the analytic signal that is found with
 * hindsight ({@link WienerTraining} for method and source). The mean square error it minimises lets it shrink the amplitude where
 * the phase is uncertain, so the amplitude is a good gate, and smaller than the oscillation.
 *
 * <p>The look-ahead is part of the training, 0 to 100 ms ({@link WienerWeights}). Frequency: {@link InstantaneousFrequency}.
 */
final class CausalWienerFilter implements PhaseEstimator {

    private final int decimation;
    private final int windowSamples;
    private final double[] weightsRe;
    private final double[] weightsIm;
    private final MovingMean boxcar;
    /** By sample number modulo the decimation: the means that lie a whole number of decimated steps apart. */
    private final SlidingWindow[] interleaved;

    private final EstimateWriter writer;
    private final CleanSpan clean = new CleanSpan();
    private SlidingWindow newest;
    private int turn;

    private CausalWienerFilter(WienerWeights weights, double peakHz, double rateHz, double lookAheadSeconds) {
        double[][] turned = weights.at(lookAheadSeconds, peakHz);
        decimation = weights.decimation();
        windowSamples = decimation * weights.taps();
        weightsRe = turned[0];
        weightsIm = turned[1];
        boxcar = new MovingMean(decimation);
        interleaved = new SlidingWindow[decimation];
        for (int i = 0; i < decimation; i++) {
            interleaved[i] = new SlidingWindow(weights.taps());
        }
        newest = interleaved[0];
        writer = new EstimateWriter(peakHz, rateHz);
    }

    /** The estimator of a signal, from the weights in its calibration. */
    static CausalWienerFilter of(
            SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        Calibration calibration = settings.calibration().orElseThrow();
        return new CausalWienerFilter(WienerWeights.of(calibration), calibration.peakHz(), rateHz, lookAheadSeconds);
    }

    @Override
    public void take(Signal signal) {
        clean.take(signal);
        writer.frame();
        if (signal.breaks()) {
            boxcar.restart();
            for (SlidingWindow window : interleaved) {
                window.clear();
            }
            turn = 0;
        }
        if (signal.usable()) {
            newest = interleaved[turn];
            newest.add(boxcar.add(signal.microvolts));
            turn = turn + 1 == decimation ? 0 : turn + 1;
        }
    }

    @Override
    public void estimate(PhaseEstimate out) {
        // The first means are of fewer samples; as many clean ones as the window spans leave them behind.
        if (!clean.covers(windowSamples)) {
            writer.writeInvalid(out);
            return;
        }
        double re = dot(weightsRe, newest.values(), newest.start());
        double im = dot(weightsIm, newest.values(), newest.start());
        writer.writeAnalytic(re, im, out);
    }

    /** Two sums: the processor need not wait for one addition before the next. The order is fixed, so is the result. */
    private static double dot(double[] weights, double[] values, int start) {
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < weights.length; i += 2) {
            even += weights[i] * values[start + i];
            odd += weights[i + 1] * values[start + i + 1];
        }
        if (i < weights.length) {
            even += weights[i] * values[start + i];
        }
        return even + odd;
    }
}
