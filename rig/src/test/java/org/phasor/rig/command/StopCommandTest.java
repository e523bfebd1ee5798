package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.rig.control.ControlFolder;
import org.phasor.rig.control.ControlServer;
import org.phasor.rig.control.RecordedTarget;
import picocli.CommandLine;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StopCommandTest {

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final RecordedTarget mu = new RecordedTarget();
    private final RecordedTarget alpha = new RecordedTarget();
    private ControlFolder folder;

    @BeforeEach
    void inAFolderOfItsOwn() {
        folder = ControlFolder.of(null, home);
    }

    private int stop(String... arguments) {
        return new CommandLine(new StopCommand(folder))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private ControlServer open(String rig, RecordedTarget target) throws IOException {
        return ControlServer.open(folder, rig, Path.of(rig + ".xdf"), target);
    }

    @Test
    void stopsAllThatRun() throws Exception {
        try (ControlServer one = open("mu.toml", mu);
                ControlServer two = open("alpha.toml", alpha)) {
            assertThat(one.file().port()).isNotEqualTo(two.file().port());
            assertThat(stop("--reason", "subject\nasked\u001b[1m")).isZero();
        }
        assertThat(mu.told).containsExactly("stop over the control socket: subject asked [1m");
        assertThat(alpha.told).hasSize(1);
        assertThat(out.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("stopped "));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void stopsTheOneThatIsNamed() throws Exception {
        try (ControlServer one = open("mu.toml", mu);
                ControlServer two = open("alpha.toml", alpha)) {
            assertThat(stop("--session", "mu")).isZero();
            assertThat(mu.told).containsExactly("stop over the control socket: ./phasor stop");
            assertThat(alpha.told).isEmpty();
            assertThat(stop("--session", "alpha.toml")).isZero();
            assertThat(stop("--session", Long.toString(two.file().pid()))).isZero();
            assertThat(alpha.told).hasSize(2);
            assertThat(stop("--session", "beta")).isEqualTo(1);
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .contains("--session beta: no such session runs")
                    .contains(one.file().toString());
        }
    }

    @Test
    void saysThatNoneRuns() {
        assertThat(stop()).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "phasor: no session that can be reached runs here; one that was begun with --no-control cannot");
    }

    @Test
    void oneThatDoesNotAnswerIsSaidAndTheOthersAreStopped() throws Exception {
        try (ServerSocket hangs = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ControlServer one = open("mu.toml", mu);
                ControlServer two = open("alpha.toml", alpha)) {
            String text = Files.readString(two.path());
            Files.writeString(two.path(), text.replaceAll("port=\\d+", "port=" + hangs.getLocalPort()));
            assertThat(stop()).isEqualTo(3);
            assertThat(mu.told).hasSize(1);
            assertThat(out.toString()).contains("stopped    mu.toml");
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .contains(
                            "alpha.toml",
                            "NOT stopped",
                            "button",
                            "kill " + one.file().pid());
        }
    }

    @Test
    void aFileThatCannotBeReadIsSaidAndTheOthersAreStopped() throws Exception {
        try (ControlServer one = open("mu.toml", mu)) {
            Path junk = Files.writeString(one.path().resolveSibling("1-1.control"), "junk", StandardCharsets.UTF_8);
            if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(
                        junk, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
            }
            assertThat(stop()).isEqualTo(3);
            assertThat(mu.told).hasSize(1);
            assertThat(err.toString().lines()).singleElement().asString().contains("1-1.control: host is missing");
        }
    }

    @Test
    void stopsFromAnotherProcess() throws Exception {
        try (ControlServer one = open("mu.toml", mu)) {
            ProcessBuilder other = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Duser.home=" + home,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Phasor.class.getName(),
                    "stop",
                    "--reason",
                    "from afar");
            other.environment().remove("XDG_RUNTIME_DIR");
            Path said = home.resolve("said.txt");
            Process process = other.redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            assertThat(process.waitFor()).as(() -> read(said)).isZero();
            assertThat(mu.told).containsExactly("stop over the control socket: from afar");
            assertThat(read(said)).contains("stopped    " + one.file());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
