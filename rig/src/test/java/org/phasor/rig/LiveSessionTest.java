package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.recordings.SessionInput;
import org.phasor.recordings.SessionRecording;
import org.phasor.recordings.audit.AuditCheck;
import org.phasor.recordings.audit.DoseLedger;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Outcome;
import org.phasor.stimulator.PseudoTerminal;

/** A whole session with a live device: armed by a person, counted, held, ended in order. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LiveSessionTest extends LiveSessionFixture {

    @Test
    void isArmedByAPersonInTwoStepsAndEveryPulseIsOnRecordEverywhere() throws Exception {
        SessionSummary summary;
        try (LiveRun run = open()) {
            run.settle();
            assertThat(run.session.desk().arm())
                    .hasValueSatisfying(line -> assertThat(line)
                            .contains("only a person at the console or the window arms it")
                            .doesNotContain("\n"));
            assertThat(watchdogs()).hasSize(1);
            run.arm();
            awaitPulses(3);
            summary = run.stop();
        }
        assertThat(summary.end()).isEqualTo(SessionEnd.OPERATOR);
        assertThat(box.high(ON)).isFalse();
        long given = pulsesAtTheBox();
        assertThat(summary.pulses()).isEqualTo(given);
        assertThat(summary.safety().booked()).isEqualTo(given);
        AuditCheck audit = audit(summary);
        assertThat(audit.broken()).isEmpty();
        assertThat(audit.closed()).isTrue();
        assertThat(audit.pulses()).isEqualTo(given);
        assertThat(compared(summary).differences()).isEmpty();
        assertThat(log(summary.recording()))
                .contains(summary.safety().auditHead())
                .anyMatch(line -> line.startsWith("stopped: OPERATOR: "));
        assertThat(Files.readString(summary.safety().audit()))
                .contains("\"kind\":\"checklist\"", "\"initials\":\"AB\"", "arm: the code was typed");
        assertThat(DoseLedger.summary(ledger(), "pty-01", Instant.now()).day().counted())
                .isEqualTo(given);
    }

    @Test
    void refusesWhatTwoPeopleDidNotConfirmAndCodesThatDoNotFit() throws Exception {
        try (LiveRun run = open()) {
            SessionDesk desk = run.session.desk();
            assertThatThrownBy(() -> desk.beginArming(checklist(""), OperatorWay.CONSOLE))
                    .hasMessageContaining("rig.settle-s");
            run.settle();
            assertThatThrownBy(() -> desk.beginArming(
                            checklist(Set.of("train", "max-pulses-per-minute"), ""), OperatorWay.CONSOLE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("min-onset-interval-ms")
                    .hasMessageNotContaining("\n");
            String code = desk.beginArming(checklist(""), OperatorWay.CONSOLE);
            String wrong = code.equals("0000") ? "0001" : "0000";
            assertThatThrownBy(() -> desk.typeCode(wrong, OperatorWay.CONSOLE))
                    .hasMessage("arm: the code was not the one shown: begin anew");
            assertThatThrownBy(() -> desk.typeCode(code, OperatorWay.CONSOLE))
                    .hasMessageContaining("the checklist comes first");
            String second = desk.beginArming(checklist(""), OperatorWay.CONSOLE);
            desk.hold(OperatorWay.CONSOLE);
            assertThatThrownBy(() -> desk.typeCode(second, OperatorWay.CONSOLE))
                    .hasMessage("not armed: the session is on hold");
            desk.resume(OperatorWay.CONSOLE);
            assertThatThrownBy(() -> desk.typeCode(second, OperatorWay.CONSOLE))
                    .as("one try")
                    .hasMessageContaining("the checklist comes first");
            assertThat(run.session.state()).isEqualTo(InterlockState.CHECKED);
            SessionSummary summary = run.stop();
            assertThat(Files.readString(summary.safety().audit()))
                    .contains("arm refused: not armed: the session is on hold")
                    .contains("arm refused: arm: the code was not the one shown");
        }
        assertThat(pulsesAtTheBox()).isZero();
    }

    @Test
    void refusesAThresholdOfYesterday() throws Exception {
        LocalDate yesterday = LocalDate.now().minusDays(1);
        try (LiveRun run = open("stimulator.intensity.rmt-date=\"" + yesterday + '"')) {
            run.settle();
            assertThatThrownBy(() -> run.session.desk().beginArming(checklist(""), OperatorWay.CONSOLE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(yesterday.toString())
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void holdsAtAnAdverseEventAndNotesItUntilAPersonResumes() throws Exception {
        SessionSummary summary;
        try (LiveRun run = open()) {
            run.arm();
            awaitPulses(1);
            run.session.desk().adverseEvent(OperatorWay.WINDOW);
            awaitOrGiveUp(() -> run.session.state() == InterlockState.HOLD);
            long before = pulsesAtTheBox();
            run.goesOnFor(500, () -> {});
            assertThat(pulsesAtTheBox()).isEqualTo(before);
            run.session.desk().resume(OperatorWay.WINDOW);
            awaitPulses(before + 1);
            summary = run.stop();
        }
        assertThat(Files.readAllLines(summary.safety().audit()))
                .anyMatch(line -> line.contains("\"kind\":\"adverse-event\"") && line.contains("\"way\":\"window\""));
        try (SessionRecording recording = SessionRecording.open(summary.recording())) {
            assertThat(recording.inputs().stream()
                            .filter(input -> input.kind().equals(SessionInput.RUNNING))
                            .map(SessionInput::holds))
                    .as("the policy was told, and drew nothing meanwhile")
                    .startsWith(false, true, false, true);
            assertThat(recording.inputs())
                    .anyMatch(input -> input.kind().equals(SessionInput.MARKER)
                            && input.fields().containsValue("adverse event"));
            // Trials pause with the session: nothing is decided for the gate to refuse.
            assertThat(recording.inputs().stream()
                            .filter(input -> input.kind().equals(SessionInput.RUNNING))
                            .map(SessionInput::holds))
                    .containsSubsequence(true, false, true);
        }
    }

    @Test
    void refusesASecondSessionOfTheSubjectAndLetsGoOfItsDevice() throws Exception {
        try (LiveRun run = open()) {
            run.arm();
            List<ProcessHandle> before = watchdogs();
            try (PseudoTerminal other = PseudoTerminal.open()) {
                String port = "stimulator.serial-port=\"" + other.path() + '"';
                assertThatThrownBy(() -> open(port))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("pty-01")
                        .hasMessageNotContaining("\n");
                assertThat(watchdogs()).isEqualTo(before);
                assertThat(threads("phasor-serial-ttl")).isEqualTo(1);
                assertThat(other.high(ON)).isFalse();
            }
            run.goesOnFor(100, () -> {});
            run.stop();
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.filter(f -> f.toString().endsWith(".xdf")))
                        .as("no empty recording")
                        .hasSize(1);
            }
        }
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name) && thread.isAlive())
                .count();
    }

    @Test
    void stopsWhenTheSubjectHadThePulsesOfADay() throws Exception {
        SessionSummary summary;
        try (LiveRun run = open("stimulator.limits.max-pulses-per-day=3")) {
            summary = run.arm().ended();
        }
        assertThat(pulsesAtTheBox()).isEqualTo(3);
        assertThat(summary.outcomes().get(Outcome.VETOED_DAY_LIMIT)).isEqualTo(1);
        assertThat(summary.detail()).isEqualTo("the subject had 3 pulses in 24 h");
        assertThat(log(summary.recording())).anyMatch(line -> line.startsWith("stopped: DOSE_LIMIT: "));
        assertThat(compared(summary).differences()).isEmpty();
    }
}
