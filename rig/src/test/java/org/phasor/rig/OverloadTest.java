package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.SyntheticSource;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionRecording;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Outcome;
import org.phasor.stimulator.StopReason;

/** A recorder or a window that does not keep up: no late pulse, it is shown, and whatever was received is recorded. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OverloadTest extends SessionFixture {

    /** The usual bound, of each test's rig. */
    private static final long LATE_TOLERANCE_NANOS = 2_000_000;

    private SleepingDisk disk;

    private Session armed(SyntheticSource source, RigFile file, SessionOptions chosen) throws Exception {
        Session session = Session.open(RigBinding.bind(file, source.info()), source, null, chosen, (path, header) -> {
            disk = new SleepingDisk(FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            return Recorder.to(disk, path.toString(), header);
        });
        session.start();
        while (!session.desk().settled() || session.desk().arm().isPresent()) {
            assertThat(session.watch()).isEmpty();
            LockSupport.parkNanos(5_000_000);
        }
        awaitOrGiveUp(() -> session.summary(null).pulses() > 0);
        return session;
    }

    private static SessionEnd watchedToItsEnd(Session session) {
        Optional<SessionEnd> end = session.watch();
        while (end.isEmpty()) {
            LockSupport.parkNanos(5_000_000);
            end = session.watch();
        }
        return end.get();
    }

    private static RigFile rig(String... sets) throws RigFileException {
        return RigFile.parse("test.toml", RIG, List.of(sets));
    }

    private static void assertAllRecordedAndNothingLate(SessionSummary summary) throws IOException {
        try (SessionRecording session = SessionRecording.open(summary.recording())) {
            assertThat(session.frames()).isEqualTo(summary.frames());
            assertThat(session.deliveries())
                    .filteredOn(d -> d.outcome == Outcome.DELIVERED)
                    .isNotEmpty()
                    .allSatisfy(d -> assertThat(d.gateNanos - d.plannedNanos).isBetween(0L, LATE_TOLERANCE_NANOS));
        }
        assertThat(summary.stream().lostSamples()).isZero();
    }

    private static void assertReplays(Path recording, RigFile file) throws Exception {
        try (SessionRecording session = SessionRecording.open(recording)) {
            Replay.Result replayed = Replay.run(session, file);
            assertThat(replayed.first()).isEmpty();
            assertThat(replayed.identical()).isTrue();
        }
    }

    @Test
    void aRecorderThatSleepsForGoodStopsTheSessionWhenDecisionsGetOld() throws Exception {
        RigFile file = rig("rig.ring-frames=256");
        try (SyntheticSource source = source(60, 1);
                Session session = armed(source, file, options)) {
            disk.sleep();
            SessionEnd end = watchedToItsEnd(session);
            assertThat(end).isEqualTo(SessionEnd.STREAM_STALLED);
            assertThat(session.state()).isEqualTo(InterlockState.STOPPED);
            assertThat(session.status().stop().orElseThrow().reason()).isEqualTo(StopReason.STREAM_STALLED);
            assertThat(session.stream().behind()).startsWith("phasor-recorder, ");
            disk.wake();
            SessionSummary summary = session.end(end);
            assertThat(summary.detail()).contains("does not keep up");
            assertThat(summary.stream().waitedSeconds()).isPositive();
            assertAllRecordedAndNothingLate(summary);
            assertThat(log(summary.recording())).anyMatch(line -> line.startsWith("the source waited for "));
            assertReplays(summary.recording(), file);
        }
    }

    @Test
    void goesOnAfterARecorderThatSleptForAMoment() throws Exception {
        RigFile file = rig("rig.ring-frames=256", "acquisition.lost-after-ms=60000");
        try (SyntheticSource source = source(60, 1);
                Session session = armed(source, file, options)) {
            double waited = session.stream().waitedSeconds();
            disk.sleep();
            awaitOrGiveUp(() -> session.stream().waitedSeconds() > waited + 0.1);
            assertThat(session.stream().behind()).startsWith("phasor-recorder, ");
            assertThat(session.stream().newestAgeSeconds().getAsDouble()).isPositive();
            disk.wake();
            long pulses = session.summary(null).pulses();
            awaitOrGiveUp(() -> session.summary(null).pulses() > pulses + 1);
            assertThat(session.watch()).isEmpty();
            assertThat(session.stream().behind()).isEmpty();
            SessionSummary summary = session.end(SessionEnd.DURATION_OVER);
            assertThat(summary.end()).isEqualTo(SessionEnd.DURATION_OVER);
            assertThat(summary.pulses()).isGreaterThan(pulses);
            assertAllRecordedAndNothingLate(summary);
            assertReplays(summary.recording(), file);
        }
    }

    @Test
    void aWindowThatStandsStillForAMomentIsNamedAndCostsNoSample() throws Exception {
        AtomicReference<CountDownLatch> awake = new AtomicReference<>(new CountDownLatch(0));
        FrameObserver window = frame -> {
            try {
                awake.get().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        RigFile file = rig("rig.ring-frames=256", "acquisition.lost-after-ms=60000");
        SessionOptions observed = new SessionOptions(false, folder, List.of(window)).cold();
        try (SyntheticSource source = source(60, 1);
                Session session = armed(source, file, observed)) {
            double waited = session.stream().waitedSeconds();
            awake.set(new CountDownLatch(1));
            awaitOrGiveUp(() -> session.stream().waitedSeconds() > waited
                    && session.stream().behind().startsWith("phasor-observer, "));
            assertThat(session.stream().behind()).startsWith("phasor-observer, ");
            awake.get().countDown();
            long pulses = session.summary(null).pulses();
            awaitOrGiveUp(() -> session.summary(null).pulses() > pulses + 1);
            SessionSummary summary = session.end(SessionEnd.DURATION_OVER);
            assertThat(summary.pulses()).isGreaterThan(pulses);
            assertAllRecordedAndNothingLate(summary);
        }
    }
}
