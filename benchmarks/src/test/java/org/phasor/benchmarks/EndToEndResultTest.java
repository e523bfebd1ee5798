package org.phasor.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EndToEndResultTest {

    private static EndToEndRun run(long micros) {
        EndToEndRun run = EndToEndRun.empty();
        for (int i = 0; i < 100; i++) {
            run.latency().recordValue(1000 * micros);
            run.lateness().recordValue(1000);
        }
        return run;
    }

    private static EndToEndResult threeRuns() {
        EndToEndResult result = new EndToEndResult(1000, 60_000);
        for (long micros : List.of(100, 900, 80)) {
            result.add(Map.of(Arm.RIG, run(micros), Arm.BARE, run(50), Arm.NATIVE, run(200)), HistogramText.empty());
        }
        return result;
    }

    @Test
    void takesTheMedianOfTheRuns() {
        EndToEndResult result = threeRuns();
        assertThat(result.median(Arm.RIG, 50)).isCloseTo(100, within(0.2));
        assertThat(result.ratio(Arm.NATIVE, 99)).isCloseTo(0.5, within(0.01));
        assertThat(result.ratio(Arm.BARE, 50)).isCloseTo(2, within(0.01));
    }

    @Test
    void countsWhatNeverCame() {
        EndToEndResult result = threeRuns();
        result.missing(Arm.RIG, 0);
        assertThat(result.missingShare()).isZero();
        result.missing(Arm.RIG, 100);
        assertThat(result.missingShare()).isCloseTo(100 / 300.0, within(1e-9));
    }

    @Test
    void writesRunsMediansAndRatios(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("out.json");
        EndToEndResult.write(file, EndToEndOptions.QUICK, List.of(threeRuns()));
        JsonObject rate = JsonParser.parseString(Files.readString(file))
                .getAsJsonObject()
                .getAsJsonArray("rates")
                .get(0)
                .getAsJsonObject();
        assertThat(rate.getAsJsonArray("runs")).hasSize(3);
        assertThat(rate.getAsJsonObject("ratios")
                        .getAsJsonObject("rigToNative")
                        .get("p50")
                        .getAsDouble())
                .isCloseTo(0.5, within(0.01));
    }

    @Test
    void aHistogramSurvivesItsWord() throws Exception {
        Histogram histogram = run(123).latency();
        Histogram read = HistogramText.parse(HistogramText.of(histogram));
        assertThat(read.getTotalCount()).isEqualTo(100);
        assertThat(read.getValueAtPercentile(50)).isEqualTo(histogram.getValueAtPercentile(50));
    }

    @Test
    void refusesOptionsInOneLine() {
        for (List<String> wrong : List.of(
                List.of("--rate", "0"),
                List.of("--runs", "many"),
                List.of("--amplifier", "brass"),
                List.of("--json"))) {
            assertThatThrownBy(() -> EndToEndOptions.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong.get(0))
                    .hasMessageNotContaining("\n");
        }
        assertThat(EndToEndOptions.parse(List.of("--rate", "5000", "--runs", "2"))
                        .ratesHz())
                .containsExactly(5000.0);
    }
}
