package org.phasor.dsp.estimator;

import java.util.OptionalDouble;
import org.phasor.dsp.SignalSettings;

/**
 * What the estimator "adaptive" is set to, and all its fixed numbers. Immutable.
 *
 * @param bandLowHz lower edge of the band of interest, > 0; the peak is looked for from 1 Hz below it
 * @param bandHighHz upper edge; the peak is looked for up to 1 Hz above it
 * @param fixedPeakHz the peak, where it must not be tracked
 * @param startPeakHz where tracking starts; empty: the middle of the band
 * @param neighbour whether a second channel is used
 * @param freezeAfterSeconds of clean learning, from when on nothing changes any more; empty: never
 */
record AdaptiveSettings(
        double bandLowHz,
        double bandHighHz,
        OptionalDouble fixedPeakHz,
        OptionalDouble startPeakHz,
        boolean neighbour,
        OptionalDouble freezeAfterSeconds) {

    static final double LEAST_RATE_HZ = 50;

    /** Frames are means of so many samples that their rate comes nearest to this. */
    static final double FRAME_RATE_HZ = 200;
    /** The running mean that is taken off. */
    static final double DRIFT_SECONDS = 1;
    /** Length of the causal filter. */
    static final double WINDOW_SECONDS = 0.6;
    /** What counts as the oscillation: the peak ± this, at half amplitude. */
    static final double HALF_WIDTH_HZ = 1.75;
    /** The non-causal kernel that is aimed at reaches so far to either side. */
    static final double KERNEL_HALF_SECONDS = 0.6;

    /** Time constant of the running autocovariance, in clean seconds. */
    static final double MEMORY_SECONDS = 80;
    /** So many seconds is the built-in guess worth. */
    static final double PRIOR_SECONDS = 4;
    /** The power of a neighbour in the built-in guess, of the signal's. */
    static final double NEIGHBOUR_PRIOR = 1e-3;
    /** Time constant of the gain control before learning. */
    static final double GAIN_SECONDS = 2;

    static final double REFRESH_SECONDS = 1;

    /** White noise to be rejected, of the power from 2 to 40 Hz. */
    static final double RIDGE = 3e-3;
    /** Drift and steps to be rejected, of the same power. */
    static final double DRIFT_REJECTION = 0.1;
    /** The drift's time constant. */
    static final double DRIFT_REJECTION_SECONDS = 0.5;
    /** Mains hum to be rejected, of the same power at each frequency. */
    static final double MAINS_REJECTION = 0.1;

    static final double LOWER_MAINS_HZ = 50;
    static final double UPPER_MAINS_HZ = 60;

    /** So far beyond the band the peak is looked for. */
    static final double SEARCH_MARGIN_HZ = 1;
    /** Of the way to a new peak, the tracked one goes this part at each refresh. */
    static final double PEAK_RATE = 0.2;
    /** A new peak must stand so far above where the tracked one is. */
    static final double PEAK_HYSTERESIS_DB = 1;
    /** In the first seconds it need not. */
    static final double FREE_TRACKING_SECONDS = 60;

    /** The guard compares powers over this time ... */
    static final double GUARD_SECONDS = 0.25;
    /** ... with their running means over this one. */
    static final double GUARD_MEMORY_SECONDS = 30;
    /** Before it can judge. */
    static final double GUARD_START_SECONDS = 1;
    /** A root mean square so many times the usual is bad. */
    static final double GUARD_HIGH = 4;
    /** A root mean square below this part of the usual is bad. */
    static final double GUARD_LOW = 0.03;
    /** A value that does not change for so long is bad. */
    static final double FLAT_SECONDS = 0.05;
    /** What is bad without a pause for so long is the new usual. */
    static final double ACCEPT_SECONDS = 10;
    /** Nothing is learned from so long before a bad frame on ... */
    static final double BEFORE_BAD_SECONDS = 0.3;
    /** ... until so long after it. */
    static final double AFTER_BAD_SECONDS = 0.5;
    /** Before the first valid estimate, so much must have been learned. */
    static final double LEAST_LEARNED_SECONDS = 3;
    /** Nothing that an amplifier gives out: 1000 V. */
    static final double MOST_MICROVOLTS = 1e9;

    /** The settings of a signal. A calibration's peak is where tracking starts; only {@code peak-hz} fixes it. */
    static AdaptiveSettings of(SignalSettings settings) {
        return new AdaptiveSettings(
                settings.bandLowHz(),
                settings.bandHighHz(),
                settings.peakHz(),
                settings.individual() ? OptionalDouble.of(settings.centreHz()) : OptionalDouble.empty(),
                settings.conditioning().neighbour().isPresent(),
                settings.freezeAfterSeconds());
    }

    double centreHz() {
        return 0.5 * (bandLowHz + bandHighHz);
    }

    double firstPeakHz() {
        return fixedPeakHz.orElse(startPeakHz.orElse(centreHz()));
    }

    int channels() {
        return neighbour ? 2 : 1;
    }

    /** Refuses what cannot run at a rate, in one line. */
    void check(double rateHz, double lookAheadSeconds, boolean warm) {
        if (!(rateHz >= LEAST_RATE_HZ) || Double.isInfinite(rateHz)) {
            throw new IllegalArgumentException("rate = " + rateHz + " Hz: must be >= " + LEAST_RATE_HZ);
        }
        PhaseEstimators.checkLookAhead(lookAheadSeconds);
        double mostHz = 0.45 * new FrameGrid(rateHz).frameRateHz();
        if (!BandOfInterest.isBelow(bandLowHz, bandHighHz, mostHz)) {
            throw new IllegalArgumentException("band-hz = [" + bandLowHz + ", " + bandHighHz + "] at " + rateHz
                    + " Hz: must be 0 < low < high < " + mostHz + " Hz");
        }
        double peakHz = firstPeakHz();
        if (!(peakHz > 0 && peakHz < mostHz)) {
            throw new IllegalArgumentException("peak-hz = " + peakHz + ": must be > 0 and < " + mostHz + " Hz");
        }
        double freeze = freezeAfterSeconds.orElse(Double.POSITIVE_INFINITY);
        if (!(freeze >= (warm ? 0 : LEAST_LEARNED_SECONDS))) {
            throw new IllegalArgumentException("freeze-after-s = " + freeze + ": must be >= "
                    + (warm ? "0 s" : LEAST_LEARNED_SECONDS + " s without a calibration that was learned"));
        }
    }
}
