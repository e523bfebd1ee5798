package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.Sample;
import org.phasor.recordings.SessionInput;
import org.phasor.recordings.SessionRecording;
import org.phasor.stimulator.StopReason;

/** Samples that never came are counted, recorded with their range, and too many of them stop the session. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LostSamplesSessionTest extends SessionFixture {

    private static final double START_SECONDS = 1000;

    /** Six seconds of samples at once; 120 are lost after 2 s, 30 after 4 s, and 50 in the last tenth of a second. */
    private static void lossy(int i, Sample sample) {
        int lost = (i >= 2000 ? 120 : 0) + (i >= 4000 ? 30 : 0) + (i >= 5900 ? 50 : 0);
        sample.stampSeconds = START_SECONDS + (i + lost) / 1000.0;
    }

    private SessionSummary run(RigFile file) throws Exception {
        ScriptedSource source = new ScriptedSource(SIGNAL, 6000, LostSamplesSessionTest::lossy);
        try (Session session = Session.open(RigBinding.bind(file, source.info()), source, null, options)) {
            return runToItsEnd(session, false);
        }
    }

    @Test
    void countsThemAndRecordsTheirRangeAndReplays() throws Exception {
        RigFile file = RigFile.parse("test.toml", RIG, List.of());
        SessionSummary summary = run(file);
        assertThat(summary.end()).isEqualTo(SessionEnd.INPUT_FINISHED);
        assertThat(summary.stream().lostSamples()).isEqualTo(200);
        assertThat(summary.stream().gaps()).isEqualTo(3);
        assertThat(summary.stream().firstGaps())
                .extracting(g -> g.firstIndex() + " " + g.lostSamples())
                .containsExactly("2000 120", "4000 30", "5900 50");
        assertFrames(summary.recording(), 6000);
        assertThat(log(summary.recording()))
                .contains(
                        "gap: 120 samples were lost before frame 2000, 1001.999 s to 1002.120 s",
                        "gap: 30 samples were lost before frame 4000, 1004.119 s to 1004.150 s",
                        "gap: 50 samples were lost before frame 5900, 1006.049 s to 1006.100 s");
        try (SessionRecording session = SessionRecording.open(summary.recording())) {
            assertThat(Replay.run(session, file).first()).isEmpty();
            assertThat(session.inputs().stream().filter(i -> i.kind().equals(SessionInput.SAMPLE_FLAGS)))
                    .as("what the clock found is found again: nothing to give back but its gaps")
                    .hasSize(3);
        }
    }

    @Test
    void stopsTheSessionWhenThereAreTooMany() throws Exception {
        SessionSummary summary = run(RigFile.parse("test.toml", RIG, List.of("acquisition.max-lost-samples=149")));
        assertThat(summary.end()).isEqualTo(SessionEnd.INTERLOCK_STOPPED);
        assertThat(summary.detail())
                .isEqualTo(
                        "150 samples were lost, acquisition.max-lost-samples = 149: the last time, 30 samples were lost"
                                + " before frame 4000, 1004.119 s to 1004.150 s");
        assertThat(log(summary.recording())).contains("stopped: SAMPLES_LOST: " + summary.detail());
    }

    @Test
    void goesOnWhileThereAreAsManyAsAllowed() throws Exception {
        assertThat(run(RigFile.parse("test.toml", RIG, List.of("acquisition.max-lost-samples=200")))
                        .end())
                .isEqualTo(SessionEnd.INPUT_FINISHED);
    }

    @Test
    void nothingMayBeLostWithALimitOfZero() throws Exception {
        SessionSummary summary = run(RigFile.parse("test.toml", RIG, List.of("acquisition.max-lost-samples=0")));
        assertThat(summary.detail()).startsWith("120 samples were lost, acquisition.max-lost-samples = 0: ");
        assertThat(StopReason.SAMPLES_LOST.orderly()).isFalse();
    }

    /** Small steps are followed, larger ones make the time unsure, the largest are gaps: a replay finds all of it again. */
    @Test
    void aSessionWithTwentyClockCorrectionsReplays() throws Exception {
        RigFile file = RigFile.parse("test.toml", RIG, List.of());
        Random random = new Random(11);
        double[] corrections = random.doubles(21, -1, 1)
                .map(x -> 7000 + Math.signum(x) * Math.pow(10, -4 + 3 * Math.abs(x)))
                .toArray();
        ScriptedSource source = new ScriptedSource(SIGNAL, 21_000, (i, sample) -> {
            sample.stampSeconds = START_SECONDS + i / 1000.0 + 2e-4 * random.nextGaussian();
            sample.clockCorrectionSeconds = corrections[i / 1000];
        });
        SessionSummary summary;
        try (Session session = Session.open(RigBinding.bind(file, source.info()), source, null, options)) {
            summary = runToItsEnd(session, false);
        }
        assertThat(summary.stream().lostSamples()).isZero();
        assertThat(summary.stream().gaps()).isBetween(2L, 20L);
        try (SessionRecording session = SessionRecording.open(summary.recording())) {
            assertThat(session.inputs().stream().filter(i -> i.kind().equals(SessionInput.CLOCK_CORRECTION)))
                    .hasSize(21);
            Replay.Result replayed = Replay.run(session, file);
            assertThat(replayed.first()).isEmpty();
            assertThat(replayed.recordedPlans()).isGreaterThan(20);
            assertThat(replayed.identical()).isTrue();
        }
    }
}
