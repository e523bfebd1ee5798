package org.phasor.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PeerProcessTest {

    /** Answers with what it was told, until it is told to fall over. */
    static final class Echo {
        public static void main(String[] arguments) throws Exception {
            PeerProcess.serve("ready " + arguments[0], words -> {
                if (words[0].equals("fall")) {
                    Runtime.getRuntime().halt(1);
                }
                return String.join("-", words);
            });
        }
    }

    @Test
    void startsTheRigAsTheLauncherDoes() throws IOException {
        String launcher = Files.readString(Path.of("../phasor"));
        assertThat(launcher).contains(PeerProcess.LAUNCHER_OPTIONS);
    }

    @Test
    void answersUntilItEnds() throws IOException {
        try (PeerProcess echo = PeerProcess.start(Echo.class, List.of("here"))) {
            assertThat(echo.answer()).isEqualTo("ready here");
            assertThat(echo.ask("one two")).isEqualTo("one-two");
            assertThatThrownBy(() -> echo.ask("fall"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has ended before it answered");
        }
    }
}
