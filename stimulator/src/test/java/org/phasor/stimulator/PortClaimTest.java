package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stimulator belongs to one rig at a time. */
@Timeout(20)
class PortClaimTest {

    @TempDir
    Path folder;

    @Test
    void aPortIsClaimedOnceWhateverItIsCalled() throws IOException {
        Path port = Files.createFile(folder.resolve("ttyUSB0"));
        Path link = Files.createSymbolicLink(folder.resolve("by-id"), port);
        PortClaim first = PortClaim.take(port.toString(), folder);
        for (Path name : new Path[] {port, link}) {
            assertThatThrownBy(() -> PortClaim.take(name.toString(), folder))
                    .isInstanceOf(IOException.class)
                    .hasMessage("serial-ttl " + name + ": another rig has it open");
        }
        PortClaim.take(folder.resolve("ttyUSB1").toString(), folder).close();
        first.close();
        PortClaim.take(link.toString(), folder).close();
    }

    @Test
    void aFolderThatIsNotThereIsOneLine() {
        assertThatThrownBy(() -> PortClaim.take("/dev/ttyUSB0", folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be claimed")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aSecondStimulatorOnTheSamePortIsRefusedAndSendsNothing() throws IOException {
        try (PseudoTerminal box = PseudoTerminal.open()) {
            SerialTtlSettings settings = box.settings(1_000_000);
            try (SerialTtlStimulator first = new SerialTtlStimulator(settings, System::nanoTime);
                    SerialTtlStimulator second = new SerialTtlStimulator(settings, System::nanoTime)) {
                first.open((reason, detail) -> {});
                box.await(1);
                assertThatThrownBy(() -> second.open((reason, detail) -> {}))
                        .hasMessageContaining("another rig has it open");
                assertThat(first.ready()).isTrue();
                assertThat(box.values()).containsExactly(0);
            }
            try (SerialTtlStimulator next = new SerialTtlStimulator(settings, System::nanoTime)) {
                next.open((reason, detail) -> {});
                assertThat(next.ready()).isTrue();
            }
        }
    }
}
