package org.phasor.recordings.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionFiles;
import org.phasor.recordings.SessionHeader;
import org.phasor.recordings.SessionRecording;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;

@Timeout(30)
class AuditCheckTest {

    private static final String RIG = "format = 1\n";

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime();
    private Path recording;
    private Path log;

    /** A session of three single pulses, the second vetoed, and a pattern of two, cut off after the given number. */
    private void session(boolean crash, int recorded, int logged) throws IOException {
        recording = folder.resolve("phasor-1.xdf");
        log = SessionFiles.auditLog(recording);
        List<Delivery> deliveries = new ArrayList<>();
        deliveries.add(AuditFixture.delivered(1, 0));
        Delivery vetoed = AuditFixture.delivered(2, 0);
        vetoed.outcome = Outcome.VETOED_TOO_SOON;
        vetoed.measured = 5;
        vetoed.bound = 7;
        deliveries.add(vetoed);
        Delivery failed = AuditFixture.delivered(3, 0);
        failed.outcome = Outcome.DEVICE_FAILED;
        deliveries.add(failed);
        deliveries.add(AuditFixture.delivered(4, 0));
        deliveries.add(AuditFixture.delivered(4, 1));
        StreamInfo eeg = StreamInfo.builder("made", "EEG")
                .channelCount(1)
                .format(ChannelFormat.FLOAT32)
                .nominalRateHz(250)
                .build();
        AuditLog audit = AuditLog.to(
                LineFile.append(Files.createFile(log)), log.toString(), AuditFixture.header(RIG), time, time);
        try (Recorder recorder = Recorder.open(recording, new SessionHeader(eeg, List.of(), RIG, Map.of()))) {
            for (int i = 0; i < deliveries.size(); i++) {
                if (i < logged) {
                    audit.delivery(deliveries.get(i));
                }
                if (i < recorded) {
                    recorder.delivery(deliveries.get(i));
                }
            }
            if (!crash) {
                audit.note("the end");
                recorder.log(1, "another line");
                recorder.log(1, audit.head().line());
                audit.close();
            }
        }
    }

    private AuditComparison compare() throws IOException {
        try (SessionRecording session = SessionRecording.open(recording)) {
            return AuditCheck.of(log).against(session);
        }
    }

    @Test
    void aWholeSessionVerifiesAndMatches() throws IOException {
        session(false, 5, 5);
        AuditCheck check = AuditCheck.of(log);
        assertThat(check.verified()).isTrue();
        assertThat(check.closed()).isTrue();
        assertThat(check.head().record()).isEqualTo(7);
        assertThat(check.pulses()).isEqualTo(4);
        assertThat(check.cannotProve()).hasSize(3);
        assertThat(compare()).isEqualTo(new AuditComparison(List.of(), List.of()));
    }

    @Test
    void aCrashedSessionVerifiesAndSaysWhatItCannotProve() throws IOException {
        session(true, 3, 5);
        AuditCheck check = AuditCheck.of(log);
        assertThat(check.verified()).isTrue();
        assertThat(check.closed()).isFalse();
        assertThat(check.cannotProve())
                .hasSize(4)
                .first()
                .asString()
                .startsWith("that no records were cut off its end");
        AuditComparison comparison = compare();
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.notes()).hasSize(2);
    }

    @Test
    void seesPulsesThatTheLogLacks() throws IOException {
        session(true, 5, 3);
        assertThat(compare().differences())
                .containsExactly(
                        "the recording holds 2 deliveries more than the log, from decision 4, pulse 0, DELIVERED on");
    }

    @Test
    void seesPulsesThatTheRecordingLacksAfterAnOrderlyEnd() throws IOException {
        session(false, 4, 5);
        assertThat(compare().differences())
                .containsExactly(
                        "the log holds 1 deliveries more than the recording, from decision 4, pulse 1, DELIVERED on");
    }

    @Test
    void seesEveryLineThatWasTakenOutOrChanged() throws IOException {
        session(false, 5, 5);
        List<String> good = Files.readAllLines(log);
        for (int n = 1; n < good.size(); n++) {
            List<String> without = new ArrayList<>(good);
            without.remove(n);
            Files.write(log, without);
            AuditCheck check = AuditCheck.of(log);
            if (n < good.size() - 1) {
                assertThat(check.verified()).isFalse();
                assertThat(check.head().record()).isEqualTo(n - 1);
                assertThat(check.broken().orElseThrow()).startsWith("record " + n + ": ");
            } else {
                assertThat(check.closed()).isFalse();
            }
        }
        List<String> changed = new ArrayList<>(good);
        changed.set(3, good.get(3).replace("DEVICE_FAILED", "VETOED_LATE"));
        Files.write(log, changed);
        assertThat(AuditCheck.of(log).broken())
                .contains("record 3: its hash differs: it, or one before it, was changed");
    }

    /** Without a key anybody can make a chain; the recording knows the hash of the true one. */
    @Test
    void seesALogThatWasWrittenAnew() throws IOException {
        session(false, 5, 5);
        Files.delete(log);
        time.pass(Duration.ofSeconds(1));
        AuditLog forged = AuditLog.to(
                LineFile.append(Files.createFile(log)), log.toString(), AuditFixture.header("other"), time, time);
        for (int i = 0; i < 8; i++) {
            forged.note("nothing happened");
        }
        forged.close();
        assertThat(AuditCheck.of(log).verified()).isTrue();
        assertThat(compare().differences())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).startsWith("the rig's text differs: SHA-256 "))
                .anySatisfy(line -> assertThat(line).startsWith("record 6 of the log is not the one"))
                .anySatisfy(line -> assertThat(line).startsWith("the recording holds 4 deliveries more"));
    }

    @Test
    void seesAnEndThatWasCutOffByTheRecording() throws IOException {
        session(false, 5, 5);
        List<String> good = Files.readAllLines(log);
        Files.write(log, good.subList(0, 6));
        AuditCheck check = AuditCheck.of(log);
        assertThat(check.verified()).isTrue();
        assertThat(compare().differences())
                .containsExactly("the recording knows of record 6, the log holds 6 good ones only:"
                        + " its end was cut off, or changed");
    }

    @Test
    void takesACutLastLineForACrash() throws IOException {
        session(true, 5, 5);
        byte[] whole = Files.readAllBytes(log);
        for (int lost : new int[] {1, 2, 50, 100}) {
            Files.write(log, Arrays.copyOf(whole, whole.length - lost));
            AuditCheck check = AuditCheck.of(log);
            assertThat(check.verified()).isTrue();
            assertThat(check.head().record()).isEqualTo(4);
            assertThat(check.cutBytes()).isPositive();
        }
    }

    @Test
    void refusesWhatFollowsTheEnd() throws IOException {
        session(false, 5, 5);
        AuditCheck whole = AuditCheck.of(log);
        HashChain.Line more = HashChain.write(
                8,
                time.get(),
                0,
                AuditKind.NOTE,
                Map.of("text", "one more"),
                whole.head().hash());
        Files.writeString(log, Files.readString(log) + new String(more.bytes(), StandardCharsets.UTF_8));
        assertThat(AuditCheck.of(log).broken()).contains("record 8: comes after the closing record");
    }

    @Test
    void refusesWhatIsNoAuditLogInOneLine() throws IOException {
        Path other = folder.resolve("other.audit.jsonl");
        assertThatThrownBy(() -> AuditCheck.of(other)).hasMessage(other + ": there is no such file");
        for (String text : List.of("", "hello\n", "{\"n\":0}\n", "\n\n")) {
            Files.writeString(other, text);
            assertThatThrownBy(() -> AuditCheck.of(other))
                    .isInstanceOf(IOException.class)
                    .message()
                    .startsWith(other + ": is not an audit log")
                    .hasLineCount(1);
        }
        HashChain.Line newer = HashChain.write(
                0, time.get(), 0, AuditKind.OPENED, Map.of(AuditHeader.FORMAT_FIELD, 2), HashChain.START);
        Files.write(other, newer.bytes());
        assertThatThrownBy(() -> AuditCheck.of(other))
                .hasMessage(other + ": phasor-audit = 2: this version reads format 1 only");
    }
}
