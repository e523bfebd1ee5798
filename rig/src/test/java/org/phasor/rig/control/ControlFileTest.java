package org.phasor.rig.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlFileTest {

    private final ControlFile file =
            ControlFile.ofThisProcess("127.0.0.1", 4711, "mu=2.toml", Path.of("a b", "ü=1.xdf"));

    @Test
    void isReadAsItWasWritten() throws Exception {
        assertThat(ControlFile.parse("x.control", file.text())).isEqualTo(file);
        assertThat(file.pid()).isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void everyTokenIsNewAndOf128Bits() {
        ControlFile other = ControlFile.ofThisProcess("127.0.0.1", 4711, "mu.toml", Path.of("x.xdf"));
        assertThat(file.token()).matches("[0-9a-f]{32}").isNotEqualTo(other.token());
    }

    @Test
    void aNameCannotAddALine() throws Exception {
        ControlFile bad = ControlFile.ofThisProcess("127.0.0.1", 4711, "mu\nport=1\r", Path.of("x.xdf"));
        ControlFile read = ControlFile.parse("x.control", bad.text());
        assertThat(read.port()).isEqualTo(4711);
        assertThat(read.rig()).isEqualTo("mu?port=1?");
    }

    @Test
    void doesNotSayItsTokenInPassing() {
        assertThat(file.toString()).doesNotContain(file.token()).contains("mu=2.toml");
    }

    @ParameterizedTest
    @CsvSource({
        "port, 0, port = \"0\": must be a number from 1 to 65535",
        "port, 65536, port = \"65536\"",
        "port, x, port = \"x\"",
        "host, 192.0.2.1, host = \"192.0.2.1\": must be the loopback address",
        "host, localhost, must be the loopback address",
        "token, 12, token: must be 32 hexadecimal digits",
        "pid, -1, pid = \"-1\"",
        "process-start, yesterday, process-start = \"yesterday\": must be a time",
        "started, '', started = \"\": must be a time"
    })
    void aFaultIsOneLine(String key, String value, String words) {
        String text = file.text().replaceAll("(?m)^" + key + "=.*$", key + "=" + value);
        assertThatThrownBy(() -> ControlFile.parse("x.control", text))
                .isInstanceOf(java.io.IOException.class)
                .hasMessageContaining("x.control: ")
                .hasMessageContaining(words)
                .hasMessageNotContaining("\n");
        String without = file.text().replaceAll("(?m)^" + key + "=.*\n", "");
        assertThatThrownBy(() -> ControlFile.parse("x.control", without))
                .hasMessage("x.control: " + key + " is missing");
    }
}
