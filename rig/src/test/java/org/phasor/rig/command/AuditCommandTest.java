package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.acquisition.RigClock;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionFiles;
import org.phasor.recordings.SessionHeader;
import org.phasor.recordings.audit.AuditHeader;
import org.phasor.recordings.audit.AuditLog;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.stimulator.SafetyLimits;

@Timeout(30)
class AuditCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private Path recording;
    private Path log;

    @BeforeEach
    void names() {
        recording = folder.resolve("phasor-1.xdf");
        log = SessionFiles.auditLog(recording);
    }

    private int audit(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "audit";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Phasor.execute(ScopeWindow.NONE, new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    private void session(boolean crash) throws IOException {
        StreamInfo eeg = StreamInfo.builder("made", "EEG")
                .channelCount(1)
                .format(ChannelFormat.FLOAT32)
                .nominalRateHz(250)
                .build();
        AuditHeader header = new AuditHeader(
                "phasor-1.xdf",
                "0.1.0",
                "rig.toml",
                "format = 1\n",
                "simulated",
                false,
                SafetyLimits.BENCH_DEFAULTS,
                List.of(),
                "");
        AuditLog audit = AuditLog.open(log, header, RigClock.SYSTEM);
        try (Recorder recorder =
                Recorder.open(recording, new SessionHeader(eeg, List.of(), "format = 1\n", Map.of()))) {
            Delivery delivery = new Delivery();
            for (delivery.decisionId = 1; delivery.decisionId <= 3; delivery.decisionId++) {
                delivery.outcome = Outcome.DELIVERED;
                audit.delivery(delivery);
                recorder.delivery(delivery);
            }
            if (!crash) {
                recorder.log(0, audit.head().line());
                audit.endsBecause("END_OF_INPUT");
                audit.close();
            }
        }
    }

    @Test
    void aWholeSessionIsVerifiedAndMatches() throws IOException {
        session(false);
        assertThat(audit(recording.toString())).isZero();
        assertThat(out.toString())
                .contains("device 'simulated' (bench), subject not given")
                .contains("verified: records 0 to 4 are what was written, in their order; pulses given: 3")
                .contains("closed in order: END_OF_INPUT")
                .contains("matches " + recording)
                .contains("not proved: that the whole file was not written anew by somebody")
                .doesNotContain("NOT CLOSED");
        assertThat(err.toString()).isEmpty();
        assertThat(audit(log.toString(), "--session", recording.toString())).isZero();
        assertThat(audit(log.toString())).isZero();
    }

    @Test
    void aCrashedSessionIsVerifiedAndSaysSoLoudly() throws IOException {
        session(true);
        Files.writeString(log, Files.readString(log) + "{\"n\":4,\"utc");
        assertThat(audit(recording.toString())).isZero();
        assertThat(out.toString())
                .contains("NOT CLOSED: the session did not end in order, or the log's end was cut off")
                .contains("CUT: a last line of 11 bytes has no end")
                .contains("not proved: that no records were cut off its end");
    }

    @Test
    void aChangedLogIsBroken() throws IOException {
        session(false);
        Files.writeString(log, Files.readString(log).replace("\"id\":2", "\"id\":5"));
        assertThat(audit(log.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("BROKEN: record 2: its hash differs")
                .contains("records 0 to 1 before it are what was written")
                .doesNotContain("verified: ");
    }

    @Test
    void anotherSessionsRecordingDoesNotMatch() throws IOException {
        session(true);
        Path first = Files.move(log, folder.resolve("kept"));
        Files.delete(recording);
        session(false);
        assertThat(audit(first.toString(), "--session", recording.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("DOES NOT MATCH " + recording);
    }

    @Test
    void printsJson() throws IOException {
        session(false);
        assertThat(audit(recording.toString(), "--json")).isZero();
        JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(json.get("verified").getAsBoolean()).isTrue();
        assertThat(json.get("verifiedTo").getAsLong()).isEqualTo(4);
        assertThat(json.get("broken").isJsonNull()).isTrue();
        assertThat(json.get("closed").getAsBoolean()).isTrue();
        assertThat(json.get("matches").getAsBoolean()).isTrue();
        assertThat(json.get("cannotProve").getAsJsonArray()).hasSize(3);
    }

    @Test
    void whatCannotBeReadIsOneLine() throws IOException {
        session(false);
        Files.delete(log);
        assertThat(audit(recording.toString())).isEqualTo(3);
        assertThat(err.toString()).hasLineCount(1).contains("the recording has no audit log beside it");
        Path other = Files.writeString(folder.resolve("rig.toml"), "format = 1\n");
        assertThat(audit(other.toString())).isEqualTo(3);
        assertThat(audit(folder.toString())).isEqualTo(3);
        assertThat(audit()).isEqualTo(2);
    }
}
