package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.SyntheticSource;
import org.phasor.recordings.SessionFiles;
import org.phasor.stimulator.ArmingChecklist;

/** Who was refused is on record, at either step. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ArmingRefusalTest extends SessionFixture {

    private static final ArmingChecklist CHECKLIST =
            new ArmingChecklist("AB", "CD", Set.of(ArmingChecklist.Item.values()), Set.of(), "");

    @Test
    void theAuditLogHoldsWhoWasRefusedAndWhy() throws Exception {
        try (SyntheticSource source = source(60, 1);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            session.start();
            assertThatThrownBy(() -> session.desk().beginArming(CHECKLIST, OperatorWay.CONSOLE))
                    .hasMessageContaining("must be watched");
            awaitOrGiveUp(() -> session.desk().settled());
            assertThatThrownBy(() -> session.desk().beginArming(CHECKLIST, OperatorWay.CONSOLE))
                    .hasMessageContaining("no live device");
            session.desk().hold(OperatorWay.WINDOW);
            assertThatThrownBy(() -> session.desk().typeCode("0000", OperatorWay.WINDOW))
                    .hasMessageContaining("on hold");
            session.end(SessionEnd.OPERATOR);
            assertThat(Files.readAllLines(SessionFiles.auditLog(session.recording())))
                    .filteredOn(line -> line.contains("arm refused: "))
                    .satisfiesExactly(
                            line -> assertThat(line).contains("must be watched", "\"way\":\"console\""),
                            line -> assertThat(line).contains("no live device"),
                            line -> assertThat(line).contains("on hold", "\"way\":\"window\""));
        }
    }
}
