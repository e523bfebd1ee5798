package org.phasor.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.lsl.LslClock;
import org.phasor.stimulator.Delivery;
import org.phasor.trigger.Decision;

@Timeout(30)
class RecorderTest {

    @TempDir
    Path folder;

    private Path record(SessionFixture made) throws IOException {
        Path file = SessionFiles.newFile(folder, java.time.Instant.EPOCH);
        try (Recorder recorder = Recorder.open(file, made.header)) {
            made.record(recorder);
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 8})
    void isReadBackAsItWasWritten(int signals) throws IOException {
        SessionFixture made = new SessionFixture(11, 3000, 5, signals, 10);
        try (SessionRecording session = SessionRecording.open(record(made))) {
            assertThat(session.recording().damage()).isEmpty();
            assertThat(session.recording().notes()).isEmpty();
            assertThat(session.frames()).isEqualTo(3000);
            assertThat(session.rigText()).isEqualTo(made.header.rigText());
            assertThat(session.facts()).isEqualTo(made.header.facts());
            assertThat(session.signals()).isEqualTo(made.header.signals());
            assertThat(session.eeg().info().toXml()).isEqualTo(made.header.eeg().toXml());
            compareFrames(session, made);
            comparePlans(session, made);
            compareDeliveries(session, made);
        }
    }

    private static void compareFrames(SessionRecording session, SessionFixture made) throws IOException {
        PhaseEstimate estimate = new PhaseEstimate();
        try (SessionFrames frames = session.walkFrames()) {
            for (int i = 0; i < made.samples.size(); i++) {
                assertThat(frames.next()).isTrue();
                Decision decision = made.decisions.get(i);
                assertThat(frames.index()).isEqualTo(i);
                assertThat(frames.timeNanos()).isEqualTo(made.samples.get(i).timeNanos);
                assertThat(frames.arrivalNanos()).isEqualTo(made.samples.get(i).arrivalNanos);
                assertThat(frames.checksum())
                        .isEqualTo(FrameChecksum.of(made.samples.get(i), made.estimates.get(i), decision));
                assertThat(frames.reasonCode()).isEqualTo(decision.reason.code());
                assertThat(frames.condition()).isEqualTo(decision.condition);
                assertThat(frames.gates()).isEqualTo(decision.gates);
                for (int s = 0; s < made.estimates.get(i).length; s++) {
                    frames.estimate(s, estimate);
                    assertThat(bits(estimate)).isEqualTo(bits(made.estimates.get(i)[s]));
                }
            }
            assertThat(frames.next()).isFalse();
        }
    }

    private static List<Object> bits(PhaseEstimate e) {
        return List.of(e.valid, e.phaseRad, e.frequencyHz, e.amplitudeMicrovolts, e.expectedErrorRad);
    }

    private static void comparePlans(SessionRecording session, SessionFixture made) {
        List<Decision> wanted = made.decisions.stream()
                .filter(d -> d.action != Decision.Action.HOLD)
                .toList();
        assertThat(session.plans()).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            PlannedDecision plan = session.plans().get(i);
            assertThat(fields(plan.decision())).isEqualTo(fields(wanted.get(i)));
            assertThat(made.decisions.get((int) plan.frame())).isSameAs(wanted.get(i));
        }
    }

    private static List<Object> fields(Decision d) {
        return List.of(
                d.intent,
                d.trial,
                d.attempt,
                d.stage,
                d.amplitudeWindow,
                d.intensityPercentRmt,
                d.targetPhaseRad,
                d.intervalNanos,
                d.action,
                d.reason,
                d.id,
                d.condition,
                d.gates,
                d.commandNanos,
                d.atOnce,
                d.phaseRad,
                d.amplitudeMicrovolts,
                d.amplitudeThresholdMicrovolts);
    }

    private static void compareDeliveries(SessionRecording session, SessionFixture made) {
        assertThat(session.deliveries()).hasSameSizeAs(made.deliveries);
        for (int i = 0; i < made.deliveries.size(); i++) {
            Delivery read = session.deliveries().get(i);
            assertThat(read)
                    .usingRecursiveComparison()
                    .ignoringFields("intent", "trial", "intensityPercentRmt") // they stand in the plan
                    .isEqualTo(made.deliveries.get(i));
        }
    }

    @Test
    void recordsCorrectionsFlagsAndCommandsAsInputs() throws IOException {
        SessionFixture made = new SessionFixture(3, 2000, 1, 1, 10);
        try (SessionRecording session = SessionRecording.open(record(made))) {
            List<SessionInput> inputs = session.inputs();
            assertThat(inputs).extracting(SessionInput::frame).isSorted();
            assertThat(inputs.get(0)).isEqualTo(SessionInput.clockCorrection(0, -860.25));
            assertThat(inputs).contains(SessionInput.command(10, SessionInput.ARM, "operator"));
            for (SessionInput input : inputs) {
                if (input.kind().equals(SessionInput.CLOCK_CORRECTION)) {
                    assertThat(input.correctionSeconds())
                            .isEqualTo(made.samples.get((int) input.frame()).clockCorrectionSeconds);
                }
            }
            assertThat(inputs.stream()
                            .filter(i -> i.kind().equals(SessionInput.SAMPLE_FLAGS))
                            .map(SessionInput::frame))
                    .containsExactly(5L, 400L, 801L, 1202L, 1603L);
            List<ClockOffset> offsets = session.eeg().clockOffsets();
            assertThat(offsets.get(0)).isEqualTo(new ClockOffset(made.samples.get(0).stampSeconds, -860.25));
            assertThat(offsets).hasSizeGreaterThanOrEqualTo(4);
        }
    }

    /** A minute of samples that all arrive alone; headers, footers, boundaries and clock offsets count. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void staysWithinItsBudgetOfBytesPerFrame(int signals) throws IOException {
        int frames = 60 * SessionFixture.RATE_HZ;
        int channels = 4;
        Path file = record(new SessionFixture(1, frames, channels, signals, 1));
        long bytes = Files.size(file) - frames * (1L + 8 + 4 * channels);
        try (Recording recording = Recording.open(file)) {
            for (RecordedStream stream : recording.streams()) {
                long[] text = {0};
                if (stream.info().format().isText()) {
                    stream.forEachSample(s -> text[0] += s.texts()[0].getBytes(StandardCharsets.UTF_8).length);
                }
                bytes -= text[0];
            }
        }
        assertThat(bytes / (double) frames).isBetween(62.0 + 32 * (signals - 1), 70.0 + 32 * (signals - 1));
    }

    @Test
    void stampsEveryPhaseAndOnlyTheFirstDecisionOfAChunk() throws IOException {
        SessionFixture made = new SessionFixture(12, 3000, 1, 1, 1);
        made.samples.forEach(s -> s.timeNanos += s.index % 7 * 100_000);
        try (SessionRecording session = SessionRecording.open(record(made));
                SampleCursor phase = stream(session, "phase").samples();
                SampleCursor decision = stream(session, "decision").samples()) {
            int exact = 0;
            for (int i = 0; i < 3000; i++) {
                assertThat(phase.next() && decision.next()).isTrue();
                assertThat(LslClock.toNanos(phase.stampSeconds())).isEqualTo(made.samples.get(i).timeNanos);
                assertThat(decision.stampSeconds()).isCloseTo(phase.stampSeconds(), within(0.001));
                exact += decision.stampSeconds() == phase.stampSeconds() ? 1 : 0;
            }
            assertThat(exact).isBetween(15, 1000);
        }
    }

    private static RecordedStream stream(SessionRecording session, String name) {
        return session.recording().streams().stream()
                .filter(s -> s.info().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void writesNoInputForWhatTheSampleClockFindsOutAnew() throws IOException {
        SessionFixture made = new SessionFixture(1, 600, 1, 1, 1);
        made.samples.forEach(s -> s.flags |= Sample.UNSURE);
        try (SessionRecording session = SessionRecording.open(record(made))) {
            assertThat(session.inputs().stream()
                            .filter(i -> i.kind().equals(SessionInput.SAMPLE_FLAGS))
                            .map(i -> i.frame() + ":" + i.flags()))
                    .containsExactly("5:" + Sample.UNANCHORED, "400:" + Sample.GAP);
        }
    }

    @Test
    void refusesFramesOutOfOrder() throws IOException {
        SessionFixture made = new SessionFixture(1, 3, 1, 1, 1);
        try (Recorder recorder = Recorder.open(folder.resolve("a.xdf"), made.header)) {
            recorder.frame(made.samples.get(0), made.estimates.get(0), made.decisions.get(0));
            assertThatThrownBy(() -> recorder.frame(made.samples.get(2), made.estimates.get(2), made.decisions.get(2)))
                    .hasMessage("frame 2 came when 1 was due");
        }
    }

    @Test
    void neverWritesOverAFile() throws IOException {
        SessionFixture made = new SessionFixture(1, 1, 1, 1, 1);
        Path file = Files.writeString(folder.resolve("a.xdf"), "precious");
        assertThatThrownBy(() -> Recorder.open(file, made.header))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("a.xdf: exists already");
        assertThat(file).hasContent("precious");
    }

    @Test
    void saysInTheLogThatValuesWereRounded() throws IOException {
        SessionFixture made = new SessionFixture(1, 2, 1, 1, 1);
        made.samples.get(1).values[0] = 0.1;
        try (SessionRecording session = SessionRecording.open(record(made));
                SampleCursor log = stream(session, "log").samples()) {
            assertThat(log.next()).isTrue();
            assertThat(log.texts()[0]).startsWith("frame 1: values do not fit float32");
        }
    }

    @Test
    void throwsOnceWhenTheDiskIsFullAndWhatWasWrittenStaysReadable() throws IOException {
        SessionFixture made = new SessionFixture(5, 2000, 4, 1, 10);
        Path file = folder.resolve("full.xdf");
        FullDisk disk = new FullDisk(file, 60_000);
        Recorder recorder = Recorder.to(disk, "full.xdf", made.header);
        assertThatThrownBy(() -> made.record(recorder))
                .isInstanceOf(RecordingException.class)
                .hasMessageStartingWith("full.xdf: cannot write the recording: No space left on device;");
        assertThat(recorder.failed()).isTrue();
        for (int i = (int) recorder.frames(); i < 2000; i++) {
            recorder.frame(made.samples.get(i), made.estimates.get(i), made.decisions.get(i));
            recorder.flushIfDue(made.samples.get(i).timeNanos);
        }
        recorder.close();
        assertThat(disk.isOpen()).isFalse();
        assertThat(Files.size(file)).isEqualTo(60_000);
        try (SessionRecording session = SessionRecording.open(file)) {
            assertThat(session.frames()).isBetween(300L, 600L);
        }
    }

    @Test
    void isReadableUpToTheLastFlushWhileItIsBeingWritten() throws IOException {
        SessionFixture made = new SessionFixture(9, 1500, 4, 1, 10);
        Path file = folder.resolve("open.xdf");
        try (Recorder recorder = Recorder.open(file, made.header)) {
            made.record(recorder);
            try (SessionRecording session = SessionRecording.open(file)) {
                // Half a second at most is missing.
                assertThat(session.frames()).isBetween(1500L - SessionFixture.RATE_HZ / 2, 1500L);
                assertThat(session.recording().damage()).isEmpty();
            }
        }
    }
}
