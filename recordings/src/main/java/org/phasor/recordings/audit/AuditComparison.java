package org.phasor.recordings.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.phasor.recordings.SessionRecording;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.StopReason;

/**
 * An audit log beside the recording of its session. Immutable.
 *
 * @param differences what contradicts, a line each; empty when they match
 * @param notes what could not be compared, a line each
 */
public record AuditComparison(List<String> differences, List<String> notes) {

    private static final int MOST_LINES = 5;

    public AuditComparison {
        differences = List.copyOf(differences);
        notes = List.copyOf(notes);
    }

    public boolean matches() {
        return differences.isEmpty();
    }

    static AuditComparison of(AuditCheck log, SessionRecording session) throws IOException {
        List<String> differences = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        String rig = HashChain.sha256(session.rigText());
        if (!rig.equals(log.fact(AuditHeader.RIG_HASH_FIELD))) {
            differences.add("the rig's text differs: SHA-256 " + log.fact(AuditHeader.RIG_HASH_FIELD) + " in the log, "
                    + rig + " in the recording");
        }
        compareHead(log, session, differences, notes);
        comparePulses(log, session, differences, notes);
        return new AuditComparison(differences, notes);
    }

    private static void compareHead(
            AuditCheck log, SessionRecording session, List<String> differences, List<String> notes) throws IOException {
        Optional<ChainHead> held = headIn(session);
        if (held.isEmpty()) {
            String line = "the recording holds no hash of the log (no line '" + ChainHead.LINE.strip() + "')";
            if (recordingEnded(log)) {
                differences.add(line + ", although the log was closed");
            } else {
                notes.add(line + ": the session did not end in order");
            }
            return;
        }
        ChainHead head = held.get();
        if (head.record() > log.head().record()) {
            differences.add("the recording knows of record " + head.record() + ", the log holds "
                    + (log.head().record() + 1) + " good ones only: its end was cut off, or changed");
        } else if (!log.hashOf(head.record()).equals(head.hash())) {
            differences.add("record " + head.record() + " of the log is not the one that the recording knows:"
                    + " the log was written anew, or belongs to another session");
        }
    }

    /** Whether the recording must be whole: the log was closed, and not because the recording could not go on. */
    private static boolean recordingEnded(AuditCheck log) {
        return log.closed() && !log.closedBecause().contains(StopReason.RECORDER_FAILED.name());
    }

    private static Optional<ChainHead> headIn(SessionRecording session) throws IOException {
        List<ChainHead> found = new ArrayList<>();
        session.log().forEachSample(line -> ChainHead.of(line.texts()[0]).ifPresent(found::add));
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    private static void comparePulses(
            AuditCheck log, SessionRecording session, List<String> differences, List<String> notes) {
        List<AuditCheck.Given> recorded = session.deliveries().stream()
                .filter(d -> d.outcome.counts())
                .map(AuditComparison::given)
                .toList();
        List<AuditCheck.Given> logged = log.given();
        int both = Math.min(logged.size(), recorded.size());
        for (int i = 0; i < both; i++) {
            if (!logged.get(i).equals(recorded.get(i))) {
                if (differences.size() == MOST_LINES) {
                    return;
                }
                differences.add("pulse " + (i + 1) + " differs: " + logged.get(i) + " in the log, " + recorded.get(i)
                        + " in the recording");
            }
        }
        if (recorded.size() > both) {
            differences.add("the recording holds " + (recorded.size() - both) + " deliveries more than the log, from "
                    + recorded.get(both) + " on");
        } else if (logged.size() > both) {
            String line = "the log holds " + (logged.size() - both) + " deliveries more than the recording, from "
                    + logged.get(both) + " on";
            // The log is written first and reaches the file at once; a crash takes the recording's last half second.
            if (recordingEnded(log)) {
                differences.add(line);
            } else {
                notes.add(line + ": its end was lost when the session broke off");
            }
        }
    }

    private static AuditCheck.Given given(Delivery delivery) {
        return new AuditCheck.Given(delivery.decisionId, delivery.pulse, delivery.pulses, delivery.outcome.name());
    }
}
