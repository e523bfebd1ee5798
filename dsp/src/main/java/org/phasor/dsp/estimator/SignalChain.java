package org.phasor.dsp.estimator;

import org.phasor.acquisition.Sample;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.Conditioning;
import org.phasor.dsp.Decimator;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalFault;
import org.phasor.dsp.SignalSettings;
import org.phasor.lsl.StreamInfo;

/**
 * One signal from raw sample to phase: conditioning, the estimator, what a calibration corrects. A pure function of the samples
 * and of the pulses it was told of. Called by the loop thread; allocates nothing after construction.
 *
 * <p>The phase holds for each sample's own time plus the look-ahead: what notches and decimation delay at the peak is added to
 * the estimator's look-ahead. Where the estimator runs slower than the stream, its last estimate is turned on by its frequency
 * from frame to frame, until a sample comes that must not be trusted.
 */
public final class SignalChain {

    private final Conditioning conditioning;
    private final PhaseEstimator estimator;
    private final Decimator decimator;
    private final ExpectedError expectedError;
    private final double rateHz;
    private final double turnRad;
    private final Signal signal = new Signal();
    private final Signal decimated = new Signal();
    private final PhaseEstimate last = new PhaseEstimate();
    private int framesSince;

    private SignalChain(
            Conditioning conditioning,
            PhaseEstimator estimator,
            ExpectedError expectedError,
            double rateHz,
            double turnRad) {
        this.conditioning = conditioning;
        this.estimator = estimator;
        this.expectedError = expectedError;
        this.rateHz = rateHz;
        this.turnRad = turnRad;
        decimator = conditioning.decimation() > 1 ? new Decimator(conditioning.decimation()) : null;
        last.invalidate();
    }

    /**
     * @param lookAheadSeconds how far ahead of a sample's own time the phase is wanted, 0 to 1 with the delay of the conditioning
     * @param refresh where the estimator's slow computations run
     * @throws IllegalArgumentException in one line, when the settings cannot be, or do not fit the stream
     */
    public static SignalChain of(
            SignalSettings settings, StreamInfo info, double lookAheadSeconds, RefreshRunner refresh) {
        Conditioning conditioning = Conditioning.of(settings, info);
        double rateHz = info.nominalRateHz();
        double aheadSeconds = lookAheadSeconds + conditioning.delaySeconds(settings.centreHz());
        // A notch below the peak makes the phase come early: more than the look-ahead is turned back.
        double turnBackSeconds = lookAheadSeconds >= 0 ? Math.min(0, aheadSeconds) : 0;
        PhaseEstimator estimator = PhaseEstimators.create(
                settings, rateHz / conditioning.decimation(), aheadSeconds - turnBackSeconds, refresh);
        // A calibration's bias is what remains of the phase on this signal: it is turned back, too.
        double biasRad = settings.calibration().map(Calibration::biasRad).orElse(0.0);
        ExpectedError expectedError = new ExpectedError(
                settings.centreHz(),
                rateHz,
                lookAheadSeconds + conditioning.notchDelaySeconds(settings.centreHz()),
                settings.freezeAfterSeconds().orElse(Double.POSITIVE_INFINITY),
                settings.calibration().map(Calibration::errors).orElse(new double[0]));
        return new SignalChain(
                conditioning,
                estimator,
                expectedError,
                rateHz,
                2 * StrictMath.PI * settings.centreHz() * turnBackSeconds - biasRad);
    }

    /** Which used channels have no known unit and are taken as microvolts; empty when all units are known. */
    public String unitNote() {
        return conditioning.unitNote();
    }

    /** Around a pulse on the rig's clock nothing is trusted: see {@link Conditioning#pulse}. */
    public void pulse(long pulseNanos) {
        conditioning.pulse(pulseNanos);
    }

    /** From the first pulse of a pattern to its last nothing is trusted: see {@link Conditioning#pulses}. */
    public void pulses(long firstNanos, long lastNanos) {
        conditioning.pulses(firstNanos, lastNanos);
    }

    /** Samples of this closed interval of the rig's clock are not trusted: see {@link Conditioning#blank}. */
    public void blank(long fromNanos, long toNanos) {
        conditioning.blank(fromNanos, toNanos);
    }

    /** Takes in a sample and writes the whole estimate. */
    public void take(Sample sample, PhaseEstimate out) {
        conditioning.condition(sample, signal);
        if (decimator == null) {
            estimator.estimate(signal, out);
            turn(out, turnRad);
        } else {
            takeDecimated(out);
        }
        expectedError.judge(signal, out);
        if ((signal.faults & SignalFault.LARGE.bit()) != 0) {
            out.invalidate();
        }
        out.faults = signal.faults;
    }

    /** What the expected error has learned so far, for {@link Calibration#errors}. Not for the loop thread. */
    public double[] expectedErrorState() {
        return expectedError.state();
    }

    private void takeDecimated(PhaseEstimate out) {
        framesSince++;
        if (decimator.take(signal, decimated)) {
            estimator.estimate(decimated, last);
            turn(last, turnRad);
            framesSince = 0;
        }
        if (signal.breaks() || (signal.faults & SignalFault.SPOILS_WINDOWS) != 0) {
            last.invalidate();
        }
        out.copyFrom(last);
        turn(out, 2 * Math.PI * last.frequencyHz * framesSince / rateHz);
    }

    private static void turn(PhaseEstimate estimate, double rad) {
        if (estimate.valid && rad != 0) {
            estimate.phaseRad = Phase.wrap(estimate.phaseRad + rad);
        }
    }
}
