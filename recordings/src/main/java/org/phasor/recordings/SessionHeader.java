package org.phasor.recordings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.phasor.lsl.StreamInfo;

/**
 * What a session knows of itself before its first frame. Immutable.
 *
 * @param eeg the source's description, as received
 * @param signals names of the signals, in the order of the rig file
 * @param rigText the rig file as it was read; empty when there was none
 * @param facts versions, hashes and the like, by name; {@code started} is an ISO 8601 time (now, when
 *     absent), {@link #OUTPUT_DELAY_NANOS} the measured delay from command to pulse, {@link RecordedCondition} those of
 *     the conditions
 */
public record SessionHeader(StreamInfo eeg, List<String> signals, String rigText, Map<String, String> facts) {

    /** The fact that holds the measured delay from a device's command to the pulse, in nanoseconds; 0 when absent. */
    public static final String OUTPUT_DELAY_NANOS = "output-delay-nanos";

    public SessionHeader {
        if (eeg.format().isText() || eeg.channelCount() < 1) {
            throw new IllegalArgumentException("stream " + eeg + ": must be numeric with at least one channel");
        }
        signals = List.copyOf(signals);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }
}
