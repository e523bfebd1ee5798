package org.phasor.dsp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One {@code [[dsp.signal]]} of a rig file. Immutable.
 *
 * @param name what conditions and recordings call it
 * @param spatial weight by channel label; the signal is the weighted sum
 * @param bandLowHz lower edge of the band of interest, > 0
 * @param bandHighHz upper edge, > bandLowHz
 * @param peakHz the individual peak; empty: the middle of the band
 * @param estimator a name in {@link PhaseEstimators}
 * @param windowMs the estimator's window; empty: the estimator's default
 */
public record SignalSettings(
        String name,
        Map<String, Double> spatial,
        double bandLowHz,
        double bandHighHz,
        OptionalDouble peakHz,
        String estimator,
        OptionalDouble windowMs) {

    public SignalSettings {
        spatial = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(spatial));
    }

    /** The individual peak, or the middle of the band where none is given. */
    public double centreHz() {
        return peakHz.orElse((bandLowHz + bandHighHz) / 2);
    }
}
