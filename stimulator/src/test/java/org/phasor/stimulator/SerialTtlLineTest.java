package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
@SuppressWarnings("try")
class SerialTtlLineTest {

    @Test
    void isLowOnceOpenAndOnceClosed() throws IOException {
        try (PseudoTerminal box = PseudoTerminal.open()) {
            SerialTtlLine line = SerialTtlLine.open(new SerialTtlSettings(box.path(), 9_600, 255, 17, 5_000_000));
            assertThat(box.await(1)).extracting(PseudoTerminal.Written::value).containsExactly(17);
            assertThat(line.send(255)).isTrue();
            line.close();
            assertThat(box.await(3)).extracting(PseudoTerminal.Written::value).containsExactly(17, 255, 17);
            line.close();
            assertThat(line.send(255)).isFalse();
            assertThat(box.high(255)).isFalse();
        }
    }

    @Test
    void passesEveryByteAsItIs() throws IOException {
        try (PseudoTerminal box = PseudoTerminal.open();
                SerialTtlLine line = SerialTtlLine.open(box.settings(5_000_000))) {
            for (int value = 0; value < 256; value++) {
                assertThat(line.send(value)).isTrue();
            }
            List<PseudoTerminal.Written> written = box.await(257);
            for (int value = 0; value < 256; value++) {
                assertThat(written.get(value + 1).value()).isEqualTo(value);
            }
        }
    }

    @Test
    void opensThroughALink(@TempDir Path folder) throws IOException {
        try (PseudoTerminal box = PseudoTerminal.open()) {
            Path link = Files.createSymbolicLink(folder.resolve("the box on the left"), Path.of(box.path()));
            try (SerialTtlLine line =
                    SerialTtlLine.open(new SerialTtlSettings(link.toString(), 115_200, 1, 0, 5_000_000))) {
                assertThat(line.send(1)).isTrue();
                assertThat(box.await(2)).hasSize(2);
            }
        }
    }

    @Test
    void letsASecondProcessHoldTheSamePort() throws Exception {
        try (PseudoTerminal box = PseudoTerminal.open();
                SerialTtlLine line = SerialTtlLine.open(box.settings(5_000_000))) {
            box.await(1);
            Process second = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SecondHolder.class.getName(),
                            SerialTtlLine.task(new SerialTtlSettings(box.path(), 115_200, 1, 77, 5_000_000)))
                    .redirectErrorStream(true)
                    .start();
            assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(second.getInputStream().readAllBytes())).isEmpty();
            assertThat(second.exitValue()).isZero();
            assertThat(box.await(3)).extracting(PseudoTerminal.Written::value).containsExactly(0, 77, 77);
            assertThat(line.send(1)).isTrue();
            assertThat(box.await(4))
                    .last()
                    .extracting(PseudoTerminal.Written::value)
                    .isEqualTo(1);
        }
    }

    /** What the watchdog does, in short. */
    static final class SecondHolder {
        public static void main(String[] arguments) throws IOException {
            SerialTtlLine.open(SerialTtlLine.ofTask(arguments[0])).close();
        }
    }

    @Test
    void refusesASecondOpeningInTheSameProcessInOneLine() throws IOException {
        try (PseudoTerminal box = PseudoTerminal.open();
                SerialTtlLine line = SerialTtlLine.open(box.settings(5_000_000))) {
            assertThatThrownBy(() -> SerialTtlLine.open(box.settings(5_000_000)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("serial-ttl " + box.path())
                    .hasMessageContaining("is it open here already?");
            assertThat(line.send(1)).isTrue();
        }
    }

    @Test
    void seesAPulledCable() throws IOException {
        try (PseudoTerminal box = PseudoTerminal.open();
                SerialTtlLine line = SerialTtlLine.open(box.settings(5_000_000))) {
            assertThat(line.gone()).isFalse();
            box.hangUp();
            assertThat(line.gone()).isTrue();
            assertThat(line.send(1)).isFalse();
        }
    }

    @Test
    void forgetsWhatTheBoxHasSent() throws IOException {
        try (PseudoTerminal box = PseudoTerminal.open()) {
            box.write(new byte[500]);
            try (SerialTtlLine line = SerialTtlLine.open(box.settings(5_000_000))) {
                int sent = 0;
                for (int i = 0; i < 100_000 && sent < 200_000; i++) {
                    sent += box.write(new byte[1_000]);
                    assertThat(line.gone()).isFalse();
                }
                assertThat(sent).isGreaterThanOrEqualTo(200_000);
            }
        }
    }

    @Test
    void saysInOneLineWhatIsWrongWithAPort(@TempDir Path folder) throws IOException {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/null")), "the ports of this system are no files");
        Path file = Files.writeString(folder.resolve("a file"), "");
        refused(folder.resolve("nothing").toString(), "there is no such port");
        refused("ttyNowhere0", "there is no such port");
        refused(file.toString(), "is a plain file, not a serial line");
        refused(folder.toString(), "is a folder, not a serial line");
        refused("/dev/null", "could not be opened as a serial line");
        refused("/dev/tty\nS0", "the port's name holds a control character");
    }

    @Test
    void saysWhenThereIsNoPermission(@TempDir Path folder) throws IOException {
        try (PseudoTerminal box = PseudoTerminal.open()) {
            assertThat(Path.of(box.path()).toFile().setReadable(false)).isTrue();
            Assumptions.assumeFalse(Files.isReadable(Path.of(box.path())), "this user may read everything");
            refused(box.path(), "no permission to read and write");
        }
    }

    private static void refused(String port, String why) {
        assertThatThrownBy(() -> SerialTtlLine.open(new SerialTtlSettings(port, 115_200, 1, 0, 5_000_000)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("serial-ttl")
                .hasMessageContaining(why)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void tellsTheWatchdogAllItNeeds() {
        for (String port : List.of("/dev/ttyUSB0", "COM3", "/dev/a box, with  spaces ", "/dev/bücher")) {
            SerialTtlSettings settings = new SerialTtlSettings(port, 4_000_000, 255, 0, 100_000_000);
            assertThat(SerialTtlLine.ofTask(SerialTtlLine.task(settings))).isEqualTo(settings);
        }
        assertThat(SerialTtlLine.task(new SerialTtlSettings("/dev/ttyUSB0", 9_600, 2, 1, 5_000_000)))
                .isEqualTo("serial-ttl 9600 2 1 5000000 /dev/ttyUSB0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serial-ttl",
                "serial-ttl 9600 1 0 5000000",
                "serial-ttl 9600 1 0 5000000 ",
                "serial-ttl 9600 1 0 5000000  ",
                "serial-ttl  9600 1 0 5000000 /dev/x",
                "serial-ttl 9600 1 1 5000000 /dev/x",
                "serial-ttl 9600 1 256 5000000 /dev/x",
                "serial-ttl 9600 -1 0 5000000 /dev/x",
                "serial-ttl 99999999999 1 0 5000000 /dev/x",
                "serial-ttl ٩٦٠٠ 1 0 5000000 /dev/x",
                "serial-ttl 9600 1 0 5000000 /dev/x\nserial-ttl 9600 1 0 5000000 /dev/y",
                "magpro 9600 1 0 5000000 /dev/x"
            })
    void refusesAnyOtherTaskInOneLine(String task) {
        assertThatThrownBy(() -> SerialTtlLine.ofTask(task))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("\n")
                .contains("must ");
    }
}
