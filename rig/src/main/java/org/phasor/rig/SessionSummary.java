package org.phasor.rig;

import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.stimulator.Outcome;

/**
 * What a session did, so far or in the end.
 *
 * @param end why it ended; null while it runs
 * @param detail one line more about the end; may be empty
 * @param frames decided on
 * @param seconds of signal
 * @param outcomes how many decisions ended so
 * @param latency per stage, nanoseconds, since arming
 */
public record SessionSummary(
        SessionEnd end,
        String detail,
        long frames,
        double seconds,
        Map<Outcome, Long> outcomes,
        Map<Stage, Histogram> latency,
        Path recording) {

    /** Pulses that count: delivered, or commanded with an unknown result. */
    public long pulses() {
        return outcomes.entrySet().stream()
                .filter(e -> e.getKey().counts())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
