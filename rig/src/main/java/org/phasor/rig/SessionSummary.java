package org.phasor.rig;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
 * @param timing the same in a few numbers, in the last minute, what they are worth and what stood in the way
 * @param safety what is on record for the subject's sake
 * @param stream how the samples came, and which did not
 * @param further streams recorded beside the EEG
 * @param returned how the pulses came back; empty without a returned trigger
 * @param trials how they stand at the end; empty when the rig fires at a level and has none
 * @param loopAllocatedBytes by the loop thread since it was armed; empty when it was not, or this Java does not count
 */
public record SessionSummary(
        SessionEnd end,
        String detail,
        long frames,
        double seconds,
        Map<Outcome, Long> outcomes,
        Map<Stage, Histogram> latency,
        SessionTiming timing,
        Path recording,
        Safety safety,
        StreamHealth stream,
        List<Further> further,
        Optional<Returned> returned,
        Optional<TrialStatus> trials,
        OptionalLong loopAllocatedBytes) {

    /**
     * A further stream.
     *
     * @param aux what the rig file calls it
     * @param stream what its sender calls it
     * @param samples recorded so far
     * @param notRecorded that came and could not be: the queue was full, or the stamp meant nothing
     * @param losses how often the connection was lost
     * @param connected whether it is there now
     */
    public record Further(String aux, String stream, long samples, long notRecorded, int losses, boolean connected) {}

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

    /** Sham trials that came to their time. */
    public long sham() {
        return outcomes.getOrDefault(Outcome.SHAM, 0L);
    }

    /** Virtual trials that came to their time. */
    public long virtual() {
        return outcomes.getOrDefault(Outcome.VIRTUAL, 0L);
    }

    /** Pulses that count: delivered, or commanded with an unknown result. */
    public long pulses() {
        return outcomes.entrySet().stream()
                .filter(e -> e.getKey().counts())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
