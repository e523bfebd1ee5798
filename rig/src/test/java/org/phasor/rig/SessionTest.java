package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.acquisition.RigClock;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SampleSink;
import org.phasor.acquisition.SampleSource;
import org.phasor.acquisition.SourceEnd;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.acquisition.SyntheticSource;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.RecordedStream;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionRecording;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Outcome;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SessionTest {

    private static final String RIG = """
            format = 1
            [acquisition]
            lost-after-ms = 300
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            peak-hz = 10.0
            [trigger]
            phase-deg = 0
            horizon-ms = 50
            min-interval-ms = 200
            [stimulator.limits]
            min-onset-interval-ms = 100
            max-pulses-per-minute = 6000
            [rig]
            settle-s = 0.3
            """;

    private static final SyntheticSettings SIGNAL =
            SyntheticSettings.DEFAULTS.withChannels(2).withNoise(20, 1);

    @TempDir
    Path folder;

    private SessionOptions options;

    @BeforeEach
    void intoTheFolder() {
        options = new SessionOptions(false, folder, List.of());
    }

    private static RigBinding bind(StreamInfo info) throws RigFileException {
        return RigBinding.bind(RigFile.parse("test.toml", RIG, List.of()), info);
    }

    private static SyntheticSource source(double seconds, double speed) {
        return new SyntheticSource(SIGNAL.withDurationSeconds(seconds), "test", speed, 1, RigClock.SYSTEM);
    }

    private static SessionSummary runToItsEnd(Session session, boolean arm) throws IOException {
        session.start();
        boolean armed = !arm;
        while (true) {
            Optional<SessionEnd> end = session.watch();
            if (end.isPresent()) {
                return session.end(end.get());
            }
            if (!armed && session.settled()) {
                armed = session.arm().isEmpty();
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void endsByItselfWhenTheInputIsOverAndFiresInBetween() throws Exception {
        try (SyntheticSource source = source(4, 1);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            SessionSummary summary = runToItsEnd(session, true);
            assertThat(summary.end()).isEqualTo(SessionEnd.INPUT_FINISHED);
            assertThat(summary.frames()).isEqualTo(4000);
            assertThat(summary.pulses()).isPositive();
            assertThat(session.state()).isEqualTo(InterlockState.DONE);
        }
    }

    @Test
    void vetoesEveryPulseUnlessItIsArmed() throws Exception {
        try (SyntheticSource source = source(3, 1);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            SessionSummary summary = runToItsEnd(session, false);
            assertThat(summary.pulses()).isZero();
            assertThat(summary.outcomes().get(Outcome.VETOED_NOT_ARMED)).isPositive();
        }
    }

    @Test
    void aVirtualRunDecidesAndDeliversNothing() throws Exception {
        SessionOptions virtual = new SessionOptions(true, folder, List.of());
        try (SyntheticSource source = source(3, 1);
                Session session = Session.open(bind(source.info()), source, null, virtual)) {
            assertThat(session.arm()).isPresent();
            SessionSummary summary = runToItsEnd(session, false);
            assertThat(summary.pulses()).isZero();
            assertThat(summary.outcomes().get(Outcome.VIRTUAL)).isPositive();
        }
    }

    @Test
    void aSessionReplaysToTheLastDecision() throws Exception {
        Path recording;
        try (SyntheticSource source = source(30, Double.POSITIVE_INFINITY);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            recording = runToItsEnd(session, false).recording();
        }
        try (SessionRecording session = SessionRecording.open(recording)) {
            assertThat(session.facts()).containsKeys("condition.0.name", "condition.0.phase-deg");
            RigFile same = RigFile.parse("test.toml", session.rigText(), List.of());
            Replay.Result result = Replay.run(session, same);
            assertThat(result.decisions()).isEqualTo(30_000);
            assertThat(result.recordedPlans()).isGreaterThan(50);
            assertThat(result.identical()).as("%s", result).isTrue();

            RigFile other = RigFile.parse("test.toml", session.rigText(), List.of("trigger.phase-deg=90"));
            Replay.Result differs = Replay.run(session, other);
            assertThat(differs.identical()).isFalse();
            assertThat(differs.first()).isNotEmpty();
            assertThat(differs.first().get(0).frame()).isPositive();
        }
    }

    @Test
    void aStreamThatDiesStopsTheSessionAndKeepsTheRecording() throws Exception {
        BrokenSource source = new BrokenSource(800, true);
        try (Session session = Session.open(bind(source.info()), source, null, options)) {
            SessionSummary summary = runToItsEnd(session, false);
            assertThat(summary.end()).isEqualTo(SessionEnd.STREAM_LOST);
            assertThat(summary.detail()).contains("test amplifier died");
            assertThat(session.state()).isEqualTo(InterlockState.STOPPED);
            assertFrames(summary.recording(), 800);
        }
    }

    @Test
    void aStreamThatFallsSilentCountsAsLost() throws Exception {
        BrokenSource source = new BrokenSource(800, false);
        try (Session session = Session.open(bind(source.info()), source, null, options)) {
            SessionSummary summary = runToItsEnd(session, false);
            assertThat(summary.end()).isEqualTo(SessionEnd.STREAM_STALLED);
            assertThat(summary.detail()).contains("300 ms");
            assertThat(session.state()).isEqualTo(InterlockState.STOPPED);
            assertFrames(summary.recording(), 800);
        }
    }

    @Test
    void aFullDiskStopsTheSessionInOneLineAndKeepsWhatWasWritten() throws Exception {
        try (SyntheticSource source = source(60, 1);
                Session session = Session.open(
                        bind(source.info()),
                        source,
                        null,
                        options,
                        (file, header) -> Recorder.to(
                                new FullDisk(
                                        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                        120_000),
                                file.toString(),
                                header))) {
            SessionSummary summary = runToItsEnd(session, true);
            assertThat(summary.end()).isEqualTo(SessionEnd.RECORDER_FAILED);
            assertThat(summary.detail()).contains("No space left on device").doesNotContain("\n");
            assertThat(session.state()).isEqualTo(InterlockState.STOPPED);
            try (SessionRecording session1 = SessionRecording.open(summary.recording())) {
                assertThat(session1.frames()).isPositive();
            }
        }
    }

    @Test
    void anUnwritableFolderIsOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("a-file"), "in the way");
        SessionOptions inTheWay = new SessionOptions(false, file, List.of());
        try (SyntheticSource source = source(1, 1)) {
            assertThatThrownBy(() -> Session.open(bind(source.info()), source, null, inTheWay))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("a-file");
        }
    }

    @Test
    void refusesToArmWhenSamplesAreOlderThanTheHorizon() throws Exception {
        StreamInfo info = SyntheticSignal.streamInfo(SIGNAL, "test");
        RigBinding rig = RigBinding.bind(
                RigFile.parse("test.toml", RIG, List.of("trigger.horizon-ms=1", "acquisition.lost-after-ms=5000")),
                info);
        // Chunks of 100 samples: the first of each is 99 ms old when it arrives.
        try (SyntheticSource source =
                        new SyntheticSource(SIGNAL.withDurationSeconds(30), "test", 1, 100, RigClock.SYSTEM);
                Session session = Session.open(rig, source, null, options)) {
            session.start();
            while (!session.settled()) {
                assertThat(session.watch()).isEmpty();
                LockSupport.parkNanos(5_000_000);
            }
            assertThat(session.arm())
                    .hasValueSatisfying(line -> assertThat(line)
                            .contains("trigger.horizon-ms = 1.0")
                            .contains("would need at least"));
            session.end(SessionEnd.OPERATOR);
            assertThat(session.state()).isNotEqualTo(InterlockState.RUNNING);
        }
    }

    @Test
    void aStopBeforeTheStartStartsNothing() throws Exception {
        try (SyntheticSource source = source(30, 1);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            session.stop();
            session.start();
            assertThat(session.watch()).contains(SessionEnd.OPERATOR);
            assertThat(session.end(SessionEnd.OPERATOR).frames()).isZero();
        }
    }

    @Test
    void theOperatorsStopIsLatched() throws Exception {
        try (SyntheticSource source = source(30, 1);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            session.start();
            session.stop();
            assertThat(session.watch()).contains(SessionEnd.OPERATOR);
            session.end(SessionEnd.OPERATOR);
            assertThat(session.state()).isEqualTo(InterlockState.STOPPED);
        }
    }

    @Test
    void aFullDiskStopsTheInterlockWhoeverWatches() throws Exception {
        try (SyntheticSource source = source(60, 1);
                Session session = Session.open(
                        bind(source.info()),
                        source,
                        null,
                        options,
                        (file, header) -> Recorder.to(
                                new FullDisk(
                                        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                        120_000),
                                file.toString(),
                                header))) {
            session.start();
            // The supervising thread may be stuck in its output: it does not call watch.
            awaitOrGiveUp(() -> session.state() == InterlockState.STOPPED);
            assertThat(session.state()).isEqualTo(InterlockState.STOPPED);
            assertThat(session.watch()).contains(SessionEnd.RECORDER_FAILED);
        }
    }

    @Test
    void refusesToArmBeforeTheStreamWasWatched() throws Exception {
        try (SyntheticSource source = source(30, 1);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            session.start();
            assertThat(session.arm())
                    .hasValueSatisfying(line -> assertThat(line).contains("rig.settle-s"));
        }
    }

    @Test
    void aHoldBeforeArmingIsNotForgotten() throws Exception {
        try (SyntheticSource source = source(30, 1);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            session.start();
            session.hold();
            awaitOrGiveUp(session::settled);
            assertThat(session.arm())
                    .hasValueSatisfying(line -> assertThat(line).contains("on hold"));
            session.resume();
            assertThat(session.arm()).isEmpty();
            awaitOrGiveUp(() -> session.state() == InterlockState.RUNNING);
            assertThat(session.arm())
                    .hasValueSatisfying(line -> assertThat(line).contains("RUNNING"));
        }
    }

    @Test
    void recordsToTheEndAlthoughItsThreadIsInterrupted() throws Exception {
        try (SyntheticSource source = source(60, Double.POSITIVE_INFINITY);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            session.start();
            awaitOrGiveUp(() -> session.summary(null).frames() > 10_000);
            Thread.currentThread().interrupt();
            SessionSummary summary = session.end(SessionEnd.DURATION_OVER);
            assertThat(Thread.interrupted()).isTrue();
            assertFrames(summary.recording(), summary.frames());
        }
    }

    @Test
    void endsAlthoughAnObserverHangs() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        FrameObserver hanging = frame -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        SessionOptions observed = new SessionOptions(false, folder, List.of(hanging));
        try (SyntheticSource source = source(1, 1);
                Session session = Session.open(bind(source.info()), source, null, observed)) {
            SessionSummary summary = runToItsEnd(session, false);
            assertFrames(summary.recording(), 1000);
        } finally {
            never.countDown();
        }
    }

    @Test
    void closesTheRecordingAlthoughTheSourceFailsToClose() throws Exception {
        BrokenSource source = new BrokenSource(200, true) {
            @Override
            public void close() {
                super.close();
                throw new IllegalStateException("cannot close");
            }
        };
        Session session = Session.open(bind(source.info()), source, null, options);
        session.start();
        awaitOrGiveUp(() -> session.watch().isPresent());
        assertThatThrownBy(() -> session.end(SessionEnd.STREAM_LOST)).hasMessage("cannot close");
        assertThat(session.state()).isEqualTo(InterlockState.STOPPED);
        assertFrames(session.recording(), 200);
        assertThat(log(session.recording())).anyMatch(line -> line.startsWith("ended: "));
    }

    @Test
    void recordsWhatStoppedIt() throws Exception {
        try (SyntheticSource source = source(30, 1);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            session.start();
            session.stop();
            Path recording = session.end(SessionEnd.OPERATOR).recording();
            assertThat(log(recording)).anyMatch(line -> line.startsWith("stopped: OPERATOR: "));
        }
    }

    @Test
    void theLastPulseOfASessionIsNoFailureOfTheDevice() throws Exception {
        try (SyntheticSource source = source(30, 1)) {
            RigBinding rig = RigBinding.bind(
                    RigFile.parse("test.toml", RIG, List.of("stimulator.limits.max-pulses-per-session=1")),
                    source.info());
            try (Session session = Session.open(rig, source, null, options)) {
                SessionSummary summary = runToItsEnd(session, true);
                assertThat(summary.pulses()).isEqualTo(1);
                assertThat(summary.end()).isEqualTo(SessionEnd.INTERLOCK_STOPPED);
                assertThat(log(summary.recording())).anyMatch(line -> line.startsWith("stopped: SESSION_LIMIT: "));
            }
        }
    }

    @Test
    void aDiskThatIsFullAtTheVeryEndIsNoOrderlyEnd() throws Exception {
        FullDisk[] disk = new FullDisk[1];
        try (SyntheticSource source = source(60, 1);
                Session session = Session.open(bind(source.info()), source, null, options, (file, header) -> {
                    disk[0] = new FullDisk(
                            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            Long.MAX_VALUE);
                    return Recorder.to(disk[0], file.toString(), header);
                })) {
            session.start();
            while (!session.settled()) {
                assertThat(session.watch()).isEmpty();
                LockSupport.parkNanos(5_000_000);
            }
            disk[0].room = 0;
            long failsSoon = System.nanoTime() + 2_000_000_000L;
            while (session.failure().isEmpty() && System.nanoTime() < failsSoon) {
                LockSupport.parkNanos(1_000_000);
            }
            // As when the recorder fails between the last look and the end.
            SessionSummary summary = session.end(SessionEnd.DURATION_OVER);
            assertThat(summary.end()).isEqualTo(SessionEnd.RECORDER_FAILED);
            assertThat(summary.detail()).contains("No space left on device");
        }
    }

    @Test
    void anObserverThatThrowsIsNamedAndStopsNothing() throws Exception {
        FrameObserver broken = frame -> {
            throw new IllegalStateException("no display");
        };
        try (SyntheticSource source = source(1, 1);
                Session session = Session.open(
                        bind(source.info()), source, null, new SessionOptions(false, folder, List.of(broken)))) {
            SessionSummary summary = runToItsEnd(session, false);
            assertThat(summary.end()).isEqualTo(SessionEnd.INPUT_FINISHED);
            assertThat(session.observerFailure())
                    .hasValueSatisfying(line -> assertThat(line).contains("no display"));
            assertFrames(summary.recording(), 1000);
        }
    }

    @Test
    void anObserverThatNeverReturnsIsNotTakenForTheAmplifierAndDoesNotHoldTheEnd() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        FrameObserver stuck = frame -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        RigFile small = RigFile.parse("test.toml", RIG, List.of("rig.ring-frames=64"));
        try (SyntheticSource source = source(60, 1);
                Session session = Session.open(
                        RigBinding.bind(small, source.info()),
                        source,
                        null,
                        new SessionOptions(false, folder, List.of(stuck)))) {
            SessionSummary summary = runToItsEnd(session, false);
            assertThat(summary.end()).isEqualTo(SessionEnd.STREAM_STALLED);
            assertThat(summary.detail()).contains("does not keep up");
            assertFrames(summary.recording(), summary.frames());
        } finally {
            never.countDown();
        }
    }

    private static List<String> log(Path recording) throws IOException {
        List<String> lines = new ArrayList<>();
        try (SessionRecording session = SessionRecording.open(recording)) {
            for (RecordedStream stream : session.recording().streams()) {
                if (stream.info().type().equals("phasor-log")) {
                    stream.forEachSample(line -> lines.add(line.texts()[0]));
                }
            }
        }
        return lines;
    }

    private static void awaitOrGiveUp(BooleanSupplier fact) {
        long start = System.nanoTime();
        while (!fact.getAsBoolean() && System.nanoTime() - start < 20_000_000_000L) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static void assertFrames(Path recording, long frames) throws IOException {
        try (SessionRecording session = SessionRecording.open(recording)) {
            assertThat(session.frames()).isEqualTo(frames);
        }
    }

    /** Gives so many samples in real time, then dies or falls silent. */
    private static class BrokenSource implements SampleSource {
        private final StreamInfo info = SyntheticSignal.streamInfo(SIGNAL, "broken");
        private final int samples;
        private final boolean dies;
        private SampleSink sink;
        private Thread thread;

        BrokenSource(int samples, boolean dies) {
            this.samples = samples;
            this.dies = dies;
        }

        @Override
        public StreamInfo info() {
            return info;
        }

        @Override
        public void start(SampleSink target) {
            sink = target;
            thread = new Thread(this::give, "broken-source");
            thread.start();
        }

        private void give() {
            SyntheticSignal signal = new SyntheticSignal(SIGNAL);
            long start = System.nanoTime();
            for (int i = 0; i < samples; i++) {
                long due = start + i * 1_000_000L;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(200_000);
                }
                Sample sample = sink.claim();
                signal.next(sample.values);
                sample.index = i;
                sample.stampSeconds = due / 1e9;
                sample.clockCorrectionSeconds = 0;
                sample.arrivalNanos = System.nanoTime();
                sample.flags = 0;
                sink.publish();
            }
            if (dies) {
                sink.ended(SourceEnd.LOST, "test amplifier died");
            }
        }

        @Override
        public void close() {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A disk with so much room. */
    private static final class FullDisk implements WritableByteChannel {
        private final FileChannel file;
        private long room;

        FullDisk(FileChannel file, long room) {
            this.file = file;
            this.room = room;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (bytes.remaining() > room) {
                throw new IOException("No space left on device");
            }
            room -= bytes.remaining();
            return file.write(bytes);
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
