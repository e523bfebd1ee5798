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
 * @param safety what is on record for the subject's sake
 */
public record SessionSummary(
        SessionEnd end,
        String detail,
        long frames,
        double seconds,
        Map<Outcome, Long> outcomes,
        Map<Stage, Histogram> latency,
        Path recording,
        Safety safety) {

    /**
     * @param audit the audit log
     * @param auditHead number and hash of its last record before the closing one; empty while the session runs
     * @param patterns begun, single pulses among them
     * @param booked pulses that may have been given: what limits and ledger count
     * @param restAfterStop pulses that a device which times patterns by itself could still give after the stop
     * @param unexpected pulses seen that nobody had asked for
     */
    public record Safety(
            Path audit, String auditHead, long patterns, long booked, int restAfterStop, long unexpected) {}

    /** Pulses that count: delivered, or commanded with an unknown result. */
    public long pulses() {
        return outcomes.entrySet().stream()
                .filter(e -> e.getKey().counts())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
