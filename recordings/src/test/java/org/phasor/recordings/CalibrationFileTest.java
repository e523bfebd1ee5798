package org.phasor.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.phasor.dsp.Calibration;

@Timeout(20)
class CalibrationFileTest {

    @TempDir
    Path folder;

    private static Calibration calibration(double[] weights) {
        return new Calibration(
                "wiener",
                1000,
                8,
                13,
                10.5,
                Double.NaN,
                -0.1,
                Map.of("weights", weights),
                new double[] {1, 2},
                Map.of("file", "rest \"one\".vhdr", "note", "µV & <b>"));
    }

    @Test
    void keepsEveryBit() throws Exception {
        double[] weights = new Random(7).doubles(500, -1e-7, 1e9).toArray();
        weights[3] = Double.MIN_VALUE;
        weights[4] = -0.0;
        Calibration before = calibration(weights);
        Path file = folder.resolve("c.estimator.json");
        CalibrationFile.write(file, before);
        Calibration after = CalibrationFile.parse("c", CalibrationFile.readText(file));
        assertThat(after.parameters().get("weights")).containsExactly(weights);
        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFields("parameters", "errors", "peakDb")
                .isEqualTo(before);
        assertThat(after.peakDb()).isNaN();
        assertThat(after.errors()).containsExactly(before.errors());
    }

    @Test
    void neverWritesOver() throws Exception {
        Path file = folder.resolve("c.json");
        Files.writeString(file, "mine");
        assertThatThrownBy(() -> CalibrationFile.write(file, calibration(new double[1])))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("c.json: is there already: name another file");
        assertThat(Files.readString(file)).isEqualTo("mine");
        assertThatThrownBy(() -> CalibrationFile.write(folder.resolve("no/c.json"), calibration(new double[1])))
                .hasMessageEndingWith("its folder does not exist");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("", "c: is not an estimator file (written by phasor calibrate)"),
                Arguments.of("[[[", "c: is not an estimator file (written by phasor calibrate)"),
                Arguments.of("{\"a\":1}", "c: is not an estimator file (written by phasor calibrate)"),
                Arguments.of(
                        good().replace("\"phasor-estimator\": 1", "\"phasor-estimator\": 9"),
                        "c: phasor-estimator = 9.0: must be 1"),
                Arguments.of(
                        good().replace("\"peakHz\": 10.5", "\"peakHz\": \"x\""), "c: peakHz = \"x\": must be a number"),
                Arguments.of(
                        good().replace("\"peakHz\": 10.5", "\"peakHz\": 1e999"), "c: peakHz = 1e999: must be finite"),
                Arguments.of(good().replace("\"rateHz\": 1000.0", "\"rateHz\": -3"), "c: rateHz = -3.0: must be > 0"),
                Arguments.of(
                        good().replace("\"bandLowHz\": 8.0", "\"bandLowHz\": 14"),
                        "c: band 14.0 to 13.0 Hz, peak 10.5 Hz at 1000.0 Hz: must be 0 < low < high < half the rate,"
                                + " and the peak below it"),
                Arguments.of(good().replace("0.25", "null"), "c: parameters.weights[0] = null: must be a number"),
                Arguments.of(
                        good().replace("\"estimator\": \"wiener\"", "\"estimator\": []"),
                        "c: estimator: must be a name"));
    }

    private static String good() {
        return CalibrationFile.text(calibration(new double[] {0.25}));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> CalibrationFile.parse("c", text))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    void readsNoHugeOrMissingFile() {
        assertThatThrownBy(() -> CalibrationFile.readText(folder.resolve("none.json")))
                .hasMessageEndingWith("none.json: there is no such file");
        assertThatThrownBy(() -> CalibrationFile.readText(folder)).isInstanceOf(IOException.class);
        String deep = "[".repeat(100_000);
        assertThatThrownBy(() -> CalibrationFile.parse("c", deep)).isInstanceOf(IOException.class);
    }
}
