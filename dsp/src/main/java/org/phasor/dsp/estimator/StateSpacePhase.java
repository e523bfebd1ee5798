package org.phasor.dsp.estimator;

import org.phasor.dsp.Calibration;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalFault;
import org.phasor.dsp.SignalSettings;

/**
 * The estimator "sspe": state space phase estimation (Wodeyar and others 2021, eLife 10:e68803). The signal is a sum of noisy
 * rotators ({@link RotatorModel}, trained by {@link RotatorTraining}); a Kalman filter with steady gain follows them, and the
 * phase is that of the rotator at the peak.
 *
 * <p>It runs on frames: means of as many samples as bring the rate to about 125 Hz, counted from the first sample after a start or
 * a break. At any sample the newest whole frame is turned on, at the rotator's own frequency, to the sample's time plus the
 * look-ahead.
 *
 * <p>A frame that holds a sample with a fault is not measured, only bridged. Estimates are invalid while the newest sample has a
 * fault and until the filter has settled afterwards, as after a start: at least one cycle of the band's lower edge, and until the
 * error variance is within 10 % of its steady value, but 2 s at the most.
 *
 * <p>{@link PhaseEstimate#ownErrorRad} is the standard deviation of the phase at the time it holds for, given the signal so far
 * and the model: the error across the rotator over its length, with what the pushes add up to that time. The 95 %
 * credible interval is 1.96 of it to both sides; the straight line for the circle makes that 93 % up to 0.4 rad, and above about
 * 1 rad it says no more than that the phase is not known. Frequency: {@link InstantaneousFrequency}.
 */
final class StateSpacePhase implements PhaseEstimator {

    static final double MOST_SETTLING_SECONDS = 2;

    private static final double SETTLED_FRACTION = 0.1;

    private final RotatorFilter filter;
    private final int at;
    private final int decimation;
    private final int settlingSamples;
    /** By samples since the newest whole frame: the turn from the frame's middle to the time the phase is wanted for. */
    private final double[] turnCos;

    private final double[] turnSin;
    /** By the same: what pushes add to the variance across the rotator, seen back at the frame. */
    private final double[] pushed;

    /** What the means of a frame leave of the rotator's amplitude. */
    private final double frameGain;

    private final EstimateWriter writer;
    private final CleanSpan clean = new CleanSpan();
    private double sum;
    private boolean faulty;
    private int samplesIntoFrame;

    private StateSpacePhase(RotatorModel model, SignalSettings settings, double rateHz, double lookAheadSeconds) {
        filter = new RotatorFilter(model);
        decimation = Decimation.factor(rateHz);
        int k = model.tracked();
        at = 2 * k;
        turnCos = new double[decimation];
        turnSin = new double[decimation];
        pushed = new double[decimation];
        double dampingSquared = model.damping()[k] * model.damping()[k];
        for (int since = 0; since < decimation; since++) {
            double frames = (lookAheadSeconds * rateHz + since + (decimation - 1) / 2.0) / decimation;
            turnCos[since] = StrictMath.cos(frames * model.radPerFrame(k));
            turnSin[since] = StrictMath.sin(frames * model.radPerFrame(k));
            double left = StrictMath.pow(dampingSquared, frames);
            pushed[since] = model.stateNoise()[k] * (1 - left) / (1 - dampingSquared) / left;
        }
        double halfTurn = model.radPerFrame(k) / 2;
        frameGain =
                decimation == 1 ? 1 : StrictMath.sin(halfTurn) / (decimation * StrictMath.sin(halfTurn / decimation));
        int most = (int) (MOST_SETTLING_SECONDS * model.frameRateHz());
        int frames = filter.settlingFrames(model, SETTLED_FRACTION, most);
        // One frame more: the frame that holds the last fault goes by first.
        settlingSamples = Math.max((frames + 1) * decimation, (int) Math.ceil(rateHz / settings.bandLowHz()));
        writer = new EstimateWriter(model.frequencyHz()[k], rateHz);
    }

    /** The estimator of a signal, from the model in its calibration. */
    static StateSpacePhase of(SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        Calibration calibration = settings.calibration().orElseThrow();
        if (!(settings.bandLowHz() > 0)) {
            throw new IllegalArgumentException("band-hz = " + settings.bandLowHz() + " ...: must be > 0");
        }
        RotatorModel model = RotatorModel.of(calibration);
        try {
            return new StateSpacePhase(model, settings, rateHz, lookAheadSeconds);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "calibration for estimator \"sspe\": its rotators cannot be followed: " + e.getMessage(), e);
        }
    }

    @Override
    public void take(Signal signal) {
        clean.take(signal);
        writer.frame();
        if (signal.breaks()) {
            filter.clear();
            startFrame();
        }
        if (!signal.usable()) {
            return;
        }
        sum += signal.microvolts;
        faulty |= (signal.faults & SignalFault.SPOILS_WINDOWS) != 0;
        if (++samplesIntoFrame == decimation) {
            if (faulty) {
                filter.predict();
            } else {
                filter.measure(sum / decimation);
            }
            startFrame();
        }
    }

    private void startFrame() {
        sum = 0;
        faulty = false;
        samplesIntoFrame = 0;
    }

    @Override
    public void estimate(PhaseEstimate out) {
        double x = filter.state[at];
        double y = filter.state[at + 1];
        double square = x * x + y * y;
        if (!clean.covers(settlingSamples) || !(square > 0 && square < Double.POSITIVE_INFINITY)) {
            writer.writeInvalid(out);
            return;
        }
        double re = turnCos[samplesIntoFrame] * x - turnSin[samplesIntoFrame] * y;
        double im = turnSin[samplesIntoFrame] * x + turnCos[samplesIntoFrame] * y;
        double phase = Phase.wrap(StrictMath.atan2(im, re));
        double[][] p = filter.covariance;
        double across = (y * y * p[at][at] - 2 * x * y * p[at][at + 1] + x * x * p[at + 1][at + 1]) / square;
        writer.write(phase, Math.sqrt(square) / frameGain, out);
        out.ownErrorRad = Math.sqrt((across + pushed[samplesIntoFrame]) / square);
    }
}
