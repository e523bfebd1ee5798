package org.phasor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is started, in a JVM of its own. */
class HeadlessStartTest {

    @TempDir
    Path folder;

    @Test
    @Timeout(60)
    @EnabledOnOs(OS.LINUX)
    void aRunWithoutADisplayLoadsNoJavaFx() throws Exception {
        Path classes = folder.resolve("classes.txt");
        Path out = folder.resolve("out.txt");
        ProcessBuilder program = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + classes,
                "-cp",
                System.getProperty("java.class.path"),
                "org.phasor.ui.PhasorMain",
                "run",
                "--duration",
                "1s",
                "--set",
                "recordings.folder=" + folder.resolve("recordings")));
        program.environment().remove("DISPLAY");
        program.environment().remove("WAYLAND_DISPLAY");
        program.redirectErrorStream(true).redirectOutput(out.toFile());
        Process process = program.start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("no window: no display (DISPLAY is not set)");
        String loaded = Files.readString(classes);
        assertThat(loaded).contains("org.phasor.ui.JavaFxScope").doesNotContain("javafx.", "org.phasor.ui.ScopeStage");
    }
}
