package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.rig.control.ControlClient;
import org.phasor.rig.control.ControlFile;
import org.phasor.rig.control.ControlFolder;
import org.phasor.stimulator.InterlockState;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunControlTest {

    @TempDir
    Path folder;

    @Test
    void aRunWithoutAPlaceForItsFileSaysSoAndGoesOn() throws Exception {
        Path home = Files.writeString(folder.resolve("home"), "a file");
        try (ControlledSession run = new ControlledSession(folder, true);
                RunControl control = new RunControl(run.session, true, line -> {})) {
            assertThat(control.open(ControlFolder.of(null, home), "mu.toml"))
                    .startsWith("no control socket, ./phasor stop does not reach this run: ")
                    .contains("home")
                    .doesNotContain("\n", "Exception");
            run.superviseUntil(() -> run.session.status().frames() > 100);
            assertThat(run.session.state()).isEqualTo(InterlockState.CHECKED);
        }
    }

    @Test
    void aRunIsReachedUntilItsControlIsClosed() throws Exception {
        ControlFolder here = ControlFolder.of(null, folder);
        try (ControlledSession run = new ControlledSession(folder, true)) {
            try (RunControl control = new RunControl(run.session, true, line -> {})) {
                assertThat(control.open(here, "mu.toml")).isEqualTo("./phasor stop stops this run (docs/control.md)");
                ControlFile file = here.running().sessions().get(0);
                assertThat(file.toString()).startsWith("mu.toml (pid ");
                assertThat(ControlClient.ask(file, "stop")).isEqualTo("ok");
                assertThat(run.session.state()).isEqualTo(InterlockState.STOPPED);
            }
            assertThat(here.running().sessions()).isEmpty();
        }
    }
}
