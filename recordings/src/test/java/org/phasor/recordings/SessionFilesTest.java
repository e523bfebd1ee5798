package org.phasor.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionFilesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:30:00.9Z");

    @TempDir
    Path folder;

    @Test
    void namesFilesByUniversalTime() throws IOException {
        Path file = SessionFiles.newFile(folder.resolve("a/b"), NOW);
        assertThat(file).isEqualTo(folder.resolve("a/b/phasor-20261120T083000Z.xdf"));
        assertThat(file).doesNotExist();
    }

    @Test
    void neverNamesAFileThatExists() throws IOException {
        Files.createFile(SessionFiles.newFile(folder, NOW));
        Files.createFile(SessionFiles.newFile(folder, NOW));
        assertThat(SessionFiles.newFile(folder, NOW).getFileName()).hasToString("phasor-20261120T083000Z-3.xdf");
    }

    @Test
    void saysWhenTheFolderCannotBeMade() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> SessionFiles.newFile(file, NOW))
                .isInstanceOf(RecordingException.class)
                .hasMessageStartingWith(file + ": cannot make the folder");
    }
}
