package org.phasor.dsp.estimator;

import java.util.Map;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.RefreshRunner;

/**
 * When the estimator "adaptive" learns, begins a refresh, takes it over, freezes; and the weights in use. All of it at fixed
 * frames. The weights of the start are computed at construction. Refresh number n begins when the first n + 1 blocks of frames
 * are learned, and the runner is asked for it at the frame window + (n + 1) blocks, about 0.3 s later. One for which the runner is
 * not idle keeps its number, and never begins. It freezes with the first refresh that takes effect and is made of enough clean
 * frames. One thread. Allocates nothing after construction, but for {@link #state}.
 */
final class AdaptiveSchedule {

    /** Over the signal alone. */
    final AdaptiveWeights single;
    /** Over both channels; null where there is one. */
    final AdaptiveWeights both;

    private final FrameGrid grid;
    private final RefreshRunner runner;
    private final AdaptiveChannel[] channels;
    private final AdaptiveLearner learner;
    private final AdaptiveRefresh refresh;
    private final boolean tracks;
    private final long freezeAfterFrames;
    private final double earlierSeconds;
    private final double leastLearnedFrames;
    private final int window;
    private final int refreshFrames;
    private final int behind;

    private long frames;
    private boolean pending;
    private boolean frozen;
    private long begun;
    private long takenOver;
    private double peakHz;
    private double peakDb;
    private double errorScale = Double.NaN;

    AdaptiveSchedule(
            FrameGrid grid,
            AdaptiveSettings settings,
            double lookAheadSeconds,
            RefreshRunner runner,
            AdaptiveChannel[] channels,
            Calibration calibration) {
        this.grid = grid;
        this.runner = runner;
        this.channels = channels;
        window = grid.windowFrames();
        refreshFrames = grid.refreshFrames();
        behind = grid.beforeBadFrames();
        leastLearnedFrames = AdaptiveSettings.LEAST_LEARNED_SECONDS * grid.frameRateHz();
        learner = new AdaptiveLearner(grid, settings);
        refresh = new AdaptiveRefresh(grid, settings, lookAheadSeconds);
        single = new AdaptiveWeights(1, window);
        both = channels.length == 2 ? new AdaptiveWeights(2, window) : null;
        tracks = settings.fixedPeakHz().isEmpty();
        peakHz = settings.firstPeakHz();
        double freeze = settings.freezeAfterSeconds().orElse(Double.POSITIVE_INFINITY);
        freezeAfterFrames = (long) Math.min(Long.MAX_VALUE, Math.ceil(freeze * grid.frameRateHz()));
        boolean warm = AdaptiveState.isIn(calibration);
        if (warm) {
            AdaptiveState.restore(calibration, learner, channels, grid.frameRateHz());
            peakHz = tracks ? AdaptiveState.peakHz(calibration, settings) : peakHz;
        }
        earlierSeconds = warm ? AdaptiveState.sessionSeconds(calibration) : 0;
        fillRefresh(tracks && !warm, true);
        refresh.compute();
        if (!refresh.solved) {
            throw new IllegalArgumentException("calibration for estimator \"adaptive\": parameter \""
                    + AdaptiveState.AUTOCOVARIANCE + "\": must be the autocovariance of a signal");
        }
        adopt();
        frozen = warm && learner.cleanFramesInSums >= freezeAfterFrames;
    }

    /** All channels have closed a frame. */
    void closeFrame(boolean afterGap) {
        frames++;
        if (frozen) {
            return;
        }
        boolean judges = true;
        for (int c = 0; c < channels.length; c++) {
            judges &= channels[c].judges();
            learner.keep(c, channels[c].frontEnd.frame());
        }
        learner.closeFrame();
        if (afterGap) {
            // Frames from here on are learned later than this one was closed, those before it are learned or left out.
            learner.autocovariance.forgetHistory();
        }
        while (judges && learner.next() < frames - behind) {
            if (learner.learn(nearBad(learner.next()))) {
                begin();
            }
        }
        if (frames > window && (frames - window) % refreshFrames == 0) {
            takeOver();
        }
    }

    private boolean nearBad(long frame) {
        boolean bad = false;
        for (AdaptiveChannel channel : channels) {
            bad |= channel.nearBad(frame);
        }
        return bad;
    }

    private void begin() {
        long number = begun++;
        pending = runner.idle(refresh);
        if (!pending) {
            return;
        }
        refresh.number(number);
        long takeOverFrame = window + begun * refreshFrames;
        double takeOverSeconds = earlierSeconds + takeOverFrame * grid.samplesPerFrame() / grid.rateHz();
        fillRefresh(tracks, takeOverSeconds < AdaptiveSettings.FREE_TRACKING_SECONDS);
        runner.begin(refresh);
    }

    private void fillRefresh(boolean mayMove, boolean freely) {
        learner.autocovariance.copyTo(refresh.autocovariance);
        refresh.peakBeforeHz = peakHz;
        refresh.tracks = mayMove;
        refresh.freely = freely;
        refresh.cleanFrames = learner.cleanFramesInSums;
    }

    private void takeOver() {
        if (!pending) {
            return;
        }
        pending = false;
        if (runner.takeOver(refresh) && refresh.solved) {
            takenOver++;
            adopt();
            frozen = refresh.cleanFrames >= freezeAfterFrames;
        }
    }

    private void adopt() {
        single.copyFrom(refresh.single);
        if (both != null) {
            both.copyFrom(refresh.both);
        }
        peakHz = refresh.peakHz;
        peakDb = refresh.peakDb;
        double unitPower = Math.max(refresh.autocovariance[0][0], 1e-9);
        errorScale = 1 / (learner.gain() * Math.sqrt(unitPower));
    }

    boolean hasLearnedEnough() {
        return learner.cleanFrames >= leastLearnedFrames;
    }

    /** What turns the root of the weights' error into microvolts; NaN before anything was learned. */
    double errorScale() {
        return errorScale;
    }

    double learnedSeconds() {
        return learner.cleanSeconds();
    }

    double peakHz() {
        return peakHz;
    }

    double peakDb() {
        return peakDb;
    }

    boolean frozen() {
        return frozen;
    }

    long refreshes() {
        return takenOver;
    }

    long refreshesLeftOut() {
        return begun - takenOver - (pending ? 1 : 0);
    }

    Map<String, double[]> state() {
        return AdaptiveState.of(learner, channels, peakHz, earlierSeconds + frames / grid.frameRateHz());
    }
}
