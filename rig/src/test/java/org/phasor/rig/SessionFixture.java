package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
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
import org.phasor.recordings.SessionRecording;

/** A rig, a signal, and sources and disks that fail, for the tests of sessions. */
abstract class SessionFixture {

    static final String RIG = """
            format = 1
            [acquisition]
            lost-after-ms = 300
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            estimator = "echt"
            blank-before-ms = 0
            blank-after-ms = 0
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

    static final SyntheticSettings SIGNAL =
            SyntheticSettings.DEFAULTS.withChannels(2).withNoise(20, 1);

    @TempDir
    Path folder;

    SessionOptions options;

    @BeforeEach
    void intoTheFolder() {
        options = new SessionOptions(false, folder, List.of()).cold();
    }

    static RigBinding bind(StreamInfo info) throws RigFileException {
        return RigBinding.bind(RigFile.parse("test.toml", RIG, List.of()), info);
    }

    static SyntheticSource source(double seconds, double speed) {
        return new SyntheticSource(SIGNAL.withDurationSeconds(seconds), "test", speed, 1, RigClock.SYSTEM);
    }

    static SessionSummary runToItsEnd(Session session, boolean arm) throws IOException {
        session.start();
        boolean armed = !arm;
        while (true) {
            Optional<SessionEnd> end = session.watch();
            if (end.isPresent()) {
                return session.end(end.get());
            }
            if (!armed && session.desk().settled()) {
                armed = session.desk().arm().isEmpty();
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    static List<String> log(Path recording) throws IOException {
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

    static void awaitOrGiveUp(BooleanSupplier fact) {
        long start = System.nanoTime();
        while (!fact.getAsBoolean() && System.nanoTime() - start < 20_000_000_000L) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    static void assertFrames(Path recording, long frames) throws IOException {
        try (SessionRecording session = SessionRecording.open(recording)) {
            assertThat(session.frames()).isEqualTo(frames);
        }
    }

    /** Gives so many samples in real time, then dies or falls silent. */
    static class BrokenSource implements SampleSource {
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

    /** A disk that can be made to wait. */
    static final class SleepingDisk implements WritableByteChannel {
        private final FileChannel file;
        private volatile CountDownLatch awake = new CountDownLatch(0);

        SleepingDisk(FileChannel file) {
            this.file = file;
        }

        void sleep() {
            awake = new CountDownLatch(1);
        }

        void wake() {
            awake.countDown();
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            try {
                awake.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
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

    /** A disk with so much room. */
    static final class FullDisk implements WritableByteChannel {
        private final FileChannel file;
        long room;

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
