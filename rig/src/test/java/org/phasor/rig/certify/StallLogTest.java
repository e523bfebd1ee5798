package org.phasor.rig.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.recordings.page.Certification.Stall;
import org.phasor.rig.certify.StallLog.Ages;
import org.phasor.rig.machine.Pause;
import org.phasor.rig.machine.Pause.Kind;

@Timeout(10)
class StallLogTest {

    private static Pause pause(Kind kind, double ms, String cause) {
        return new Pause(kind, 0, Instant.EPOCH, Math.round(ms * 1e6), cause);
    }

    @Test
    void keepsTheLongestLongestFirst() {
        StallLog log = new StallLog();
        for (int i = 0; i < 100; i++) {
            log.add(i, new Ages(1 + (i * 37) % 100, 0, 0, 0.2), List.of());
        }
        assertThat(log.stalls()).hasSize(StallLog.MOST);
        assertThat(log.stalls())
                .extracting(Stall::ms)
                .startsWith(100.0, 99.0, 98.0)
                .endsWith(89.0);
    }

    @Test
    void anOrdinarySecondIsNoStall() {
        StallLog log = new StallLog();
        log.add(1, new Ages(0.39, 0.1, 0.1, 0.2), List.of());
        assertThat(log.stalls()).isEmpty();
        log.add(2, new Ages(0.4, 0.1, 0.1, 0.2), List.of());
        assertThat(log.stalls()).hasSize(1);
    }

    @Test
    void theCollectorIsNamedBeforeTheSafepointThatHoldsIt() {
        List<Pause> both = List.of(
                pause(Kind.SAFEPOINT, 6, "SerialCollect"),
                pause(Kind.COLLECTOR, 5.5, ""),
                pause(Kind.SCHEDULER, 6, ""));
        assertThat(StallLog.cause(new Ages(7, 0, 0, 0.2), both)).isEqualTo("collector: all threads stood for 5.50 ms");
        assertThat(StallLog.cause(new Ages(7, 0, 0, 0.2), both.subList(0, 1)))
                .isEqualTo("safepoint (SerialCollect): all threads stood for 6.00 ms");
        assertThat(StallLog.cause(new Ages(7, 0, 0, 0.2), both.subList(2, 3))).startsWith("scheduler: ");
    }

    @Test
    void aPauseThatIsTooShortExplainsNothing() {
        List<Pause> shortOne = List.of(pause(Kind.COLLECTOR, 2, ""));
        assertThat(StallLog.cause(new Ages(7, 0.1, 0.1, 0.2), shortOne)).startsWith("the network or the reader");
        assertThat(StallLog.cause(new Ages(7, 0.1, 6, 0.2), shortOne)).startsWith("the loop alone");
        assertThat(StallLog.cause(new Ages(7, 6.5, 0.1, 0.2), shortOne))
                .startsWith("the imitated amplifier: it sent 6.50");
    }
}
