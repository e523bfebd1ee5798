package org.phasor.recordings.audit;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.phasor.acquisition.RigClock;
import org.phasor.stimulator.DoseAllowance;
import org.phasor.stimulator.Outcome;

/**
 * The pulses of one subject over days and weeks, on the disk before they are allowed (rule S3). A session that ends
 * without closing its ledger has used all that it had reserved. A live session may only run with an open ledger.
 *
 * <p>Any thread but the loop's: it takes a lock and writes to a disk. From {@link #start} on, a thread
 * {@code phasor-ledger} reserves more in time. A write that fails is reported, and nothing more is granted.
 */
public final class DoseLedger {

    private static final long LOOK_MS = 10;
    private static final long ALIVE_NANOS = LedgerBook.GRACE.toNanos() / 2;

    /** Opens a ledger's file for appending; tests have disks that fail. */
    interface Disk {
        LineFile append(Path file) throws IOException;
    }

    private final DoseTerms terms;
    private final LedgerLock lock;
    private final LedgerBook past;
    private final LedgerTime time;
    private final RigClock clock;
    private final ChainWriter writer;
    private final String repaired;
    private long reserved;
    private long writtenNanos;
    private Instant written = Instant.EPOCH;
    private boolean exhausted;
    private volatile boolean closed;
    private DoseAllowance allowance;
    private LongSupplier booked = () -> 0;
    private Consumer<IOException> failure = e -> {};

    private DoseLedger(
            Path file,
            String subject,
            DoseTerms terms,
            Disk disk,
            LedgerLock lock,
            Supplier<Instant> now,
            RigClock clock)
            throws IOException {
        this.terms = terms;
        this.lock = lock;
        this.clock = clock;
        LedgerFile.Contents read = LedgerFile.read(file, subject);
        time = new LedgerTime(now, clock, read.book().latest());
        if (read.cut().length > 0) {
            repaired = LedgerFile.repair(file, read, time.late(), clock.nanoTime());
            read = LedgerFile.read(file, subject);
        } else {
            repaired = "";
        }
        past = read.book();
        writer = new ChainWriter(disk.append(file), file.toString(), read.records(), read.head(), time::late, clock);
        try {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("session", terms.session());
            fields.put("perDay", terms.perDay());
            fields.put("perWeek", terms.perWeek());
            fields.put("block", terms.block());
            write(LedgerBook.OPENED, fields);
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /**
     * Opens a subject's ledger for a session, and makes it when there is none; reads and verifies all of it.
     *
     * @param folder made when it is missing
     * @param subject pseudonymous code: 1 to 32 letters, digits, _ or -
     * @throws IOException in one line, when another session has it, or any of it cannot be read, or is not what was
     *     written
     * @throws IllegalArgumentException in one line, when {@code subject} is no such code
     */
    public static DoseLedger open(Path folder, String subject, DoseTerms terms, Supplier<Instant> now, RigClock clock)
            throws IOException {
        return open(folder, subject, terms, now, clock, LineFile::append);
    }

    static DoseLedger open(
            Path folder, String subject, DoseTerms terms, Supplier<Instant> now, RigClock clock, Disk disk)
            throws IOException {
        Path file = LedgerFile.of(folder, subject);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException(folder + ": cannot make the folder for dose ledgers: " + e, e);
        }
        LedgerFile.requireNoOtherSpelling(file, subject);
        Path lockFile = folder.resolve(subject + ".ledger.lock");
        boolean known = Files.exists(lockFile);
        LedgerLock lock = LedgerLock.take(file, lockFile);
        try {
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                LedgerFile.beginFirst(file, subject, lockFile, known, now.get(), clock.nanoTime());
            }
            return new DoseLedger(file, subject, terms, disk, lock, now, clock);
        } catch (FileSystemException e) {
            lock.close();
            throw new IOException(file + ": cannot be opened: " + e, e);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** How the last session ended, when it was stopped or broke off: arming asks for a reason then. */
    public Optional<String> lastStop() {
        return past.lastStop();
    }

    /** Whether the ledger knows of no session before this one. */
    public boolean isFirstSession() {
        return past.lastSession().isEmpty();
    }

    /** What had to be repaired in the file; empty when nothing had. */
    public Optional<String> repaired() {
        return repaired.isEmpty() ? Optional.empty() : Optional.of(repaired);
    }

    /** Pulses that may still be reserved by the limit of 24 h; below 0 when there were too many already. */
    public synchronized long leftToday() {
        return terms.perDay() - past.counted(time.early(), LedgerBook.DAY) - reserved;
    }

    /** The same of seven days. */
    public synchronized long leftThisWeek() {
        return terms.perWeek() - past.counted(time.early(), LedgerBook.WEEK) - reserved;
    }

    /** Pulses that this session has reserved. */
    public synchronized long reserved() {
        return reserved;
    }

    /**
     * Reserves the first block, grants it, and has a thread of its own reserve more as pulses are booked.
     *
     * @param booked {@link org.phasor.stimulator.Interlock#pulses}
     * @param failure hears, once and on the ledger's thread, that the ledger could not go on: stop the session
     * @throws IOException when the first block cannot be written
     */
    public void start(DoseAllowance dose, LongSupplier booked, Consumer<IOException> failure) throws IOException {
        begin(dose, booked, failure);
        Thread thread = new Thread(this::run, "phasor-ledger");
        thread.setDaemon(true);
        thread.start();
    }

    /** As {@link #start}, without a thread: {@link #look} is called instead. */
    synchronized void begin(DoseAllowance dose, LongSupplier pulses, Consumer<IOException> onFailure)
            throws IOException {
        if (allowance != null) {
            throw new IllegalStateException("the ledger was started before");
        }
        allowance = dose;
        booked = pulses;
        failure = onFailure;
        reserve();
    }

    private void run() {
        try {
            while (look()) {
                Thread.sleep(LOOK_MS);
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            failure.accept(new IOException("the dose ledger's thread failed: " + e, e));
        }
    }

    /** Does what is due; false when it cannot go on. */
    boolean look() {
        try {
            synchronized (this) {
                if (closed || writer.failed()) {
                    return false;
                }
                reserve();
                if (clock.nanoTime() - writtenNanos >= ALIVE_NANOS || clockWasSetAhead()) {
                    write(LedgerBook.ALIVE, Map.of("booked", booked.getAsLong()));
                }
                return true;
            }
        } catch (IOException e) {
            failure.accept(e);
            return false;
        }
    }

    /** On the disk first, then granted. */
    private void reserve() throws IOException {
        while (!exhausted && reserved - booked.getAsLong() < terms.leastLeft()) {
            long today = leftToday();
            long pulses = Math.min(terms.block(), Math.min(today, leftThisWeek()));
            if (pulses <= 0) {
                exhausted = true;
                Outcome limit = today <= 0 ? Outcome.VETOED_DAY_LIMIT : Outcome.VETOED_WEEK_LIMIT;
                allowance.exhaustedBy(limit);
                write(LedgerBook.EXHAUSTED, Map.of("limit", today <= 0 ? "day" : "week"));
                return;
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("pulses", pulses);
            fields.put("total", reserved + pulses);
            // Before it is tried: what may have reached the disk is never reserved a second time.
            reserved += pulses;
            write(LedgerBook.RESERVED, fields);
            allowance.grant(reserved);
        }
    }

    /** Pulses from now on are of a later time than the last record: it has to be known before a crash. */
    private boolean clockWasSetAhead() {
        return Duration.between(written, time.late()).toNanos() >= ALIVE_NANOS;
    }

    private void write(String kind, Map<String, ?> fields) throws IOException {
        writtenNanos = clock.nanoTime();
        written = time.late();
        if (!writer.append(kind, fields, true)) {
            throw new IOException("the dose ledger is closed, or could not be written before");
        }
    }

    /** A line for people, as the reason why a session may begin although the last one was stopped. */
    public synchronized void note(String text) throws IOException {
        write(LedgerBook.NOTE, Map.of("text", text));
    }

    /**
     * Gives back what was not used; the second call does nothing. After the interlock was closed: what was granted
     * stays granted.
     *
     * @param requested pulses booked
     * @param confirmed pulses that the device reported
     * @param unexpected pulses that nobody had asked for; they count
     * @param stopReason empty when the session ended in order
     * @throws IOException when it cannot be written: then all that was reserved counts
     */
    public synchronized void close(long requested, long confirmed, long unexpected, String stopReason)
            throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (lock;
                writer) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("requested", requested);
            fields.put("confirmed", confirmed);
            fields.put("unexpected", unexpected);
            fields.put("reserved", reserved);
            fields.put("stop", stopReason);
            write(LedgerBook.CLOSED, fields);
        }
    }

    /** Lets go of the file as a crash does: without a closing record. */
    synchronized void abandon() throws IOException {
        closed = true;
        try (lock;
                writer) {
            return;
        }
    }

    /**
     * What a subject had, also while a session has the ledger open.
     *
     * @throws IOException in one line, when the ledger is not what was written
     */
    public static DoseSummary summary(Path folder, String subject, Instant now) throws IOException {
        Path file = LedgerFile.of(folder, subject);
        LedgerBook book = Files.exists(file) ? LedgerFile.read(file, subject).book() : new LedgerBook();
        return new DoseSummary(
                book.lastSession(),
                book.ofLastSession(),
                book.pulses(now, LedgerBook.DAY),
                book.pulses(now, LedgerBook.WEEK),
                book.lastStop().orElse(""));
    }
}
