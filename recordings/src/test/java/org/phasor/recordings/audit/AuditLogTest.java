package org.phasor.recordings.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.recordings.FullDisk;
import org.phasor.stimulator.ArmingChecklist;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Limit;

@Timeout(30)
class AuditLogTest {

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime();

    private AuditLog open(Path file) throws IOException {
        return AuditLog.to(
                LineFile.append(Files.createFile(file)), file.toString(), AuditFixture.header(""), time, time);
    }

    private static List<ChainRecord> read(Path file) throws IOException {
        List<ChainRecord> records = new ArrayList<>();
        try (ChainReader reader = new ChainReader(file)) {
            for (ChainRecord record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
            assertThat(reader.cut()).isEmpty();
        }
        return records;
    }

    @Test
    void beginsWithWhatItBelongsTo() throws IOException {
        Path file = folder.resolve("s.audit.jsonl");
        try (AuditLog log = AuditLog.open(file, AuditFixture.header("format = 1\n"), time)) {
            assertThat(log.head().record()).isZero();
        }
        Map<String, Object> fields = read(file).get(0).fields();
        assertThat(fields)
                .containsEntry("phasor-audit", 1L)
                .containsEntry("recording", "phasor-20261120T083000Z.xdf")
                .containsEntry("rigSha256", HashChain.sha256("format = 1\n"))
                .containsEntry("live", true)
                .containsEntry("limit.min-onset-interval-ms", "2000.0")
                .containsEntry("override.0.signedBy", "Dr. A. Example");
        assertThat(fields.keySet().stream().filter(k -> k.startsWith("limit."))).hasSize(Limit.values().length);
        assertThatThrownBy(() -> AuditLog.open(file, AuditFixture.header(""), time))
                .hasMessage(file + ": exists already: an audit log is never written over");
    }

    @Test
    void writesDownWhatPeopleAndTheInterlockDo() throws IOException {
        Path file = folder.resolve("s.audit.jsonl");
        try (AuditLog log = open(file)) {
            log.checklist(
                    new ArmingChecklist(
                            "AB",
                            "CD",
                            EnumSet.allOf(ArmingChecklist.Item.class),
                            Set.of("min-onset-interval-ms"),
                            "coil moved"),
                    "console");
            log.stateChange(InterlockState.CHECKED, InterlockState.ARMED, "arm");
            log.command("hold", "remote");
            log.confirmation("console");
            log.adverseEvent("headache", "window");
            log.marker("block 2", "remote");
            log.watchdog("lines low");
            log.ledgerGrant(50);
            log.note("");
            log.decision(12, AuditFixture.decision(7), "trough");
            log.delivery(AuditFixture.delivered(7, 0));
            log.endsBecause("OPERATOR: Ctrl-C");
        }
        List<ChainRecord> records = read(file);
        assertThat(records)
                .extracting(ChainRecord::kind)
                .containsExactly(
                        "opened",
                        "checklist",
                        "state",
                        "command",
                        "confirmation",
                        "adverse-event",
                        "marker",
                        "watchdog",
                        "ledger",
                        "note",
                        "decision",
                        "delivery",
                        "closed");
        assertThat(records.get(1).fields())
                .containsEntry("initials", "AB")
                .containsEntry("secondInitials", "CD")
                .containsEntry("resetReason", "coil moved")
                .containsEntry(
                        "confirmed",
                        "SCREENING_CLEARED CONSENT_GIVEN EARS_PROTECTED SECOND_PERSON STOP_WITHIN_REACH SEIZURE_PLAN");
        assertThat(records.get(10).fields())
                .isEqualTo(Map.ofEntries(
                        Map.entry("id", 7L),
                        Map.entry("action", "FIRE"),
                        Map.entry("frame", 12L),
                        Map.entry("condition", "trough"),
                        Map.entry("plannedNanos", "7000000000"),
                        Map.entry("atOnce", false),
                        Map.entry("intent", "SHAM"),
                        Map.entry("trial", 3L),
                        Map.entry("attempt", 2L),
                        Map.entry("stage", -1L),
                        Map.entry("amplitudeWindow", -1L),
                        Map.entry("intensityPercentRmt", "110.5"),
                        Map.entry("targetPhaseRad", ""),
                        Map.entry("intervalNanos", "2000000000")));
        assertThat(records.get(11).fields())
                .isEqualTo(Map.of(
                        "id",
                        7L,
                        "pulse",
                        0L,
                        "pulses",
                        1L,
                        "outcome",
                        "DELIVERED",
                        "measured",
                        "0",
                        "bound",
                        "0",
                        "gateNanos",
                        "7000001000",
                        "returnedNanos",
                        "7000051000"));
        assertThat(records.get(12).fields()).isEqualTo(Map.of("count", 13L, "why", "OPERATOR: Ctrl-C"));
    }

    @Test
    void isInTheFileAtOnce() throws IOException {
        Path file = folder.resolve("s.audit.jsonl");
        try (AuditLog log = open(file)) {
            log.delivery(AuditFixture.delivered(1, 0));
            assertThat(read(file)).hasSize(2);
            assertThat(log.head()).isEqualTo(new ChainHead(1, read(file).get(1).hash()));
        }
    }

    @Test
    void forcesStateChangesAtOnceAndPulsesAfterASecond() throws IOException {
        int[] forced = {0};
        LineFile counting = new LineFile() {
            @Override
            public void write(byte[] line) {}

            @Override
            public void force() {
                forced[0]++;
            }

            @Override
            public void close() {}
        };
        AuditLog log = AuditLog.to(counting, "s", AuditFixture.header(""), time, time);
        assertThat(forced[0]).isEqualTo(1);
        log.delivery(AuditFixture.delivered(1, 0));
        log.delivery(AuditFixture.delivered(2, 0));
        time.pass(Duration.ofMillis(999));
        log.forceIfDue();
        assertThat(forced[0]).isEqualTo(1);
        time.pass(Duration.ofMillis(1));
        log.forceIfDue();
        log.forceIfDue();
        assertThat(forced[0]).isEqualTo(2);
        log.delivery(AuditFixture.delivered(3, 0));
        log.stateChange(InterlockState.RUNNING, InterlockState.STOPPED, "OPERATOR");
        time.pass(Duration.ofSeconds(2));
        log.forceIfDue();
        assertThat(forced[0]).isEqualTo(3);
        log.close();
        assertThat(forced[0]).isEqualTo(4);
    }

    @Test
    void throwsOnceWhenTheDiskIsFullAndWritesNothingMore() throws IOException {
        Path file = folder.resolve("s.audit.jsonl");
        FullDisk disk = new FullDisk(file, 3000);
        AuditLog log = AuditLog.to(on(disk), "s.audit.jsonl", AuditFixture.header(""), time, time);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        log.note("line " + i);
                    }
                })
                .hasMessage("s.audit.jsonl: cannot be written: No space left on device");
        assertThat(log.failed()).isTrue();
        ChainHead head = log.head();
        log.note("more");
        log.forceIfDue();
        log.close();
        assertThat(log.head()).isEqualTo(head);
        AuditCheck check = AuditCheck.of(file);
        assertThat(check.verified()).isTrue();
        assertThat(check.closed()).isFalse();
        assertThat(check.head()).isEqualTo(head);
        assertThat(check.cutBytes()).isPositive();
    }

    private static LineFile on(FullDisk disk) {
        return new LineFile() {
            @Override
            public void write(byte[] line) throws IOException {
                ByteBuffer bytes = ByteBuffer.wrap(line);
                while (bytes.hasRemaining()) {
                    disk.write(bytes);
                }
            }

            @Override
            public void force() {}

            @Override
            public void close() throws IOException {
                disk.close();
            }
        };
    }

    @Test
    void takesRecordsFromManyThreads() throws Exception {
        Path file = folder.resolve("s.audit.jsonl");
        List<Thread> threads = new ArrayList<>();
        try (AuditLog log = open(file)) {
            for (int t = 0; t < 4; t++) {
                String name = "thread " + t;
                threads.add(new Thread(() -> {
                    for (int i = 0; i < 200; i++) {
                        try {
                            log.marker(name + " " + i, "remote");
                        } catch (IOException e) {
                            return;
                        }
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(read(file)).hasSize(802);
    }

    /** The lines in docs/file-formats.md are a log that verifies. */
    @Test
    void theExampleInTheDocumentsIsTrue() throws IOException {
        String page = Files.readString(Path.of("../docs/file-formats.md"));
        for (String first : List.of(
                "{\"n\":0,\"utc\":\"2026-11-20T08:30:00.000Z\",\"nanos\":\"1000000000\",\"kind\":\"opened\"",
                "{\"n\":0,\"utc\":\"2026-11-20T08:30:00.000Z\",\"nanos\":\"1000000000\",\"kind\":\"ledger-begun\"")) {
            int begin = page.indexOf(first);
            assertThat(begin).as(first).isPositive();
            String example = page.substring(begin, page.indexOf("```", begin));
            Path file = Files.writeString(folder.resolve("example.jsonl"), example, StandardCharsets.UTF_8);
            assertThat(read(file)).hasSizeGreaterThanOrEqualTo(3);
            if (first.contains("opened")) {
                assertThat(AuditCheck.of(file).closed()).isTrue();
            } else {
                assertThat(LedgerFile.read(file, "S01").book().lastStop()).isPresent();
            }
        }
    }
}
