package org.phasor.dsp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was learned about one signal from a recording of it, for one estimator. Immutable but for the arrays, which nobody may
 * change. Holds whatever the look-ahead of the rig that uses it.
 *
 * @param estimator for which estimator
 * @param rateHz of the recording; a rig at another rate refuses it
 * @param bandLowHz the band of interest it was made for
 * @param bandHighHz its upper edge
 * @param peakHz the individual peak, 1/f removed
 * @param peakDb how far it stands above the background
 * @param biasRad the phase's mean error on the recording: taken from every estimate
 * @param parameters what the estimator was trained to, by names of its own; empty when it is not trained
 * @param errors error by amplitude, as the expected error keeps it; empty when not known
 * @param provenance file, dates, versions: for people, but for {@link #CHANNELS}
 */
public record Calibration(
        String estimator,
        double rateHz,
        double bandLowHz,
        double bandHighHz,
        double peakHz,
        double peakDb,
        double biasRad,
        Map<String, double[]> parameters,
        double[] errors,
        Map<String, String> provenance) {

    /** In the provenance: which channels made the signal ({@link SignalSettings#channelsText}); a rig with others refuses it. */
    public static final String CHANNELS = "channels";

    /** In the provenance: whether phase-locking made sense on the recording, {@code true} or {@code false}. */
    public static final String MAKES_SENSE = "makesSense";

    /** In the provenance: how far ahead bias and error were measured. */
    public static final String LOOK_AHEAD_MS = "lookAheadMs";

    public Calibration {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    /** Trained parameters alone: no bias, no errors, no provenance. */
    public static Calibration trained(TrainingSignal signal, String estimator, Map<String, double[]> parameters) {
        return new Calibration(
                estimator,
                signal.rateHz(),
                signal.bandLowHz(),
                signal.bandHighHz(),
                signal.peakHz(),
                Double.NaN,
                0,
                parameters,
                new double[0],
                Map.of());
    }

    public Calibration withProvenance(Map<String, String> value) {
        return new Calibration(
                estimator, rateHz, bandLowHz, bandHighHz, peakHz, peakDb, biasRad, parameters, errors, value);
    }

    public Calibration withErrors(double[] value) {
        return new Calibration(
                estimator, rateHz, bandLowHz, bandHighHz, peakHz, peakDb, biasRad, parameters, value, provenance);
    }

    /**
     * One of the trained parameters.
     *
     * @param length how many numbers there must be; −1: any number of them
     * @throws IllegalArgumentException in one line, when it is missing, has another length, or is not finite
     */
    public double[] parameter(String name, int length) {
        double[] found = parameters.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "calibration for estimator \"" + estimator + "\": parameter \"" + name + "\" is missing");
        }
        if (length >= 0 && found.length != length) {
            throw new IllegalArgumentException("calibration for estimator \"" + estimator + "\": parameter \"" + name
                    + "\" has " + found.length + " numbers: must be " + length);
        }
        for (double value : found) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("calibration for estimator \"" + estimator + "\": parameter \""
                        + name + "\" holds " + value + ": must be finite");
            }
        }
        return found;
    }
}
