package org.phasor.dsp.estimator;

import java.util.Map;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.LearningEstimator;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalFault;
import org.phasor.dsp.SignalSettings;

/**
 * The estimator "adaptive": a Wiener filter that learns while it runs. It needs no recording, no known peak and no labels.
 *
 * <p>What the phase should be is the angle of a zero-phase band-pass around the individual peak, over past and future. That filter
 * is linear in the signal, so the causal filter that comes nearest to it follows in closed form from the signal's autocovariance r:
 * w = R⁻¹ p, where R[i, j] = r[|i − j|] over the newest 0.6 s and p[i] = Σ k[j] r[|i + j|] with the kernel k, centred on the moment
 * asked for: the look-ahead is part of the filter, not an extrapolation of the phase. The estimate is z = Σ w[i] u[i]; its angle is
 * the phase, its magnitude the amplitude, and what the filter misses on average over the magnitude is its own error (a ranking: up
 * to 30 % too small where phases are good).
 *
 * <ul>
 *   <li>Every sample: the running mean is taken off ({@link AdaptiveFrontEnd}); frames are means of about 5 ms.
 *   <li>Every frame: it is judged ({@link AdaptiveGuard}) and, 0.3 s later, learned from ({@link AdaptiveLearner},
 *       {@link RunningAutocovariance}): S[k] ← λ S[k] + y[n] y[n − k].
 *   <li>Every second: peak and weights anew ({@link AdaptiveRefresh}, {@link SpectralPeak}, {@link WienerSolution}), by the runner,
 *       at fixed frames ({@link AdaptiveSchedule}). One that is late is as if it had never been.
 * </ul>
 *
 * <p>Valid: three clean seconds have been learned, and neither the window nor the half second before it holds a bad frame. With a
 * neighbour, both channels' frames are used while the neighbour is clean; nothing is learned while either is not.
 *
 * <p>Sources: the Wiener filter (Wiener 1949); exponentially windowed autocovariance (recursive least squares, Haykin, Adaptive
 * Filter Theory). The estimator as a whole is this project's own. Called by the loop thread; {@link #state} too. Allocates nothing
 * after construction, but for {@link #state}.
 */
final class AdaptiveEstimator implements LearningEstimator {

    private final AdaptiveChannel[] channels;
    private final AdaptiveSchedule schedule;
    private final EstimateWriter writer;
    private final long firstValidFrames;
    private final int badFrames;
    private long frames;
    private boolean gapInFrame;

    /** @param calibration null for none */
    AdaptiveEstimator(
            AdaptiveSettings settings,
            double rateHz,
            double lookAheadSeconds,
            RefreshRunner runner,
            Calibration calibration) {
        boolean warm = AdaptiveState.isIn(calibration);
        settings.check(rateHz, lookAheadSeconds, warm);
        FrameGrid grid = new FrameGrid(rateHz);
        channels = new AdaptiveChannel[settings.channels()];
        for (int c = 0; c < channels.length; c++) {
            channels[c] = new AdaptiveChannel(grid);
        }
        schedule = new AdaptiveSchedule(grid, settings, lookAheadSeconds, runner, channels, calibration);
        writer = new EstimateWriter(settings.firstPeakHz(), rateHz);
        badFrames = grid.afterBadFrames() + grid.windowFrames();
        // A warm start is valid when the running mean is over a whole second in all of the window.
        firstValidFrames = grid.windowFrames() + (warm ? grid.guardStartFrames() : 0);
    }

    /** The estimator of a signal with its default settings, from its calibration's state if it has one. */
    static AdaptiveEstimator of(SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner runner) {
        return new AdaptiveEstimator(
                AdaptiveSettings.of(settings),
                rateHz,
                lookAheadSeconds,
                runner,
                settings.calibration().orElse(null));
    }

    @Override
    public void take(Signal signal) {
        writer.frame();
        boolean gap = signal.afterGap;
        int faults = signal.faults & SignalFault.SPOILS_WINDOWS;
        channels[0].take(signal.rawMicrovolts, faults == 0 && canBe(signal.rawMicrovolts), gap);
        if (channels.length == 2) {
            // The signal's own faults are not the neighbour's, but a pulse is in both.
            boolean blanked = (faults & SignalFault.BLANKED.bit()) != 0;
            channels[1].take(signal.neighbourMicrovolts, !blanked && canBe(signal.neighbourMicrovolts), gap);
        }
        gapInFrame |= gap;
        if (channels[0].frontEnd.atFrameEnd()) {
            closeFrame();
        }
    }

    private static boolean canBe(double microvolts) {
        return Math.abs(microvolts) <= AdaptiveSettings.MOST_MICROVOLTS;
    }

    private void closeFrame() {
        frames++;
        for (AdaptiveChannel channel : channels) {
            channel.closeFrame();
        }
        schedule.closeFrame(gapInFrame);
        gapInFrame = false;
    }

    @Override
    public void estimate(PhaseEstimate out) {
        if (frames < firstValidFrames || !schedule.hasLearnedEnough() || isBad(channels[0])) {
            writer.writeInvalid(out);
            return;
        }
        AdaptiveFrontEnd signal = channels[0].frontEnd;
        boolean alone = channels.length == 1 || isBad(channels[1]);
        AdaptiveWeights weights = alone ? schedule.single : schedule.both;
        double re = weights.re(0, signal);
        double im = weights.im(0, signal);
        if (!alone) {
            re += weights.re(1, channels[1].frontEnd);
            im += weights.im(1, channels[1].frontEnd);
        }
        if (writer.writeAnalytic(re, im, out)) {
            double root = Math.sqrt(2) * out.amplitudeMicrovolts;
            out.ownErrorRad = Math.sqrt(weights.error) * schedule.errorScale() / Math.max(root, 1e-12);
        }
    }

    /** Whether a bad frame is in the window or the half second before it. A frame that is not closed yet counts. */
    private boolean isBad(AdaptiveChannel channel) {
        int closed = channel.frontEnd.atFrameEnd() ? badFrames : badFrames - 1;
        return channel.badSinceFrame() || channel.badWithin(closed);
    }

    @Override
    public double learnedSeconds() {
        return schedule.learnedSeconds();
    }

    @Override
    public double peakHz() {
        return schedule.peakHz();
    }

    @Override
    public double peakDb() {
        return schedule.peakDb();
    }

    @Override
    public boolean frozen() {
        return schedule.frozen();
    }

    @Override
    public long refreshes() {
        return schedule.refreshes();
    }

    @Override
    public long refreshesLeftOut() {
        return schedule.refreshesLeftOut();
    }

    @Override
    public Map<String, double[]> state() {
        return schedule.state();
    }
}
