package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.SyntheticSource;
import org.phasor.recordings.SessionFiles;

/** What was set on the command line is neither lost nor hidden from who arms. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CommandLineValuesTest extends SessionFixture {

    @Test
    void whoArmsIsToldOfThem() throws Exception {
        String set = "stimulator.intensity.rmt-date=2026-02-01";
        RigFile file = RigFile.parse("live.toml", LiveRigText.example(), List.of(set));
        assertThat(ArmingBrief.of(RigBinding.bind(file, LiveRigText.stream(1000)), "serial-ttl"))
                .contains("SET        " + set + ": on the command line, not in live.toml");
    }

    @Test
    void theAuditLogHoldsThem() throws Exception {
        RigFile file = RigFile.parse("test.toml", RIG, List.of("trigger.phase-deg=90"));
        try (SyntheticSource source = source(1, 1);
                Session session = Session.open(RigBinding.bind(file, source.info()), source, null, options)) {
            session.end(SessionEnd.OPERATOR);
            assertThat(Files.readString(SessionFiles.auditLog(session.recording())))
                    .contains("set on the command line: trigger.phase-deg=90");
        }
    }
}
