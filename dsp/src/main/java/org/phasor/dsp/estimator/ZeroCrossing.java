package org.phasor.dsp.estimator;

import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.filter.Butterworth;
import org.phasor.dsp.filter.Complex;
import org.phasor.dsp.filter.SecondOrderSections;

/**
 * The estimator "zero-crossing": the last zero crossing (between samples, by a straight line) behind a causal Butterworth
 * band-pass of order 1 around the peak, less what the filter does to the phase of the peak; from there on the phase runs with the
 * peak's frequency. A classic without one source; the baseline that others have to beat.
 *
 * <p>Samples with a fault are predicted ({@link PredictedTone}): the filter goes on with the tone at the peak that its last
 * outputs make. Invalid until three periods and five time constants of the filter have gone by without a fault; also when the last
 * crossing is older than three periods.
 *
 * <p>Amplitude: the largest output of the last period. Frequency: {@link InstantaneousFrequency}.
 */
final class ZeroCrossing implements PhaseEstimator {

    static final double HALF_WIDTH_HZ = 2;

    private static final double SETTLING_PERIODS = 3;
    private static final double SETTLING_TIME_CONSTANTS = 5;

    // The filter: one section, direct form II transposed.
    private final double b0;
    private final double b1;
    private final double b2;
    private final double a1;
    private final double a2;
    private double first;
    private double second;

    private final double turnPerSample;
    private final double amplitudeFactor;
    private final double aheadRad;
    private final int settlingSamples;
    private final double oldestCrossingSamples;

    /** Stands for samples with a fault. */
    private final PredictedTone tone;

    private final SlidingWindow lastPeriod;
    private final EstimateWriter writer;
    private final CleanSpan clean = new CleanSpan();

    /** Subtracted from all, so that the filter need not settle from a step; NaN until there is one. */
    private double firstMicrovolts;

    private double output;
    private double outputBefore;
    private boolean predicting;
    /** NaN until there is a crossing. */
    private double samplesSinceCrossing;

    private boolean rising;

    private ZeroCrossing(double peakHz, double rateHz, double lookAheadSeconds) {
        SecondOrderSections filter = Butterworth.bandPass(1, peakHz - HALF_WIDTH_HZ, peakHz + HALF_WIDTH_HZ, rateHz);
        double[] section = filter.section(0);
        b0 = section[0];
        b1 = section[1];
        b2 = section[2];
        a1 = section[4];
        a2 = section[5];
        Complex response = filter.response(peakHz, rateHz);
        amplitudeFactor = 1 / response.magnitude();
        turnPerSample = 2 * Math.PI * peakHz / rateHz;
        tone = new PredictedTone(turnPerSample, response);
        aheadRad = 2 * Math.PI * peakHz * lookAheadSeconds - response.angleRad();
        oldestCrossingSamples = SETTLING_PERIODS * rateHz / peakHz;
        double timeConstantSeconds = 1 / (2 * Math.PI * HALF_WIDTH_HZ);
        settlingSamples = (int)
                Math.ceil(Math.max(oldestCrossingSamples, SETTLING_TIME_CONSTANTS * timeConstantSeconds * rateHz));
        lastPeriod = new SlidingWindow((int) (rateHz / peakHz) + 1);
        writer = new EstimateWriter(peakHz, rateHz);
        restart();
    }

    static ZeroCrossing of(SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        double peakHz = settings.centreHz();
        BandOfInterest.check(settings.bandLowHz(), settings.bandHighHz(), peakHz, rateHz);
        if (!(peakHz > HALF_WIDTH_HZ && peakHz < rateHz / 2 - HALF_WIDTH_HZ)) {
            throw new IllegalArgumentException("peak-hz = " + peakHz + " at " + rateHz + " Hz: must be > "
                    + HALF_WIDTH_HZ + " and < " + (rateHz / 2 - HALF_WIDTH_HZ)
                    + " Hz: estimator \"zero-crossing\" filters the peak +- " + HALF_WIDTH_HZ + " Hz");
        }
        return new ZeroCrossing(peakHz, rateHz, lookAheadSeconds);
    }

    private void restart() {
        first = 0;
        second = 0;
        output = Double.NaN;
        outputBefore = Double.NaN;
        firstMicrovolts = Double.NaN;
        predicting = false;
        samplesSinceCrossing = Double.NaN;
        rising = false;
    }

    @Override
    public void take(Signal signal) {
        clean.take(signal);
        writer.frame();
        if (signal.breaks()) {
            restart();
        }
        if (!signal.usable()) {
            return;
        }
        double input;
        if (clean.covers(1)) {
            predicting = false;
            if (Double.isNaN(firstMicrovolts)) {
                firstMicrovolts = signal.microvolts;
            }
            input = signal.microvolts - firstMicrovolts;
        } else {
            input = predicted();
        }
        double y = b0 * input + first;
        first = b1 * input - a1 * y + second;
        second = b2 * input - a2 * y;
        lookForCrossing(y);
        outputBefore = output;
        output = y;
        lastPeriod.add(Math.abs(y));
    }

    /** The tone itself has no drift: less what is subtracted from all. */
    private double predicted() {
        if (Double.isNaN(firstMicrovolts) || Double.isNaN(outputBefore)) {
            return 0;
        }
        if (!predicting) {
            predicting = true;
            tone.begin(outputBefore, output);
        }
        return tone.next() - firstMicrovolts;
    }

    private void lookForCrossing(double y) {
        samplesSinceCrossing++;
        if (!Double.isNaN(output) && isNegative(y) != isNegative(output)) {
            // Of two zeros of opposite sign the crossing is at the first.
            double part = output == y ? 0 : output / (output - y);
            samplesSinceCrossing = 1 - part;
            rising = y > output;
        }
    }

    private static boolean isNegative(double value) {
        return Double.doubleToRawLongBits(value) < 0;
    }

    @Override
    public void estimate(PhaseEstimate out) {
        double amplitude = 0;
        if (clean.covers(settlingSamples) && samplesSinceCrossing <= oldestCrossingSamples) {
            amplitude = largest() * amplitudeFactor;
        }
        if (!EstimateWriter.isAmplitude(amplitude)) {
            writer.writeInvalid(out);
            return;
        }
        double atCrossing = rising ? -Math.PI / 2 : Math.PI / 2;
        double phase = Phase.wrap(atCrossing + turnPerSample * samplesSinceCrossing + aheadRad);
        writer.write(phase, amplitude, out);
    }

    private double largest() {
        double[] values = lastPeriod.values();
        int from = lastPeriod.start();
        int to = from + values.length / 2;
        double most = 0;
        for (int i = from; i < to; i++) {
            if (values[i] > most) {
                most = values[i];
            }
        }
        return most;
    }
}
