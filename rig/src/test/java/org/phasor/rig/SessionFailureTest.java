package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.SyntheticSource;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionRecording;
import org.phasor.stimulator.InterlockState;

/** Streams, disks, observers and threads that fail: the session stops, says so, and keeps what was recorded. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SessionFailureTest extends SessionFixture {

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
        SessionOptions inTheWay = new SessionOptions(false, file, List.of()).cold();
        try (SyntheticSource source = source(1, 1)) {
            assertThatThrownBy(() -> Session.open(bind(source.info()), source, null, inTheWay))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("a-file");
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
        SessionOptions observed = new SessionOptions(false, folder, List.of(hanging)).cold();
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
            while (!session.desk().settled()) {
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
                        bind(source.info()), source, null, new SessionOptions(false, folder, List.of(broken)).cold())) {
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
                        new SessionOptions(false, folder, List.of(stuck)).cold())) {
            SessionSummary summary = runToItsEnd(session, false);
            assertThat(summary.end()).isEqualTo(SessionEnd.STREAM_STALLED);
            assertThat(summary.detail()).contains("does not keep up");
            assertFrames(summary.recording(), summary.frames());
        } finally {
            never.countDown();
        }
    }
}
