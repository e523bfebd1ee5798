package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.SyntheticSource;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionFiles;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SessionLatencyLogTest extends SessionFixture {

    @Test
    void keepsEveryFramesLatencyBesideTheRecording() throws Exception {
        try (SyntheticSource source = source(2, Double.POSITIVE_INFINITY);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            SessionSummary summary = runToItsEnd(session, false);
            assertThat(summary.timing()
                            .lastMinute()
                            .get(LatencyStages.Stage.ARRIVAL_TO_DECISION)
                            .n())
                    .isPositive();
            long decided = 0;
            try (HistogramLogReader log = new HistogramLogReader(
                    SessionFiles.latencyLog(summary.recording()).toFile())) {
                for (Histogram h = (Histogram) log.nextIntervalHistogram();
                        h != null;
                        h = (Histogram) log.nextIntervalHistogram()) {
                    decided += h.getTag().equals("arrivalToDecision") ? h.getTotalCount() : 0;
                }
            }
            assertThat(decided).isEqualTo(summary.frames());
        }
    }

    @Test
    void aSessionThatCannotBeginItLeavesNoRecording() throws Exception {
        List<Path> begun = new ArrayList<>();
        try (SyntheticSource source = source(1, 1)) {
            assertThatThrownBy(() -> Session.open(bind(source.info()), source, null, options, (file, header) -> {
                        begun.add(file);
                        Files.createDirectory(SessionFiles.latencyLog(file));
                        return Recorder.open(file, header);
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(".hlog: cannot write the latency log");
        }
        assertThat(begun).hasSize(1);
        assertThat(begun.get(0)).doesNotExist();
    }
}
