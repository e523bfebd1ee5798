package org.phasor.rig.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ControlFolderTest {

    @TempDir
    Path home;

    private Path runtime;
    private ControlFolder folder;
    private final ControlFile mine = ControlFile.ofThisProcess("127.0.0.1", 4711, "mu.toml", Path.of("s.xdf"));

    @BeforeEach
    void privateRuntimeFolder() throws Exception {
        assumeTrue(home.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX file modes");
        runtime = Files.createDirectory(home.resolve("runtime"));
        mode(runtime, "rwx------");
        folder = ControlFolder.of(runtime.toString(), home);
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private ControlFile with(long pid, Instant processStart, String machine, Instant started) {
        return new ControlFile(
                mine.host(), mine.port(), mine.token(), pid, processStart, machine, "mu.toml", "s.xdf", started);
    }

    @Test
    void nobodyElseCanReadWhatItWrites() throws Exception {
        Path written = folder.write(mine);
        assertThat(written.getParent()).isEqualTo(runtime.resolve("phasor"));
        assertThat(mode(written)).isEqualTo("rw-------");
        assertThat(mode(written.getParent())).isEqualTo("rwx------");
        assertThat(folder.running().sessions()).containsExactly(mine);
        try (Stream<Path> files = Files.list(written.getParent())) {
            assertThat(files).containsExactly(written);
        }
    }

    @Test
    void withoutARuntimeFolderItIsTheHome() throws Exception {
        for (String none : new String[] {
            null, "", "relative", "/a\0b", home.resolve("none").toString()
        }) {
            Path written = ControlFolder.of(none, home).write(mine);
            assertThat(written.getParent()).isEqualTo(home.resolve(".phasor/run"));
            assertThat(mode(written.getParent())).isEqualTo("rwx------");
        }
    }

    @Test
    void aRuntimeFolderThatIsNotPrivateIsNotUsed() throws Exception {
        mode(runtime, "rwxr-xr-x");
        assertThat(ControlFolder.of(runtime.toString(), home).write(mine)).startsWith(home.resolve(".phasor"));
        assertThat(runtime).isEmptyDirectory();
    }

    @Test
    void aFolderThatOthersMayUseIsNotUsed() throws Exception {
        Files.createDirectory(runtime.resolve("phasor"));
        mode(runtime.resolve("phasor"), "rwxrwxrwx");
        assertThat(folder.write(mine)).startsWith(home.resolve(".phasor"));
        Files.delete(home.resolve(".phasor/run/" + mine.pid() + "-4711.control"));
        mode(home.resolve(".phasor/run"), "rwxr-x---");
        assertThatThrownBy(() -> folder.write(mine)).hasMessageContaining("must be private (chmod 700)");
        assertThat(runtime.resolve("phasor")).isEmptyDirectory();
    }

    @Test
    void followsNoLink() throws Exception {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        mode(elsewhere, "rwx------");
        Files.createSymbolicLink(runtime.resolve("phasor"), elsewhere);
        assertThat(folder.write(mine)).startsWith(home.resolve(".phasor"));
        assertThat(elsewhere).isEmptyDirectory();

        Path target = Files.writeString(home.resolve("target"), mine.text());
        mode(target, "rw-------");
        Files.createSymbolicLink(home.resolve(".phasor/run/1-1.control"), target);
        assertThat(folder.running().sessions()).containsExactly(mine);
        assertThat(folder.running().problems()).anyMatch(line -> line.contains("must be a file and no link"));
        assertThat(target).hasContent(mine.text());
    }

    @Test
    void removesWhatAProcessThatIsGoneLeftBehind() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path left = folder.write(with(gone.pid(), Instant.now(), mine.machine(), Instant.now()));
        assertThat(folder.running().sessions()).isEmpty();
        assertThat(left).doesNotExist();
    }

    @Test
    void removesWhatAnEarlierProcessOfThatNumberLeftBehind() throws Exception {
        int nobodys;
        try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
            nobodys = free.getLocalPort();
        }
        Path left = folder.write(new ControlFile(
                "127.0.0.1",
                nobodys,
                mine.token(),
                mine.pid(),
                mine.processStart().minus(Duration.ofHours(5)),
                mine.machine(),
                "mu.toml",
                "s.xdf",
                Instant.now()));
        assertThat(folder.running().sessions()).isEmpty();
        assertThat(left).doesNotExist();
    }

    /** The system tells a process's start by its wall clock, which may be set while a session runs. */
    @Test
    void aSessionIsNotGoneBecauseTheClockWasSet() throws Exception {
        try (ControlServer server = ControlServer.open(folder, "mu.toml", Path.of("s.xdf"), new RecordedTarget())) {
            ControlFile real = server.file();
            Files.delete(server.path());
            ControlFile shifted = new ControlFile(
                    real.host(),
                    real.port(),
                    real.token(),
                    real.pid(),
                    real.processStart().minusSeconds(3600),
                    real.machine(),
                    real.rig(),
                    real.recording(),
                    real.started());
            folder.write(shifted);
            assertThat(folder.running().sessions()).containsExactly(shifted);
        }
    }

    @Test
    void leavesTheFilesOfOtherMachinesAloneForAMonth() throws Exception {
        Path young =
                folder.write(with(1, Instant.EPOCH, "another", Instant.now().minus(Duration.ofDays(29))));
        assertThat(folder.running()).isEqualTo(new ControlFolder.Running(java.util.List.of(), java.util.List.of()));
        assertThat(young).exists();
        Files.delete(young);
        Path old = folder.write(with(1, Instant.EPOCH, "another", Instant.now().minus(Duration.ofDays(31))));
        folder.running();
        assertThat(old).doesNotExist();
    }

    @Test
    void whatCannotBeReadIsOneLine() throws Exception {
        Path place = folder.write(mine).getParent();
        Path junk = place.resolve("2-2.control");
        Files.write(junk, new byte[100_000]);
        mode(junk, "rw-------");
        Path open = place.resolve("3-3.control");
        Files.writeString(open, mine.text());
        mode(open, "rw-r--r--");
        ControlFolder.Running running = folder.running();
        assertThat(running.sessions()).containsExactly(mine);
        assertThat(running.problems()).hasSize(2).allMatch(line -> !line.contains("\n") && line.contains("-"));
        assertThat(junk).exists();
        assertThat(open).exists();
    }
}
