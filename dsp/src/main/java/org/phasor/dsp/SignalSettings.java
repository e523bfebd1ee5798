package org.phasor.dsp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One {@code [[dsp.signal]]} of a rig file. Immutable.
 *
 * @param name what conditions and recordings call it
 * @param spatial weight by channel label; the signal is the weighted sum
 * @param bandLowHz lower edge of the band of interest, > 0
 * @param bandHighHz upper edge, > bandLowHz
 * @param peakHz the individual peak; empty: the calibration's, or else the middle of the band
 * @param estimator a name in the table of estimators
 * @param windowMs the estimator's window; empty: the estimator's default
 * @param conditioning what is done before the phase is estimated
 * @param calibration what was learned from a recording of the same signal
 * @param freezeAfterSeconds a learning estimator stops learning after so much clean signal; empty: never
 */
public record SignalSettings(
        String name,
        Map<String, Double> spatial,
        double bandLowHz,
        double bandHighHz,
        OptionalDouble peakHz,
        String estimator,
        OptionalDouble windowMs,
        ConditioningSettings conditioning,
        Optional<Calibration> calibration,
        OptionalDouble freezeAfterSeconds) {

    public SignalSettings {
        spatial = Collections.unmodifiableMap(new LinkedHashMap<>(spatial));
    }

    /** With default conditioning, not calibrated, never frozen. */
    public SignalSettings(
            String name,
            Map<String, Double> spatial,
            double bandLowHz,
            double bandHighHz,
            OptionalDouble peakHz,
            String estimator,
            OptionalDouble windowMs) {
        this(
                name,
                spatial,
                bandLowHz,
                bandHighHz,
                peakHz,
                estimator,
                windowMs,
                ConditioningSettings.DEFAULTS,
                Optional.empty(),
                OptionalDouble.empty());
    }

    /** The individual peak, or the calibration's, or the middle of the band where none is given. */
    public double centreHz() {
        return peakHz.orElseGet(() -> calibration.map(Calibration::peakHz).orElse((bandLowHz + bandHighHz) / 2));
    }

    /**
     * Which channels make the signal, the same text for the same signal: labels in lower case, in order, with their weights, and
     * the reference. What a calibration is compared by.
     */
    public String channelsText() {
        TreeMap<String, Double> byLabel = new TreeMap<>();
        spatial.forEach((label, weight) -> byLabel.put(label.toLowerCase(Locale.ROOT), weight));
        StringBuilder text = new StringBuilder();
        byLabel.forEach((label, weight) ->
                text.append(text.isEmpty() ? "" : ",").append(label).append('=').append(weight));
        if (!conditioning.reference().isEmpty()) {
            text.append(" referenced to ")
                    .append(String.join(",", new TreeSet<>(conditioning.reference()))
                            .toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    /** Whether the individual peak is known. */
    public boolean individual() {
        return peakHz.isPresent() || calibration.isPresent();
    }

    public SignalSettings withBand(double lowHz, double highHz) {
        return new SignalSettings(
                name,
                spatial,
                lowHz,
                highHz,
                peakHz,
                estimator,
                windowMs,
                conditioning,
                calibration,
                freezeAfterSeconds);
    }

    public SignalSettings withEstimator(String value) {
        return new SignalSettings(
                name,
                spatial,
                bandLowHz,
                bandHighHz,
                peakHz,
                value,
                windowMs,
                conditioning,
                calibration,
                freezeAfterSeconds);
    }

    public SignalSettings withWindowMs(double value) {
        return new SignalSettings(
                name,
                spatial,
                bandLowHz,
                bandHighHz,
                peakHz,
                estimator,
                OptionalDouble.of(value),
                conditioning,
                calibration,
                freezeAfterSeconds);
    }

    public SignalSettings withConditioning(ConditioningSettings value) {
        return new SignalSettings(
                name,
                spatial,
                bandLowHz,
                bandHighHz,
                peakHz,
                estimator,
                windowMs,
                value,
                calibration,
                freezeAfterSeconds);
    }

    public SignalSettings withCalibration(Calibration value) {
        return new SignalSettings(
                name,
                spatial,
                bandLowHz,
                bandHighHz,
                peakHz,
                estimator,
                windowMs,
                conditioning,
                Optional.of(value),
                freezeAfterSeconds);
    }

    public SignalSettings withFreezeAfterSeconds(double value) {
        return new SignalSettings(
                name,
                spatial,
                bandLowHz,
                bandHighHz,
                peakHz,
                estimator,
                windowMs,
                conditioning,
                calibration,
                OptionalDouble.of(value));
    }
}
