package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionHeader;
import org.phasor.recordings.audit.AuditHeader;
import org.phasor.recordings.audit.AuditLog;
import org.phasor.recordings.audit.FullAuditDisk;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.PseudoTerminal;

/** A cable, a loop, a stream, a disk that fails in a session with a live device: the line is low, and it is said why. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LiveSessionFaultTest extends LiveSessionFixture {

    @Test
    void aCablePulledBeforeTheStartIsOneLineAndLeavesNothingBehind() throws Exception {
        String port = box.path();
        try (LiveRun run = open()) {
            box.hangUp();
            try {
                run.session.start();
                SessionSummary summary = run.ended();
                assertThat(summary.detail()).contains(port).doesNotContain("\n");
            } catch (IOException watchdogDoesNotComeUp) {
                assertThat(watchdogDoesNotComeUp.getMessage()).contains(port).doesNotContain("\n");
            }
        }
        box.close();
        box = PseudoTerminal.open();
        try (LiveRun next = open()) {
            assertThat(next.session.safety().lastStop())
                    .hasValueSatisfying(stop -> assertThat(stop).contains(port));
        }
    }

    @Test
    void aPulledCableEndsItAndTheNextSessionsOfTheSubjectNeedAReason() throws Exception {
        String port = box.path();
        try (LiveRun run = open()) {
            run.arm();
            awaitPulses(1);
            int onset = box.values().indexOf(ON);
            box.await(onset + 2);
            box.hangUp();
            long pulledNanos = System.nanoTime();
            while (run.session.watch().isEmpty() && System.nanoTime() - pulledNanos < 5_000_000_000L) {
                LockSupport.parkNanos(500_000);
            }
            assertThat(System.nanoTime() - pulledNanos).as("ns to the end").isLessThan(200_000_000L);
            SessionSummary summary = run.ended();
            assertThat(summary.end()).isEqualTo(SessionEnd.DEVICE_FAILED);
            assertThat(summary.detail()).contains(port).contains("plugged in");
            assertLatched(run, summary, "DEVICE_FAULT");
        }
        box.close();
        box = PseudoTerminal.open();
        // Looked at and put away again: that is no answer.
        for (int i = 0; i < 2; i++) {
            try (LiveRun next = open()) {
                next.settle();
                assertThat(next.session.safety().lastStop())
                        .hasValueSatisfying(stop -> assertThat(stop).containsOnlyOnce("DEVICE_FAULT"));
                assertThatThrownBy(() -> next.session.desk().beginArming(checklist(" "), OperatorWay.CONSOLE))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("DEVICE_FAULT")
                        .hasMessageEndingWith("a reason must be given to go on");
                next.stop();
            }
        }
        try (LiveRun next = open()) {
            next.arm("the cable was pulled on purpose");
            awaitPulses(1);
            next.stop();
        }
        try (LiveRun next = open()) {
            assertThat(next.session.safety().lastStop()).isEmpty();
        }
    }

    @Test
    void aFaultBeforeAnOrderlyEndIsWhatEndedIt() throws Exception {
        try (LiveRun run = open()) {
            run.settle();
            box.hangUp();
            awaitOrGiveUp(() -> run.session.state() == InterlockState.STOPPED);
            run.session.desk().stop(OperatorWay.CONSOLE);
            assertThat(run.session.watch()).contains(SessionEnd.DEVICE_FAILED);
            // As when the time is over between two looks.
            assertThat(run.session.end(SessionEnd.DURATION_OVER).end()).isEqualTo(SessionEnd.DEVICE_FAILED);
        }
    }

    @Test
    void stopsWhenTheLoopThrows() throws Exception {
        // Takes what the loop writes to out of a frame that all have read: when its turn comes again, the loop
        // stumbles.
        Deque<Frame> read = new ArrayDeque<>();
        FrameObserver spoiler = frame -> {
            if (read.size() < 128) {
                read.add(frame);
            } else if (pulsesAtTheBox() > 0) {
                read.peekFirst().estimates[0] = null;
            }
        };
        options = new SessionOptions(false, folder, List.of(spoiler)).cold();
        try (LiveRun run = open("rig.ring-frames=1024")) {
            run.arm();
            SessionSummary summary = run.ended();
            assertThat(summary.end()).isEqualTo(SessionEnd.LOOP_FAILED);
            assertLatched(run, summary, "LOOP_EXCEPTION");
            assertThat(compared(summary).differences()).isEmpty();
        }
    }

    @Test
    void stopsWhenTheStreamIsLost() throws Exception {
        try (LiveRun run = open(new BrokenSource(900, true), Recorder::open)) {
            SessionSummary summary = run.arm().ended();
            assertThat(summary.end()).isEqualTo(SessionEnd.STREAM_LOST);
            assertThat(summary.detail()).contains("test amplifier died");
            assertLatched(run, summary, "STREAM_LOST");
            assertThat(compared(summary).differences()).isEmpty();
        }
    }

    @Test
    void stopsWhenTheDiskOfTheRecordingIsFull() throws Exception {
        FullDisk[] disk = new FullDisk[1];
        SessionDisk onFullDisk = (file, header) -> {
            disk[0] = new FullDisk(
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), Long.MAX_VALUE);
            return Recorder.to(disk[0], file.toString(), header);
        };
        try (LiveRun run = open(source(60, 1), onFullDisk)) {
            run.arm();
            awaitPulses(1);
            disk[0].room = 0;
            SessionSummary summary = run.ended();
            assertThat(summary.end()).isEqualTo(SessionEnd.RECORDER_FAILED);
            assertThat(summary.detail()).contains("No space left on device");
            assertLatched(run, summary, "RECORDER_FAILED");
            assertThat(audit(summary).pulses()).isEqualTo(pulsesAtTheBox());
            assertThat(compared(summary).differences())
                    .as("the log itself says that the recording failed")
                    .isEmpty();
            assertThat(compared(summary).notes()).isNotEmpty();
        }
    }

    @Test
    void stopsWhenTheDiskOfTheAuditLogIsFull() throws Exception {
        FullAuditDisk disk = new FullAuditDisk();
        SessionDisk auditOnFullDisk = new SessionDisk() {
            @Override
            public Recorder recorder(Path file, SessionHeader header) throws IOException {
                return Recorder.open(file, header);
            }

            @Override
            public AuditLog auditLog(Path file, AuditHeader header) throws IOException {
                return disk.begin(file, header);
            }
        };
        try (LiveRun run = open(source(60, 1), auditOnFullDisk)) {
            run.arm();
            awaitPulses(1);
            disk.fill();
            SessionSummary summary = run.ended();
            assertThat(pulsesAtTheBox()).isLessThanOrEqualTo(2);
            assertThat(summary.end()).isEqualTo(SessionEnd.INTERLOCK_STOPPED);
            assertThat(summary.detail())
                    .isEqualTo(summary.safety().audit() + ": cannot be written: No space left on device");
            assertThat(run.session.state()).isEqualTo(InterlockState.STOPPED);
            assertThat(audit(summary).broken()).isEmpty();
            assertThat(audit(summary).closed()).isFalse();
            assertThat(log(summary.recording()))
                    .contains(summary.safety().auditHead())
                    .anyMatch(line -> line.startsWith("stopped: AUDIT_FAILED: "));
        }
    }
}
