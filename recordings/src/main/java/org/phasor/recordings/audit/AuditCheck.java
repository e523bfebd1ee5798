package org.phasor.recordings.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.phasor.recordings.SessionRecording;
import org.phasor.stimulator.Outcome;

/**
 * Whether an audit log is what was written: every record follows the one before. Reads the file once, line by line.
 * Immutable.
 */
public final class AuditCheck {

    private static final long MOST_ID = Long.MAX_VALUE;
    private static final int MOST_PULSES = 1_000_000;

    /** A pulse that counts, or so many that one device call gave. */
    record Given(long id, long pulse, long pulses, String outcome) {
        @Override
        public String toString() {
            String which = pulses == 1 ? "pulse " + pulse : "pulses " + pulse + " to " + (pulse + pulses - 1);
            return "decision " + id + ", " + which + ", " + outcome;
        }
    }

    private final Path file;
    private ChainRecord first;
    private ChainRecord closing;
    private ChainHead head = new ChainHead(-1, HashChain.START);
    private String broken = "";
    private int cutBytes;
    private final List<Given> given = new ArrayList<>();

    private AuditCheck(Path file) {
        this.file = file;
    }

    /**
     * Checks a log.
     *
     * @throws IOException in one line, when it cannot be read or is no audit log
     */
    public static AuditCheck of(Path file) throws IOException {
        AuditCheck check = new AuditCheck(file);
        try (ChainReader reader = new ChainReader(file)) {
            check.read(reader);
        }
        if (check.first == null) {
            String why = check.broken.isEmpty() ? "it has no whole record" : check.broken;
            throw new IOException(file + ": is not an audit log, or its beginning was changed: " + why);
        }
        return check;
    }

    private void read(ChainReader reader) throws IOException {
        try {
            for (ChainRecord record = reader.next(); record != null; record = reader.next()) {
                if (first == null) {
                    first = header(record);
                } else if (closing != null) {
                    throw new BrokenChainException(record.n(), "comes after the closing record");
                }
                take(record);
                head = new ChainHead(record.n(), record.hash());
            }
            cutBytes = reader.cut().length;
            if (closing != null && cutBytes > 0) {
                throw new BrokenChainException(reader.records(), "comes after the closing record");
            }
        } catch (BrokenChainException e) {
            broken = e.getMessage();
        }
    }

    private ChainRecord header(ChainRecord record) throws IOException {
        if (!record.kind().equals(AuditKind.OPENED) || !record.fields().containsKey(AuditHeader.FORMAT_FIELD)) {
            throw new IOException(file + ": is not an audit log: it does not begin with " + AuditHeader.FORMAT_FIELD);
        }
        Object format = record.fields().get(AuditHeader.FORMAT_FIELD);
        if (!format.equals((long) AuditHeader.FORMAT)) {
            throw new IOException(file + ": " + AuditHeader.FORMAT_FIELD + " = " + format
                    + ": this version reads format " + AuditHeader.FORMAT + " only");
        }
        return record;
    }

    private void take(ChainRecord record) throws BrokenChainException {
        if (record.kind().equals(AuditKind.DELIVERY) && counts(record)) {
            given.add(new Given(
                    record.number("id", 0, MOST_ID),
                    record.number("pulse", 0, MOST_PULSES),
                    record.number("pulses", 1, MOST_PULSES),
                    record.text("outcome")));
        } else if (record.kind().equals(AuditKind.CLOSED)) {
            record.number("count", record.n() + 1, record.n() + 1);
            closing = record;
        }
    }

    private static boolean counts(ChainRecord record) throws BrokenChainException {
        try {
            return Outcome.valueOf(record.text("outcome")).counts();
        } catch (IllegalArgumentException e) {
            throw new BrokenChainException(
                    record.n(), "outcome = " + record.text("outcome") + ": this version does not know it");
        }
    }

    /**
     * Compares with the recording of the session.
     *
     * @throws IOException when either cannot be read
     */
    public AuditComparison against(SessionRecording session) throws IOException {
        return AuditComparison.of(this, session);
    }

    /** The hash of a record that was verified. */
    String hashOf(long record) throws IOException {
        try (ChainReader reader = new ChainReader(file)) {
            ChainRecord read = reader.next();
            while (read != null && read.n() < record) {
                read = reader.next();
            }
            return read == null ? "" : read.hash();
        }
    }

    public Path file() {
        return file;
    }

    /** Whether every whole record is what was written; a cut last line does not count against it. */
    public boolean verified() {
        return broken.isEmpty();
    }

    /** The last record that is what was written. */
    public ChainHead head() {
        return head;
    }

    /** The first record that is not what was written, and how; empty when all are. */
    public Optional<String> broken() {
        return broken.isEmpty() ? Optional.empty() : Optional.of(broken);
    }

    /** Whether the session ended the log in order. */
    public boolean closed() {
        return closing != null;
    }

    /** Why the session ended; empty when it did not say. */
    public String closedBecause() {
        return closing != null && closing.fields().get("why") instanceof String why ? why : "";
    }

    /** Length of a last line that a crash cut; 0 when there is none. */
    public int cutBytes() {
        return cutBytes;
    }

    /** When the log was begun, by the computer's clock: as ISO 8601. */
    public String begun() {
        return first.utc().toString();
    }

    /** A fact of the first record, as text; empty when it is not there. */
    public String fact(String name) {
        Object value = first.fields().get(name);
        return value == null ? "" : value.toString();
    }

    /** Pulses that were given, or count as given. */
    public long pulses() {
        return given.stream().mapToLong(Given::pulses).sum();
    }

    List<Given> given() {
        return Collections.unmodifiableList(given);
    }

    /** What no check of such a file can prove, a line each. */
    public List<String> cannotProve() {
        List<String> lines = new ArrayList<>();
        if (closing == null) {
            lines.add("that no records were cut off its end: the log was not closed");
        }
        lines.add("that the whole file was not written anew by somebody: the hashes hold no secret key");
        lines.add("that the computer's clock was right");
        lines.add("that the device did what it was told");
        return lines;
    }
}
