package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.phasor.acquisition.SampleSource;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionFiles;
import org.phasor.recordings.SessionRecording;
import org.phasor.recordings.audit.AuditCheck;
import org.phasor.recordings.audit.AuditComparison;
import org.phasor.stimulator.ArmingChecklist;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.LimitOverride;
import org.phasor.stimulator.PseudoTerminal;

/** A live rig at a box made of a pseudo-terminal, and the person who arms it. */
@ExtendWith(SteadyMachine.class)
abstract class LiveSessionFixture extends SessionFixture {

    static final int ON = 1;
    static final int OFF = 0;

    private static final List<String> OVERRIDDEN =
            List.of("min-onset-interval-ms", "max-pulses-per-minute", LimitOverride.TRAIN);

    private static final String LIVE = """
            format = 1
            [acquisition]
            lost-after-ms = 300
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            estimator = "echt"
            window-ms = 256
            peak-hz = 10.0
            blank-before-ms = 0
            blank-after-ms = 0
            [trigger]
            signal = "mu"
            phase-deg = 0
            horizon-ms = 60
            min-interval-ms = 200
            [stimulator]
            fire = "serial-ttl"
            serial-width-ms = 5
            [stimulator.intensity]
            percent-rmt = 110
            rmt-percent-mso = 45
            [stimulator.limits]
            min-onset-interval-ms = 150
            max-pulses-per-pattern = 3
            min-pulse-gap-ms = 100
            max-pulses-per-minute = 400
            max-pulses-per-session = 1000
            max-pulses-per-day = 3000
            max-pulses-per-week = 15000
            max-age-ms = 120
            late-tolerance-ms = 3
            max-gap-ms = 20
            max-stall-ms = 300
            confirm-every-s = 60
            train-table = "rossi-2009"
            [recordings]
            subject = "pty-01"
            [rig]
            settle-s = 0.1
            """;

    PseudoTerminal box;

    @BeforeEach
    void plugIn() {
        box = PseudoTerminal.open();
    }

    @AfterEach
    void leavesNeitherALineHighNorAWatchdog() {
        if (box != null) {
            assertThat(box.high(ON)).as("the line is high: %s", box.values()).isFalse();
            box.close();
            assertThat(watchdogs()).as("watchdog processes left").isEmpty();
        }
    }

    static List<ProcessHandle> watchdogs() {
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .filter(child -> child.info().commandLine().orElse("").contains("WatchdogMain"))
                .toList();
    }

    RigFile rigFile(String... sets) throws RigFileException {
        StringBuilder text = new StringBuilder(LIVE);
        OVERRIDDEN.forEach(limit -> text.append(LiveRigText.override(limit)));
        List<String> all = new ArrayList<>(List.of(
                "stimulator.serial-port=\"" + box.path() + '"',
                "stimulator.intensity.rmt-date=\"" + LocalDate.now() + '"',
                "recordings.ledger=\"" + ledger() + '"'));
        all.addAll(List.of(sets));
        return RigFile.parse("live.toml", text.toString(), all);
    }

    Path ledger() {
        return folder.resolve("ledger");
    }

    LiveRun open(String... sets) throws Exception {
        return open(source(60, 1), Recorder::open, sets);
    }

    LiveRun open(SampleSource source, SessionDisk disk, String... sets) throws Exception {
        try {
            return new LiveRun(
                    Session.open(RigBinding.bind(rigFile(sets), source.info()), source, null, options, disk));
        } catch (Exception e) {
            source.close();
            throw e;
        }
    }

    /** What two careful people confirm. */
    static ArmingChecklist checklist(String resetReason) {
        return checklist(Set.copyOf(OVERRIDDEN), resetReason);
    }

    static ArmingChecklist checklist(Set<String> overrides, String resetReason) {
        return new ArmingChecklist("AB", "CD", EnumSet.allOf(ArmingChecklist.Item.class), overrides, resetReason);
    }

    static AuditComparison compared(SessionSummary summary) throws IOException {
        try (SessionRecording recording = SessionRecording.open(summary.recording())) {
            return audit(summary).against(recording);
        }
    }

    static AuditCheck audit(SessionSummary summary) throws IOException {
        return AuditCheck.of(SessionFiles.auditLog(summary.recording()));
    }

    /** How many pulses began at the box. */
    long pulsesAtTheBox() {
        return box.values().stream().filter(value -> value == ON).count();
    }

    void awaitPulses(long count) {
        awaitOrGiveUp(() -> pulsesAtTheBox() >= count);
        assertThat(pulsesAtTheBox()).isGreaterThanOrEqualTo(count);
    }

    /** STOPPED for that reason, and no way back. */
    static void assertLatched(LiveRun run, SessionSummary summary, String reason) throws Exception {
        assertThat(summary.detail()).doesNotContain("\n");
        assertThat(run.session.state()).isEqualTo(InterlockState.STOPPED);
        assertThatThrownBy(() -> run.session.desk().beginArming(checklist("again"), OperatorWay.CONSOLE))
                .hasMessageStartingWith("arm: the interlock is STOPPED (")
                .hasMessageEndingWith("): must be CHECKED");
        assertThat(Files.readString(summary.safety().audit())).contains(reason + ": ");
        assertThat(audit(summary).broken()).isEmpty();
        assertThat(audit(summary).closed()).isTrue();
        assertThat(watchdogs()).isEmpty();
    }

    /** A session that a test drives. */
    static final class LiveRun implements AutoCloseable {
        final Session session;

        LiveRun(Session session) {
            this.session = session;
        }

        LiveRun settle() throws IOException {
            if (session.state() == InterlockState.SAFE) {
                session.start();
            }
            awaitOrGiveUp(session.desk()::settled);
            return this;
        }

        /** As a person does it: checklist, then the code. */
        LiveRun arm() throws IOException {
            return arm("");
        }

        LiveRun arm(String resetReason) throws IOException {
            settle();
            // On a busy machine samples may be too old for the horizon for a while: then both steps come again.
            for (int attempt = 1; session.state() == InterlockState.CHECKED; attempt++) {
                awaitOrGiveUp(session.desk()::settled);
                String code = session.desk().beginArming(checklist(resetReason), OperatorWay.CONSOLE);
                try {
                    session.desk().typeCode(code, OperatorWay.CONSOLE);
                    awaitOrGiveUp(() -> session.state() != InterlockState.CHECKED);
                } catch (IllegalStateException e) {
                    if (attempt == 10 || !e.getMessage().contains("samples are up to")) {
                        throw e;
                    }
                }
            }
            assertThat(session.state()).isEqualTo(InterlockState.RUNNING);
            return this;
        }

        /** Watches until the session ends by itself. */
        SessionEnd end() {
            SessionEnd[] end = new SessionEnd[1];
            awaitOrGiveUp(() -> {
                end[0] = session.watch().orElse(null);
                return end[0] != null;
            });
            assertThat(end[0]).as("it does not end").isNotNull();
            return end[0];
        }

        SessionSummary ended() throws IOException {
            return session.end(end());
        }

        SessionSummary stop() throws IOException {
            session.desk().stop(OperatorWay.CONSOLE);
            return ended();
        }

        /** Watches for so long; it must not end. */
        void goesOnFor(long millis, Runnable meanwhile) {
            long endNanos = System.nanoTime() + millis * 1_000_000;
            while (System.nanoTime() < endNanos) {
                assertThat(session.watch()).isEmpty();
                meanwhile.run();
                LockSupport.parkNanos(5_000_000);
            }
        }

        @Override
        public void close() throws IOException {
            session.close();
        }
    }
}
