package org.phasor.dsp.estimator;

import java.util.Map;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.TrainingSignal;

/**
 * The estimator "etp", educated temporal prediction: the last peak of the brick-wall filtered window of 500 ms, and from it on
 * the phase runs with the period that was learned from a recording ({@link EducatedTemporalTraining}). A window without a peak is
 * invalid.
 *
 * <p>Source: Shirinpour, Alekseichuk, Mantell and Opitz 2020, J Neural Eng 17:046002. There a pulse is planned for the last peak
 * plus the period; that is phase 0 here. Peaks are whole samples, so at low rates the phase comes in steps.
 *
 * <p>Frequency: always that of the learned period, so that what is planned at the next peak is planned as published. (37 ms ahead
 * on the shared human recordings it also beats the phase's own steps, by 4 to 7 degrees of circular SD.)
 */
final class EducatedTemporalPrediction implements PhaseEstimator {

    static final String PERIOD = "period-seconds";

    private final BrickWallWindow brickWall;
    private final SlidingWindow window;
    private final CleanSpan clean = new CleanSpan();
    private final double frequencyHz;
    private final double turnPerSample;
    /** From the window's start to the moment for which the phase is wanted. */
    private final double wantedSamples;

    private EducatedTemporalPrediction(
            SignalSettings settings, double rateHz, double lookAheadSeconds, double periodSeconds) {
        brickWall = new BrickWallWindow(settings.bandLowHz(), settings.bandHighHz(), rateHz);
        window = new SlidingWindow(brickWall.length());
        frequencyHz = 1 / periodSeconds;
        turnPerSample = 2 * Math.PI / (periodSeconds * rateHz);
        wantedSamples = brickWall.length() - 1 + lookAheadSeconds * rateHz;
    }

    static EducatedTemporalPrediction of(
            SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        BandOfInterest.check(settings.bandLowHz(), settings.bandHighHz(), settings.centreHz(), rateHz);
        Calibration calibration = settings.calibration()
                .orElseThrow(() -> new IllegalArgumentException("estimator = \"etp\": must be trained"));
        double periodSeconds = calibration.parameter(PERIOD, 1)[0];
        checkPeriod("calibration: ", periodSeconds, settings.bandLowHz(), settings.bandHighHz());
        return new EducatedTemporalPrediction(settings, rateHz, lookAheadSeconds, periodSeconds);
    }

    /** Its parameter {@value #PERIOD}: the learned period, one number. */
    static Map<String, double[]> train(TrainingSignal signal) {
        double periodSeconds = new EducatedTemporalTraining(signal).periodSeconds();
        checkPeriod("", periodSeconds, signal.bandLowHz(), signal.bandHighHz());
        return Map.of(PERIOD, new double[] {periodSeconds});
    }

    private static void checkPeriod(String where, double seconds, double lowHz, double highHz) {
        double least = 0.5 / highHz;
        double most = 2 / lowHz;
        if (!(seconds >= least && seconds <= most)) {
            throw new IllegalArgumentException(where + PERIOD + " = " + seconds + " of estimator \"etp\": must be "
                    + least + " to " + most + " s, half a cycle of " + highHz + " Hz to two of " + lowHz + " Hz");
        }
    }

    @Override
    public void take(Signal signal) {
        clean.take(signal);
        if (signal.usable()) {
            window.add(signal.microvolts);
        }
    }

    @Override
    public void estimate(PhaseEstimate out) {
        int peak = clean.covers(brickWall.length()) ? brickWall.lastPeak(window.values(), window.start()) : -1;
        double amplitude = brickWall.amplitude();
        if (peak < 0 || !EstimateWriter.isAmplitude(amplitude)) {
            out.invalidate();
            return;
        }
        double phase = Phase.wrap((wantedSamples - peak) * turnPerSample);
        out.set(phase, frequencyHz, amplitude, Double.NaN);
    }
}
