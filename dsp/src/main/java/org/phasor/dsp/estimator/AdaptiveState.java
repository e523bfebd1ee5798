package org.phasor.dsp.estimator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.phasor.dsp.Calibration;

/** What the estimator "adaptive" has learned, as the parameters of a calibration. It does not depend on the look-ahead. */
final class AdaptiveState {

    /** Sums of products by lag, as {@link RunningAutocovariance#sums}, pair after pair. */
    static final String AUTOCOVARIANCE = "autocovariance";

    static final String PEAK_HZ = "peak-hz";
    /** By channel: power and power of the change, in µV²; 0 while not known. */
    static final String GUARD_LEVELS = "guard-levels";
    /** Weighted sum of powers, and of weights. */
    static final String GAIN_SUMS = "gain-sums";

    static final String CLEAN_SECONDS = "clean-seconds";
    static final String SESSION_SECONDS = "session-seconds";

    private static final double ROUNDING = 1e-9;
    /** Ten days: longer than any session. */
    private static final double MOST_SECONDS = 864_000;

    private AdaptiveState() {}

    static Map<String, double[]> of(
            AdaptiveLearner learner, AdaptiveChannel[] channels, double peakHz, double sessionSeconds) {
        RunningAutocovariance sums = learner.autocovariance;
        double[] values = new double[sums.pairs() * sums.lags()];
        for (int pair = 0; pair < sums.pairs(); pair++) {
            System.arraycopy(sums.sums(pair), 0, values, pair * sums.lags(), sums.lags());
        }
        double[] levels = new double[2 * channels.length];
        for (int c = 0; c < channels.length; c++) {
            levels[2 * c] = channels[c].guard.usualPower();
            levels[2 * c + 1] = channels[c].guard.usualChange();
        }
        Map<String, double[]> state = new LinkedHashMap<>();
        state.put(AUTOCOVARIANCE, values);
        state.put(PEAK_HZ, new double[] {peakHz});
        state.put(GUARD_LEVELS, levels);
        state.put(GAIN_SUMS, new double[] {learner.powerSum, learner.powerWeight});
        state.put(CLEAN_SECONDS, new double[] {learner.cleanSeconds()});
        state.put(SESSION_SECONDS, new double[] {sessionSeconds});
        return state;
    }

    /** Whether a calibration, which may be null, holds a state. */
    static boolean isIn(Calibration calibration) {
        return calibration != null && calibration.parameters().containsKey(AUTOCOVARIANCE);
    }

    /**
     * Puts a state back. One of a single channel fits two: the neighbour is then learned from the start.
     *
     * @throws IllegalArgumentException in one line, when something is missing or cannot be
     */
    static void restore(Calibration from, AdaptiveLearner learner, AdaptiveChannel[] channels, double frameRateHz) {
        RunningAutocovariance sums = learner.autocovariance;
        int known = from.parameter(AUTOCOVARIANCE, -1).length == sums.lags() ? 1 : channels.length;
        double[] values = from.parameter(AUTOCOVARIANCE, known * known * sums.lags());
        if (!(values[0] > 0)) {
            throw refused(from, AUTOCOVARIANCE, "begins with " + values[0] + ": must be > 0");
        }
        // A frame weighs at most as much as all that set its gain.
        double mostGainWeight = 1 / (1 - learner.gainForgetting()) * (1 + ROUNDING);
        double most = known * mostGainWeight / (1 - sums.forgetting());
        for (int c = 0; c < known; c++) {
            double power = values[c * (known + 1) * sums.lags()];
            if (!(power <= most)) {
                throw refused(from, AUTOCOVARIANCE, "holds a power of " + power + ": must be at most " + most);
            }
        }
        checkLags(from, values, known, sums);
        for (int pair = 0; pair < known * known; pair++) {
            System.arraycopy(values, pair * sums.lags(), sums.sums(pair), 0, sums.lags());
        }
        double[] levels = notNegative(from, GUARD_LEVELS, 2 * known);
        for (int c = 0; c < known; c++) {
            if (levels[2 * c] > 0) {
                channels[c].guard.startAt(levels[2 * c], levels[2 * c + 1]);
            }
        }
        double[] gain = notNegative(from, GAIN_SUMS, 2);
        if (gain[1] > mostGainWeight || gain[0] > 0 != gain[1] > 0) {
            throw refused(
                    from,
                    GAIN_SUMS,
                    "holds [" + gain[0] + ", " + gain[1] + "]: must be a sum of powers and a weight of at most "
                            + Math.ceil(mostGainWeight) + ", or both 0");
        }
        learner.powerSum = gain[0];
        learner.powerWeight = gain[1];
        double cleanSeconds = notNegative(from, CLEAN_SECONDS, 1)[0];
        if (cleanSeconds > MOST_SECONDS) {
            throw refused(from, CLEAN_SECONDS, "is " + cleanSeconds + ": must be at most " + MOST_SECONDS);
        }
        learner.cleanFrames = (long) Math.rint(cleanSeconds * frameRateHz);
        learner.cleanFramesInSums = learner.cleanFrames;
    }

    /** No product outweighs the power: at every lag, as far as it counts. */
    private static void checkLags(Calibration from, double[] values, int channels, RunningAutocovariance sums) {
        int lags = sums.lags();
        for (int pair = 0; pair < channels * channels; pair++) {
            double power = Math.sqrt(values[pair / channels * (channels + 1) * lags])
                    * Math.sqrt(values[pair % channels * (channels + 1) * lags]);
            for (int k = 0; k < lags; k++) {
                double value = values[pair * lags + k] * sums.halfForgetting(k);
                if (!(Math.abs(value) <= power * (1 + ROUNDING))) {
                    throw refused(
                            from,
                            AUTOCOVARIANCE,
                            "holds " + values[pair * lags + k] + " at lag " + k
                                    + ": must be the autocovariance of a signal");
                }
            }
        }
    }

    /** Where tracking goes on from: where it can have come to. */
    static double peakHz(Calibration from, AdaptiveSettings settings) {
        double peakHz = from.parameter(PEAK_HZ, 1)[0];
        double lowHz = settings.bandLowHz() - AdaptiveSettings.SEARCH_MARGIN_HZ;
        double highHz = settings.bandHighHz() + AdaptiveSettings.SEARCH_MARGIN_HZ;
        if (!(peakHz > 0 && peakHz >= lowHz && peakHz <= highHz)) {
            throw refused(from, PEAK_HZ, "is " + peakHz + ": must be " + lowHz + " to " + highHz);
        }
        return peakHz;
    }

    static double sessionSeconds(Calibration from) {
        return notNegative(from, SESSION_SECONDS, 1)[0];
    }

    private static double[] notNegative(Calibration from, String name, int length) {
        double[] values = from.parameter(name, length);
        for (double value : values) {
            if (value < 0) {
                throw refused(from, name, "holds " + value + ": must be >= 0");
            }
        }
        return values;
    }

    private static IllegalArgumentException refused(Calibration from, String name, String why) {
        return new IllegalArgumentException(
                "calibration for estimator \"" + from.estimator() + "\": parameter \"" + name + "\" " + why);
    }
}
