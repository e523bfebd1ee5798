package org.phasor.recordings.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.acquisition.RigClock;

/** What is left when a session's program is killed, as by {@code kill -9}. */
@Timeout(60)
class KilledSessionTest {

    private static final DoseTerms TERMS = new DoseTerms("next", 1_000_000, 1_000_000, 1);

    @TempDir
    Path folder;

    private DoseLedger open() throws Exception {
        return DoseLedger.open(folder, "S01", TERMS, Instant::now, RigClock.SYSTEM);
    }

    @Test
    void everyPulseThatWasGivenIsLoggedAndCounted() throws Exception {
        Process session = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledSession.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long given = 0;
        try (BufferedReader said = session.inputReader()) {
            while (given < 120) {
                given = Long.parseLong(said.readLine());
            }
            assertThatThrownBy(this::open).hasMessageEndingWith(": another session of this subject has it open");
            // By its handle: the process's own method would close what is left to be read.
            assertThat(session.toHandle().destroyForcibly()).isTrue();
            for (String line = said.readLine(); line != null && !line.isEmpty(); line = said.readLine()) {
                given = Math.max(given, Long.parseLong(line));
            }
        } finally {
            session.destroyForcibly();
        }
        assertThat(session.waitFor(20, TimeUnit.SECONDS)).isTrue();
        AuditCheck check = AuditCheck.of(folder.resolve("killed.audit.jsonl"));
        assertThat(check.verified()).isTrue();
        assertThat(check.closed()).isFalse();
        assertThat(check.pulses()).isGreaterThanOrEqualTo(given);
        DoseLedger next = open();
        assertThat(1_000_000 - next.leftToday()).isGreaterThanOrEqualTo(check.pulses());
        assertThat(next.lastStop().orElseThrow()).startsWith("session killed broke off without an end: ");
        next.close(0, 0, 0, "");
    }
}
