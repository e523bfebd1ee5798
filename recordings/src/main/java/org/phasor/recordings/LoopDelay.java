package org.phasor.recordings;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From a device's command to the pulse, as {@code phasor calibrate --loop} measured it. Immutable.
 *
 * @param delays over the measurement's run
 * @param missing pulses that did not come back
 * @param unexpected pulses that nobody had asked for
 * @param quantisationMs what the trigger channel cannot tell apart: one sample, 0 for a stream of markers. A pulse is taken to lie
 *     in the middle
 * @param device that gave the pulses, with what distinguishes it: {@code serial-ttl /dev/ttyUSB0}
 * @param stream of the EEG, by name
 * @param rateHz of that stream
 * @param made when it was measured
 * @param provenance whatever else is good to know, by name
 */
public record LoopDelay(
        DelayStatistics delays,
        long missing,
        long unexpected,
        double quantisationMs,
        String device,
        String stream,
        double rateHz,
        Instant made,
        Map<String, String> provenance) {

    public LoopDelay {
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }
}
