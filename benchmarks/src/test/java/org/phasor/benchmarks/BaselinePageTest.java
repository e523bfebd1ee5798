package org.phasor.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who raises a baseline says why, on a decision page. */
@Timeout(60)
class BaselinePageTest {

    private static final Path PROJECT = Path.of("..");

    @Test
    void everyValueOfTheBaselineStandsOnADecisionPage() throws Exception {
        Map<String, Double> baseline =
                BaselineValues.read(PROJECT.resolve("benchmarks/baseline.json")).byName();
        List<String> rows = rows();
        assertThat(baseline).isNotEmpty();
        baseline.forEach((name, value) -> assertThat(rows)
                .as("a row in docs/decisions for %s of baseline.json", name)
                .contains("| `" + name + "` | " + value + " |"));
    }

    @Test
    void theBaselineHoldsEveryEstimatorThatIsMeasured() throws Exception {
        Map<String, Double> baseline =
                BaselineValues.read(PROJECT.resolve("benchmarks/baseline.json")).byName();
        for (String estimator : SeededAccuracy.ESTIMATORS) {
            assertThat(baseline).containsKeys("biasDeg." + estimator, "circularSdDeg." + estimator);
        }
        assertThat(baseline).containsKeys("loopTurn.adaptive", "loopTurn.echt");
    }

    private static List<String> rows() throws Exception {
        List<String> rows = new ArrayList<>();
        try (Stream<Path> pages = Files.list(PROJECT.resolve("docs/decisions"))) {
            for (Path page : pages.toList()) {
                rows.addAll(Files.readAllLines(page));
            }
        }
        return rows;
    }
}
