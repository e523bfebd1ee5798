package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.rig.LatencyStages.Stage;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LatencyLogTest {

    @TempDir
    Path folder;

    private final LatencyStages latency = new LatencyStages();

    private static List<Histogram> read(File file) throws IOException {
        List<Histogram> intervals = new ArrayList<>();
        try (HistogramLogReader reader = new HistogramLogReader(file)) {
            for (EncodableHistogram next = reader.nextIntervalHistogram();
                    next != null;
                    next = reader.nextIntervalHistogram()) {
                intervals.add((Histogram) next);
            }
        }
        return intervals;
    }

    @Test
    void keepsEachStageByItsTagIntervalByInterval() throws IOException {
        LatencyLog log = LatencyLog.beside(folder.resolve("a.xdf"), latency);
        long due = System.nanoTime() + 10_000_000_000L;
        latency.record(Stage.ARRIVAL_TO_DECISION, 33_000);
        latency.record(Stage.ARRIVAL_TO_DECISION, 1_000_000);
        log.writeIfDue(due - 9_000_000_000L);
        assertThat(read(folder.resolve("a.hlog").toFile())).isEmpty();
        log.writeIfDue(due + 1);
        latency.record(Stage.PLANNED_TO_ACTUAL, 5_000);
        latency.forget();
        log.close();
        log.close();
        assertThat(log.failed()).isFalse();
        List<Histogram> intervals = read(folder.resolve("a.hlog").toFile());
        assertThat(intervals).extracting(Histogram::getTag).containsExactly("arrivalToDecision", "plannedToActual");
        assertThat(intervals.get(0).getTotalCount()).isEqualTo(2);
        assertThat(intervals.get(0).getMinNonZeroValue()).isBetween(32_900L, 33_100L);
        // Arming begins the figures anew; the file keeps what was before, too.
        assertThat(intervals.get(1).getMaxValue()).isBetween(4_990L, 5_010L);
        assertThat(intervals.get(1).getStartTimeStamp()).isPositive();
    }

    @Test
    void writesOverNothing() throws IOException {
        Files.createFile(folder.resolve("a.hlog"));
        assertThatThrownBy(() -> LatencyLog.beside(folder.resolve("a.xdf"), latency))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.hlog: cannot write the latency log");
    }
}
