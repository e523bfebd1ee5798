package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.acquisition.SyntheticSource;
import org.phasor.recordings.SessionInput;
import org.phasor.recordings.SessionRecording;

/** The signal comes so fast that the learner is late, or leaves refreshes out: a replay comes out the same all the same. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LateRefreshReplayTest extends SessionFixture {

    private static final String LEARNING = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            neighbour = "C4"
            band-hz = [8.0, 13.0]
            estimator = "adaptive"
            notch-hz = [50.0]
            freeze-after-s = 10
            [[dsp.signal]]
            name = "slow"
            channel = "C3"
            band-hz = [8.0, 13.0]
            estimator = "adaptive"
            decimate-hz = 125
            [trigger]
            min-interval-ms = 0
            amplitude-percentile = 20
            max-expected-error-deg = 60
            [[trigger.condition]]
            name = "a"
            signal = "mu"
            phase-deg = 0
            [[trigger.condition]]
            name = "b"
            signal = "slow"
            phase-deg = 180
            """;

    private Path record(double seconds, double speed) throws Exception {
        try (SyntheticSource source = source(seconds, speed);
                Session session = Session.open(
                        RigBinding.bind(RigFile.parse("test.toml", LEARNING, List.of()), source.info()),
                        source,
                        null,
                        options)) {
            SessionSummary summary = runToItsEnd(session, false);
            assertThat(summary.end()).isEqualTo(SessionEnd.INPUT_FINISHED);
            return summary.recording();
        }
    }

    private static long refreshes(SessionRecording session, boolean taken) {
        return session.inputs().stream()
                .filter(input -> input.kind().equals(SessionInput.REFRESH) && input.refreshTaken() == taken)
                .count();
    }

    @ParameterizedTest
    @ValueSource(doubles = {60, 250, Double.POSITIVE_INFINITY})
    void replaysAsItWas(double speed) throws Exception {
        try (SessionRecording session = SessionRecording.open(record(120, speed))) {
            assertThat(refreshes(session, true) + refreshes(session, false)).isGreaterThan(40);
            if (speed > 250) {
                assertThat(refreshes(session, false)).as("late or left out").isPositive();
            }
            assertThat(session.plans().size()).isGreaterThan(10);
            Replay.Result result = Replay.run(session, RecordedRig.of(session));
            assertThat(result.decisions()).isEqualTo(120_000);
            assertThat(result.identical()).as("%s", result).isTrue();
        }
    }

    @Test
    void oneThatWasFrozenLearnsOnInAReplayThatDoesNotFreeze() throws Exception {
        try (SessionRecording session = SessionRecording.open(record(90, 20))) {
            RigFile thawed = RecordedRig.of(session, List.of("dsp.signal.mu.freeze-after-s=86400"));
            assertThat(Replay.run(session, thawed).identical()).isFalse();
        }
    }

    @Test
    void oneThatIsCutOffAnywhereReplaysAsFarAsItGoes() throws Exception {
        Path whole = record(60, 250);
        Random random = new Random(3);
        for (int cut = 0; cut < 12; cut++) {
            Path copy = Files.copy(whole, folder.resolve("cut" + cut + ".xdf"));
            long length = Math.round(Files.size(whole) * (0.3 + 0.7 * random.nextDouble()));
            try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "rw")) {
                file.setLength(length);
            }
            try (SessionRecording session = SessionRecording.open(copy)) {
                Replay.Result result = Replay.run(session, RecordedRig.of(session));
                assertThat(result.decisions()).isGreaterThan(10_000);
                assertThat(result.differing())
                        .as("cut at byte %d: %s", length, result.first())
                        .isZero();
            }
        }
    }
}
