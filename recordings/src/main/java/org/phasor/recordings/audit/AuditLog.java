package org.phasor.recordings.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.phasor.acquisition.RigClock;
import org.phasor.stimulator.ArmingChecklist;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.InterlockState;
import org.phasor.trigger.Decision;

/**
 * Writes down what a session decided, gave and refused, and what people did, so that nothing of it can be changed
 * unseen ({@link AuditCheck}). A new file for each session, beside its recording.
 *
 * <p>Any thread, but never the loop's: it takes a lock and writes to a disk. Each record is handed to the operating
 * system at once, so it survives the end of the program, however it comes. What survives a loss of power is what was
 * forced to the disk: all up to the last record that is neither a decision, a delivery, a marker nor a confirmation,
 * and of those what is older than {@link #forceIfDue}'s last call but one second.
 *
 * <p>A write that fails throws, once; the caller stops the session. Later calls do nothing.
 *
 * <p>A session writes a delivery here before it hands it to the recorder: then a recording never holds a pulse that the
 * log does not.
 */
public final class AuditLog implements Closeable {

    private static final long FORCE_NANOS = 1_000_000_000L;

    private final ChainWriter writer;
    private final RigClock clock;
    private boolean unforced;
    private long unforcedSinceNanos;
    private String why = "";
    private boolean closed;

    private AuditLog(ChainWriter writer, RigClock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Begins a log; its first record is on the disk when this returns.
     *
     * @param file must not exist yet
     * @throws IOException in one line, when it exists or cannot be written
     */
    public static AuditLog open(Path file, AuditHeader header, RigClock clock) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + ": exists already: an audit log is never written over", e);
        } catch (IOException e) {
            throw new IOException(file + ": cannot begin the audit log: " + e, e);
        }
        AuditLog log = to(LineFile.append(file), file.toString(), header, Instant::now, clock);
        FolderEntry.force(file);
        return log;
    }

    static AuditLog to(LineFile file, String name, AuditHeader header, Supplier<Instant> now, RigClock clock)
            throws IOException {
        AuditLog log = new AuditLog(new ChainWriter(file, name, 0, HashChain.START, now, clock), clock);
        try {
            log.append(AuditKind.OPENED, header.fields());
            return log;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Writes a record.
     *
     * @param kind one of {@link AuditKind}
     * @param fields texts, whole numbers and booleans; texts beyond 4000 characters are cut
     * @throws IOException in one line, the first time that a write fails
     * @throws IllegalArgumentException naming a field that is null or something else
     */
    public synchronized void append(String kind, Map<String, ?> fields) throws IOException {
        boolean force = !AuditKind.frequent(kind);
        if (!writer.append(kind, fields, force)) {
            return;
        }
        if (force) {
            unforced = false;
        } else if (!unforced) {
            unforced = true;
            unforcedSinceNanos = clock.nanoTime();
        }
    }

    /** Forces to the disk what has waited for a second; to be called now and then. */
    public synchronized void forceIfDue() throws IOException {
        if (unforced && clock.nanoTime() - unforcedSinceNanos >= FORCE_NANOS) {
            unforced = false;
            writer.force();
        }
    }

    /** A decision to fire, or to withdraw one. */
    public void decision(long frame, Decision decision, String condition) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", decision.id);
        fields.put("action", decision.action.name());
        fields.put("frame", frame);
        fields.put("condition", condition);
        fields.put("plannedNanos", Long.toString(decision.commandNanos));
        fields.put("atOnce", decision.atOnce);
        fields.put("intent", decision.intent.name());
        fields.put("trial", decision.trial);
        fields.put("attempt", decision.attempt);
        fields.put("stage", decision.stage);
        fields.put("amplitudeWindow", decision.amplitudeWindow);
        fields.put("intensityPercentRmt", finite(decision.intensityPercentRmt));
        fields.put("targetPhaseRad", finite(decision.targetPhaseRad));
        fields.put("intervalNanos", Long.toString(decision.intervalNanos));
        append(AuditKind.DECISION, fields);
    }

    /** A log holds no fractions as numbers; empty where there is none. */
    private static String finite(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }

    /** What became of a pulse, or of the rest of a pattern. */
    public void delivery(Delivery delivery) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", delivery.decisionId);
        fields.put("pulse", delivery.pulse);
        fields.put("pulses", delivery.pulses);
        fields.put("outcome", delivery.outcome.name());
        fields.put("measured", Long.toString(delivery.measured));
        fields.put("bound", Long.toString(delivery.bound));
        fields.put("gateNanos", Long.toString(delivery.gateNanos));
        fields.put("returnedNanos", Long.toString(delivery.returnedNanos));
        append(AuditKind.DELIVERY, fields);
    }

    /** A change of the interlock's state. */
    public void stateChange(InterlockState from, InterlockState to, String cause) throws IOException {
        append(AuditKind.STATE, fields("from", from.name(), "to", to.name(), "why", cause));
    }

    /** What an operator asked for, by {@code console}, {@code window}, {@code remote} or {@code signal}. */
    public void command(String what, String way) throws IOException {
        append(AuditKind.COMMAND, fields("what", what, "way", way));
    }

    /** What two people confirmed before arming. */
    public void checklist(ArmingChecklist checklist, String way) throws IOException {
        String items = checklist.confirmed().stream().sorted().map(Enum::name).collect(Collectors.joining(" "));
        String overrides = checklist.overrides().stream().sorted().collect(Collectors.joining(" "));
        Map<String, Object> fields =
                fields("initials", checklist.initials(), "secondInitials", checklist.secondInitials());
        fields.put("confirmed", items);
        fields.put("overrides", overrides);
        fields.put("resetReason", checklist.resetReason());
        fields.put("way", way);
        append(AuditKind.CHECKLIST, fields);
    }

    /** A person has shown to be there. */
    public void confirmation(String way) throws IOException {
        append(AuditKind.CONFIRMATION, fields("way", way));
    }

    /** Somebody pressed the button for adverse events; no medical data belongs into the text. */
    public void adverseEvent(String text, String way) throws IOException {
        append(AuditKind.ADVERSE_EVENT, fields("text", text, "way", way));
    }

    public void marker(String text, String way) throws IOException {
        append(AuditKind.MARKER, fields("text", text, "way", way));
    }

    /** What the watchdog process did or reported. */
    public void watchdog(String text) throws IOException {
        append(AuditKind.WATCHDOG, fields("text", text));
    }

    /**
     * Pulses that the dose ledger has granted.
     *
     * @param total of this session so far
     */
    public void ledgerGrant(long total) throws IOException {
        append(AuditKind.LEDGER, fields("granted", total));
    }

    public void note(String text) throws IOException {
        append(AuditKind.NOTE, fields("text", text));
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    /** Number and hash of the last record, for the recording's log ({@link ChainHead#line}). */
    public ChainHead head() {
        return writer.head();
    }

    /** Whether a write failed: what came since then is not in the file. */
    public boolean failed() {
        return writer.failed();
    }

    /** Why the session ends, for the closing record. */
    public synchronized void endsBecause(String reason) {
        why = reason;
    }

    /** Writes the closing record and lets go of the file. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (writer) {
            append(AuditKind.CLOSED, fields("count", writer.head().record() + 2, "why", why));
        }
    }
}
