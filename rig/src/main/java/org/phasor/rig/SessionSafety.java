package org.phasor.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.phasor.acquisition.RigClock;
import org.phasor.recordings.SessionFiles;
import org.phasor.recordings.audit.AuditLog;
import org.phasor.recordings.audit.DoseLedger;
import org.phasor.recordings.audit.DoseTerms;
import org.phasor.stimulator.ArmingChecklist;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Limit;
import org.phasor.stimulator.LimitOverride;
import org.phasor.stimulator.LiveDeclaration;
import org.phasor.stimulator.Outcome;
import org.phasor.stimulator.SafetyLimits;
import org.phasor.stimulator.Stop;
import org.phasor.stimulator.StopReason;

/**
 * What a session owes the subject beside the gate: the audit log, the dose ledger, the watchdog process, and the two
 * steps in which a person arms a live device. Any thread, save where it says otherwise.
 */
public final class SessionSafety {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final String UNANSWERED = "nobody gave a reason to go on after this: ";

    private final RigBinding rig;
    private final Interlock interlock;
    private final Path auditFile;
    private final AuditLog log;
    private final AuditTrail trail;
    private final Optional<DoseLedger> ledger;
    private volatile String resetReason = "";
    private volatile boolean answered;
    private volatile String head = "";

    private SessionSafety(
            RigBinding rig, Interlock interlock, Path auditFile, AuditLog log, Optional<DoseLedger> ledger) {
        this.rig = rig;
        this.interlock = interlock;
        this.auditFile = auditFile;
        this.log = log;
        this.ledger = ledger;
        trail = new AuditTrail(
                log,
                rig.settings().stimulator().conditionNames(),
                detail -> interlock.trip(StopReason.AUDIT_FAILED, detail));
        interlock.listener(trail);
        // The log's first record holds the file's hash alone.
        rig.file().sets().forEach(set -> trail.say(to -> to.note("set on the command line: " + set)));
    }

    /**
     * Begins the audit log beside the recording; for a live device opens the subject's dose ledger, too.
     *
     * @throws IOException in one line, when one of them cannot be had
     */
    static SessionSafety open(RigBinding rig, Interlock interlock, Path recording, SessionDisk disk)
            throws IOException {
        RigSettings settings = rig.settings();
        Optional<DoseLedger> ledger = Optional.empty();
        if (interlock.live()) {
            SafetyLimits limits = settings.limits();
            ledger = Optional.of(DoseLedger.open(
                    settings.recordings().ledger(),
                    settings.recordings().subject().orElseThrow(),
                    new DoseTerms(
                            recording.getFileName().toString(),
                            limits.value(Limit.MAX_PULSES_PER_DAY),
                            limits.value(Limit.MAX_PULSES_PER_WEEK),
                            settings.stimulator().pattern().pulses()),
                    Instant::now,
                    RigClock.SYSTEM));
        }
        Path auditFile = SessionFiles.auditLog(recording);
        try {
            AuditLog log = disk.auditLog(auditFile, AuditHeaders.of(rig, interlock, recording));
            return new SessionSafety(rig, interlock, auditFile, log, ledger);
        } catch (IOException | RuntimeException e) {
            if (ledger.isPresent()) {
                ledger.get().close(0, 0, 0, unanswered(ledger.get()));
            }
            throw e;
        }
    }

    /**
     * For a live device: the watchdog process and the first pulses on disk. Once, by the supervising thread.
     *
     * @throws IOException in one line, when the watchdog does not come up
     */
    void start() throws IOException {
        if (ledger.isPresent()) {
            interlock.startWatchdog();
            trail.say(to -> to.watchdog("the watchdog process holds the device"));
            ledger.get()
                    .start(
                            interlock.dose(),
                            interlock::pulses,
                            e -> interlock.trip(StopReason.LEDGER_FAILED, e.getMessage()));
            long granted = interlock.dose().granted();
            trail.say(to -> to.ledgerGrant(granted));
        }
    }

    AuditTrail trail() {
        return trail;
    }

    /** Whether a live device is at the end. */
    public boolean live() {
        return interlock.live();
    }

    /** How the last session of this subject was stopped; empty when it was not, or there is no ledger. */
    public Optional<String> lastStop() {
        return ledger.flatMap(DoseLedger::lastStop);
    }

    /** Why the motor threshold that the rig file declares may not be used today; empty when it may. */
    public Optional<String> staleThreshold() {
        return live() ? declared().intensity().flatMap(i -> i.staleRmt(LocalDate.now())) : Optional.empty();
    }

    /** The keys of limits whose overrides a person has to confirm when arming. */
    public List<String> overrides() {
        return live()
                ? declared().overrides().stream().map(LimitOverride::limit).toList()
                : List.of();
    }

    private LiveDeclaration declared() {
        return rig.settings().stimulator().declared();
    }

    /** What a person should read before arming, line by line. */
    public List<String> brief() {
        List<String> lines = ArmingBrief.of(rig, interlock.deviceName());
        ledger.ifPresent(l -> lines.add("dose       " + (l.leftToday() + l.reserved())
                + " pulses left in 24 h, " + (l.leftThisWeek() + l.reserved())
                + " in seven days, by the ledger in "
                + rig.settings().recordings().ledger().toAbsolutePath().normalize()
                + (l.isFirstSession() ? ": it knows of NO EARLIER SESSION of this subject" : "")));
        return lines;
    }

    /**
     * The first step of arming a live device.
     *
     * @return the code that has to be typed within a minute
     * @throws IllegalStateException in one line, why not
     */
    String beginArming(ArmingChecklist checklist, OperatorWay way) {
        declared().intensity().flatMap(i -> i.staleRmt(LocalDate.now())).ifPresent(SessionSafety::refuse);
        if (!checklist.overrides().equals(Set.copyOf(overrides()))) {
            refuse("confirmed overrides = " + checklist.overrides() + ": must be " + overrides());
        }
        if (lastStop().isPresent() && checklist.resetReason().isBlank()) {
            refuse("the last session was stopped (" + lastStop().get() + "): a reason must be given to go on");
        }
        String code = interlock.beginArming(checklist);
        resetReason = checklist.resetReason();
        trail.say(to -> to.checklist(checklist, way.word()));
        return code;
    }

    private static void refuse(String why) {
        throw new IllegalStateException("arm: " + why);
    }

    /**
     * The second step; the loop may arm once within the next five seconds.
     *
     * @param refusal why the code does not count whatever it is
     */
    void typeCode(String code, Optional<String> refusal, OperatorWay way) {
        try {
            if (refusal.isPresent()) {
                throw new IllegalStateException(refusal.get());
            }
            interlock.typeCode(code);
            lastStopAnswered();
        } catch (IllegalStateException e) {
            interlock.forgetCode();
            trail.command(way, "arm refused: " + e.getMessage());
            throw e;
        }
        trail.command(way, "arm: the code was typed");
    }

    /** The subject's ledger holds why this session may give pulses although the last one was stopped. */
    private void lastStopAnswered() {
        if (lastStop().isEmpty()) {
            return;
        }
        try {
            ledger.get().note("goes on after a stop: " + resetReason);
            answered = true;
        } catch (IOException e) {
            refuse(e.getMessage());
        }
    }

    /** How the last session was stopped, for as long as nobody has said why another may go on; empty when none was. */
    private static String unanswered(DoseLedger ledger) {
        String last = ledger.lastStop().orElse("");
        int first = last.indexOf(UNANSWERED);
        return last.isEmpty() || first >= 0 ? last.substring(Math.max(0, first)) : UNANSWERED + last;
    }

    /** A person has shown to be there. */
    public void confirm(OperatorWay way) {
        interlock.confirm();
        trail.say(to -> to.confirmation(way.word()));
    }

    /** The window has drawn. */
    public void screenAlive() {
        interlock.screenAlive();
    }

    /** Seconds until a live device stops because nobody confirmed; empty while that does not matter. */
    public OptionalDouble secondsToConfirm() {
        InterlockState state = interlock.state();
        if (!live() || state != InterlockState.RUNNING && state != InterlockState.HOLD) {
            return OptionalDouble.empty();
        }
        long left = rig.settings().limits().confirmEveryNanos() - interlock.sinceConfirmedNanos();
        return OptionalDouble.of(Math.max(0, left / NANOS_PER_SECOND));
    }

    /**
     * The session is over and the recorder's thread has ended: gives back what the ledger had reserved, writes the last
     * records and closes the log.
     *
     * @return the line for the recording's log that holds the log to it
     */
    String end(SessionEnd why) {
        Optional<Stop> stop = interlock.stop();
        String stopped = stop.filter(s -> !why.orderly() || s.reason() != StopReason.OPERATOR)
                .filter(s -> s.reason() != StopReason.CLOSED)
                .map(s -> s.reason() + ": " + s.detail())
                .orElse("");
        if (ledger.isPresent()) {
            try {
                ledger.get()
                        .close(
                                interlock.pulses(),
                                interlock.outcomeCount(Outcome.DELIVERED),
                                interlock.unexpectedPulses(),
                                stopped.isEmpty() && !answered ? unanswered(ledger.get()) : stopped);
            } catch (IOException e) {
                trail.say(to -> to.note("the dose ledger could not be closed: " + e.getMessage()));
            }
        }
        if (interlock.restAfterStop() > 0) {
            int rest = interlock.restAfterStop();
            trail.say(to -> to.note("up to " + rest
                    + " pulses of a pattern that the device times by itself may have come after the stop"));
        }
        trail.drain();
        head = log.head().line();
        try {
            log.endsBecause(why.words() + (stopped.isEmpty() ? "" : "; " + stopped));
            log.close();
        } catch (IOException e) {
            return head + " (the closing record could not be written: " + e.getMessage() + ")";
        }
        return head;
    }

    SessionSummary.Safety summary() {
        return new SessionSummary.Safety(
                auditFile,
                head,
                interlock.onsets(),
                interlock.pulses(),
                interlock.restAfterStop(),
                interlock.unexpectedPulses());
    }
}
