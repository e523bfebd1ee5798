package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.SignalSettings;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.LslSettings;
import org.phasor.lsl.Outlet;
import org.phasor.lsl.OutletOptions;
import org.phasor.lsl.PureJavaLsl;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.CalibrationFile;
import org.phasor.rig.RigBinding;
import org.phasor.rig.RigFile;
import org.phasor.rig.RigFileException;

@Timeout(60)
class CalibrateCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private Path rest;
    private Path made;

    @BeforeEach
    void writeARecording() throws IOException {
        rest = RestRecording.write(folder.resolve("rest.xdf"), 90);
        made = folder.resolve("c3.json");
    }

    private int phasor(String... arguments) {
        return Phasor.execute(ScopeWindow.NONE, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private int calibrate(String channel, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "calibrate", rest.toString(), "--channel", channel, "--band", "8,13", "--out", made.toString()));
        all.addAll(List.of(more));
        return phasor(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adaptive", "wiener", "echt"})
    void writesAFileThatARigCanName(String estimator) throws Exception {
        assertThat(calibrate("C3", "--estimator", estimator)).isZero();
        assertThat(out.toString())
                .contains("individual peak   10.0 Hz")
                .contains("phase-locking makes sense here")
                .contains("written           " + made);
        Calibration calibration = CalibrationFile.parse("c3", CalibrationFile.readText(made));
        assertThat(calibration.estimator()).isEqualTo(estimator);
        assertThat(calibration.errors()).isNotEmpty();
        assertThat(calibration.provenance())
                .containsEntry("file", "rest.xdf")
                .containsEntry("signal", "C3")
                .containsKeys("phasor", "made", "seconds", "lookAheadMs");

        RigFile rig = RigFile.read(rig(estimator), List.of());
        SignalSettings signal = rig.settings().signals().get(0);
        assertThat(signal.centreHz()).isEqualTo(calibration.peakHz());
        assertThat(rig.calibrations()).containsOnlyKeys("c3.json");
    }

    private Path rig(String estimator) throws IOException {
        Path rig = folder.resolve("rig.toml");
        Files.writeString(rig, """
                format = 1
                [[dsp.signal]]
                name = "mu"
                channel = "C3"
                band-hz = [8.0, 13.0]
                estimator = "%s"
                calibration = "c3.json"
                [trigger]
                phase-deg = 180
                min-interval-ms = 2000
                """.formatted(estimator));
        return rig;
    }

    @Test
    void saysWhenThereIsNoRhythmAndStillWritesTheFile() {
        assertThat(calibrate("Cz")).isEqualTo(1);
        assertThat(out.toString()).contains("makes no sense here").contains("left alone");
        assertThat(made).exists();
    }

    @Test
    void printsOneObject() {
        assertThat(calibrate("C3", "--json")).isZero();
        JsonObject o = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(o.keySet())
                .contains("file", "estimator", "peakHz", "snrDb", "biasDeg", "circularSdDeg", "makesSense", "verdict");
        assertThat(o.get("peakHz").getAsDouble()).isEqualTo(10);
    }

    @Test
    void neverWritesOver() throws Exception {
        Files.writeString(made, "mine");
        assertThat(calibrate("C3")).isEqualTo(2);
        assertThat(err.toString()).contains("c3.json: is there already");
        assertThat(Files.readString(made)).isEqualTo("mine");
    }

    @ParameterizedTest
    @CsvSource({
        "none.xdf --channel C3 --band 8;13, 3, no such file",
        "REST --channel C33 --band 8;13, 2, nearest: C3",
        "REST --montage C3-hjort --band 8;13, 2, nearest: C3-hjorth",
        "REST --band 8;13, 2, one of them must be given",
        "REST --channel C3 --band 13;8, 2, the lower first",
        "REST --channel C3 --band 8;13 --estimator adaptiv, 2, must be one of adaptive",
        "REST --channel C3 --band 8;13 --look-ahead-ms 2000, 2, must be 0 to 1000",
        "REST --channel C3 --band 8;200, 3, half the rate",
    })
    void aMistakeIsOneLine(String arguments, int code, String expected) {
        String[] parts =
                ("calibrate " + arguments.replace("REST", rest.toString()).replace(';', ',')).split(" ");
        assertThat(phasor(parts)).as(err.toString()).isEqualTo(code);
        assertThat(err.toString()).contains(expected);
        assertThat(err.toString().lines().filter(l -> l.startsWith("phasor:"))).hasSize(1);
    }

    @Test
    void aRigRefusesTheFileOfAnotherEstimator() throws Exception {
        calibrate("C3", "--estimator", "echt");
        Path rig = rig("wiener");
        RigFile file = RigFile.read(rig, List.of());
        StreamInfo info = StreamInfo.builder("amp", "EEG")
                .channels(List.of(new ChannelInfo("C3", "microvolts", "EEG")))
                .format(ChannelFormat.FLOAT32)
                .nominalRateHz(RestRecording.RATE_HZ)
                .build();
        assertThatThrownBy(() -> RigBinding.bind(file, info))
                .isInstanceOf(RigFileException.class)
                .hasMessageContaining("its calibration was made for \"echt\"");
    }

    @Test
    void aRigRefusesTheFileOfAnotherChannelOrReference() throws Exception {
        calibrate("C3", "--estimator", "echt");
        String text = Files.readString(rig("echt"));
        StreamInfo info = StreamInfo.builder("amp", "EEG")
                .channels(
                        List.of(new ChannelInfo("C3", "microvolts", "EEG"), new ChannelInfo("Cz", "microvolts", "EEG")))
                .format(ChannelFormat.FLOAT32)
                .nominalRateHz(RestRecording.RATE_HZ)
                .build();
        Path rig = folder.resolve("rig.toml");
        Files.writeString(rig, text.replace("\"C3\"", "\"c3\""));
        RigBinding.bind(RigFile.read(rig, List.of()), info);
        Files.writeString(rig, text.replace("\"C3\"", "\"Cz\""));
        RigFile other = RigFile.read(rig, List.of());
        assertThatThrownBy(() -> RigBinding.bind(other, info))
                .hasMessageContaining("was made for c3=1.0: the signal is cz=1.0");
        Files.writeString(rig, text.replace("[trigger]", "reference = \"average\"\n[trigger]"));
        RigFile referenced = RigFile.read(rig, List.of());
        assertThatThrownBy(() -> RigBinding.bind(referenced, info))
                .hasMessageContaining("the signal is c3=1.0 referenced to average");
    }

    @Test
    void takesTheReferenceOfTheRig() throws Exception {
        assertThat(calibrate("C3", "--reference", "Cz", "--estimator", "echt")).isZero();
        Calibration calibration = CalibrationFile.parse("c3", CalibrationFile.readText(made));
        assertThat(calibration.provenance()).containsEntry("channels", "c3=1.0 referenced to cz");
    }

    @Test
    void listensToALiveStream() throws Exception {
        String name = "rest " + UUID.randomUUID();
        double[] x = RestRecording.c3(40);
        try (Lsl lsl = new PureJavaLsl(LslSettings.loopbackOnly())) {
            Outlet outlet = lsl.outlet(
                    StreamInfo.builder(name, "EEG")
                            .channels(List.of(new ChannelInfo("C3", "microvolts", "EEG")))
                            .format(ChannelFormat.FLOAT32)
                            .nominalRateHz(RestRecording.RATE_HZ)
                            .build(),
                    OutletOptions.DEFAULTS);
            Thread sender = new Thread(() -> send(outlet, x), "test-sender");
            sender.setDaemon(true);
            sender.start();
            SignalSettings settings = new SignalSettings(
                    "s", Map.of("C3", 1.0), 8, 13, OptionalDouble.empty(), "adaptive", OptionalDouble.empty());
            StreamCapture.Captured captured =
                    StreamCapture.of(lsl, "name='" + name + "'", settings, 30, new PrintWriter(err, true));
            assertThat(captured.stream().name()).isEqualTo(name);
            assertThat(captured.signal().length()).isEqualTo((int) (30 * RestRecording.RATE_HZ));
            for (int i = 0; i < captured.signal().length(); i++) {
                assertThat(captured.signal().microvolts()[i]).isEqualTo((float) x[i]);
            }
            outlet.close();
        }
    }

    /** Much faster than its rate: only the order counts here. */
    private static void send(Outlet outlet, double[] x) {
        try {
            outlet.awaitConsumer(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            return;
        }
        for (int i = 0; i < x.length; i++) {
            outlet.push(new double[] {x[i]}, 100 + i / RestRecording.RATE_HZ);
        }
    }
}
