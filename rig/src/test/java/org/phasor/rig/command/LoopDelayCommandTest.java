package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.recordings.LoopDelayFile;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LoopDelayCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private int phasor(String... arguments) {
        return Phasor.execute(ScopeWindow.NONE, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void hasAHelpOfItsOwn() {
        assertThat(phasor("calibrate", "--loop", "--help")).isZero();
        assertThat(out.toString())
                .contains("phasor calibrate --loop [", "--pulses", "AWAY FROM ANY PERSON")
                .doesNotContain("--band");
    }

    @Test
    void isFoundWhereverTheOptionStands() {
        assertThat(LoopDelayCommand.asOneWord("calibrate", "a.toml", "--loop", "--json"))
                .containsExactly("calibrate --loop", "a.toml", "--json");
        assertThat(LoopDelayCommand.asOneWord("--verbose", "calibrate", "--loop"))
                .containsExactly("--verbose", "calibrate --loop");
        assertThat(LoopDelayCommand.asOneWord("play", "x.xdf", "--loop")).containsExactly("play", "x.xdf", "--loop");
        assertThat(LoopDelayCommand.asOneWord("calibrate", "x.xdf")).containsExactly("calibrate", "x.xdf");
        assertThat(LoopDelayCommand.asOneWord()).isEmpty();
    }

    @Test
    void refusesInOneLine() throws Exception {
        assertThat(phasor("calibrate", "--loop", "--pulses", "2")).isEqualTo(2);
        assertThat(err.toString()).startsWith("phasor: --pulses 2: must be 3 to 100000");
        Path there = Files.writeString(folder.resolve("there.json"), "mine");
        err.getBuffer().setLength(0);
        assertThat(phasor("calibrate", "--loop", "--out", there.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("phasor: " + there + ": is there already: name another file (--out)");
        err.getBuffer().setLength(0);
        Path out = folder.resolve("out.json");
        assertThat(phasor("calibrate", "--loop", "--set", "stimulator.fire=simulated", "--out", out.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("gives no pulse that could come back")
                .hasLineCount(1);
        err.getBuffer().setLength(0);
        assertThat(phasor("calibrate", "--loop", "examples/demo.toml", "--out", out.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .startsWith("phasor: demo.toml: stimulator.return.aux is missing")
                .hasLineCount(1);
    }

    @Test
    void aLiveDeviceNeedsAPersonAtTheConsole() throws Exception {
        String live = Files.readString(Path.of("examples/serial-ttl.toml"))
                + "\n[[acquisition.aux]]\nname = \"ttl\"\nclass = \"trigger\"\nchannel = \"TRIG\"\n"
                + "[stimulator.return]\naux = \"ttl\"\n";
        Path rig = Files.writeString(folder.resolve("live.toml"), live);
        Path file = folder.resolve("out.json");
        assertThat(phasor("calibrate", "--loop", rig.toString(), "--out", file.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "phasor: 'serial-ttl' is live: a person arms it at the console, and there is none");
        assertThat(file).doesNotExist();
    }

    /** Real LSL, real datagrams: nothing is said of how fast this machine is, only that no pulse comes before its time. */
    @Test
    void measuresTheRigThatIsMadeUp() throws Exception {
        int port;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path file = folder.resolve("loop-delay.json");
        int code = phasor(
                "calibrate",
                "--loop",
                "--pulses=5",
                "--json",
                "--no-control",
                "--out=" + file,
                "--max-jitter-ms=1000",
                "--max-drift-ms=1000000",
                "--set=acquisition.synthetic.trigger-port=" + port,
                "--set=stimulator.udp-port=" + port,
                "--set=stimulator.return.latest-ms=1000",
                "--set=stimulator.limits.late-tolerance-ms=15",
                "--set=trigger.horizon-ms=400",
                "--set=rig.settle-s=0.3",
                "--set=recordings.folder=" + folder.resolve("recordings"));
        assertThat(err.toString()).doesNotContain("phasor: ");
        JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(code).isZero();
        assertThat(json.get("n").getAsInt()).isGreaterThanOrEqualTo(5);
        assertThat(json.get("missing").getAsInt()).isZero();
        assertThat(json.get("unexpected").getAsInt()).isZero();
        // 3 ms, and half a sample is taken off each.
        assertThat(json.get("p50Ms").getAsDouble()).isGreaterThan(2.4);
        assertThat(LoopDelayFile.parse("file", Files.readString(file)).device()).isEqualTo("udp");

        out.getBuffer().setLength(0);
        String recording = json.get("recording").getAsString();
        assertThat(phasor("replay", recording)).isZero();
    }
}
