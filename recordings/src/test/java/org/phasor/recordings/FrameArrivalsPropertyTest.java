package org.phasor.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.acquisition.Sample;
import org.phasor.lsl.LslClock;

/** Every arrival comes back to the nanosecond, whatever it is. */
@Timeout(30)
class FrameArrivalsPropertyTest {

    private static final int FRAMES = 1500;
    private static final long[] ODD_AGES = {
        0,
        -1,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE + 1L,
        Integer.MIN_VALUE,
        Integer.MIN_VALUE + 1L,
        Integer.MIN_VALUE - 1L,
        1L << 32,
        -1L << 32,
        1L << 52
    };

    @TempDir
    Path folder;

    private Path record(SessionFixture made) throws IOException {
        Path file = folder.resolve("arrivals.xdf");
        try (Recorder recorder = Recorder.open(file, made.header)) {
            made.record(recorder);
        }
        return file;
    }

    /** Chunks of 1 to 40 samples; every few of them of an age at or beyond what an int32 holds. */
    private static void arrive(SessionFixture made, Random random, long startNanos) {
        long arrival = 0;
        int left = 0;
        for (Sample sample : made.samples) {
            sample.timeNanos = startNanos + sample.index * 2_000_000L + random.nextInt(1000);
            if (left == 0) {
                left = 1 + random.nextInt(random.nextBoolean() ? 1 : 40);
                long age = switch (random.nextInt(6)) {
                    case 0 -> ODD_AGES[random.nextInt(ODD_AGES.length)];
                    case 1 -> random.nextLong();
                    case 2 -> -random.nextInt(1_000_000_000);
                    default -> random.nextInt(50_000_000);
                };
                arrival = sample.timeNanos + age;
            }
            left--;
            sample.arrivalNanos = arrival;
        }
    }

    private static void compare(Path file, SessionFixture made, String what) throws IOException, InterruptedException {
        try (SessionRecording session = SessionRecording.open(file)) {
            assertThat(session.frames()).as(what).isEqualTo(made.samples.size());
            try (SessionFrames frames = session.walkFrames()) {
                for (Sample sample : made.samples) {
                    assertThat(frames.next()).isTrue();
                    assertThat(frames.arrivalNanos())
                            .as("%s, frame %d", what, sample.index)
                            .isEqualTo(sample.arrivalNanos);
                }
            }
            try (RecordingSource source = RecordingSource.borrowing(session)) {
                CollectingSink sink = new CollectingSink(source.info().channelCount());
                source.start(sink);
                sink.await();
                assertThat(sink.samples)
                        .extracting(s -> s.arrivalNanos)
                        .as(what)
                        .isEqualTo(
                                made.samples.stream().map(s -> s.arrivalNanos).toList());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void comeBackExactly(long seed) throws IOException, InterruptedException {
        Random random = new Random(seed);
        SessionFixture made = new SessionFixture(seed, FRAMES, 1, 1, 1);
        arrive(made, random, random.nextLong(1L << 51));
        compare(record(made), made, "seed " + seed);
    }

    /** A double of seconds cannot hold these times to the nanosecond. */
    @ParameterizedTest
    @ValueSource(longs = {1L << 53, 1L << 55, 1L << 60, -(1L << 57)})
    void comeBackExactlyWhereTheTimesThemselvesAreRounded(long startNanos) throws IOException, InterruptedException {
        Random random = new Random(startNanos);
        SessionFixture made = new SessionFixture(3, FRAMES, 1, 1, 1);
        arrive(made, random, startNanos);
        long rounded = made.samples.stream()
                .filter(s -> LslClock.toNanos(LslClock.toSeconds(s.timeNanos)) != s.timeNanos)
                .count();
        assertThat(rounded).isPositive();
        compare(record(made), made, "start " + startNanos);
    }

    @Test
    void needNoRowWhereTheyFit() throws IOException {
        SessionFixture made = new SessionFixture(5, FRAMES, 1, 1, 1);
        try (SessionRecording session = SessionRecording.open(record(made))) {
            assertThat(session.arrivals().sampleCount()).isOne();
            try (SampleCursor row = session.arrivals().samples()) {
                assertThat(row.next()).isTrue();
                assertThat(SessionRecording.arrivalIndex(row.values())).isZero();
                assertThat(SessionRecording.arrivalNanos(row.values())).isEqualTo(made.samples.get(0).arrivalNanos);
            }
        }
    }

    @Test
    void shareARowWhereAChunkDoesNotFit() throws IOException, InterruptedException {
        SessionFixture made = new SessionFixture(5, FRAMES, 1, 1, 1);
        // A source that held back 250 samples: the last of them are young enough to fit.
        for (int i = 500; i < 750; i++) {
            made.samples.get(i).arrivalNanos = made.samples.get(700).timeNanos + Integer.MAX_VALUE;
        }
        Path file = record(made);
        compare(file, made, "held back");
        try (SessionRecording session = SessionRecording.open(file)) {
            assertThat(session.arrivals().sampleCount()).isEqualTo(2);
        }
    }

    @Test
    void areRefusedWhenTheirRowIsMissing() throws IOException {
        SessionFixture made = new SessionFixture(5, 1, 1, 1, 1);
        made.samples.get(0).arrivalNanos = made.samples.get(0).timeNanos + (1L << 40);
        Path file = folder.resolve("lost.xdf");
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (Recorder recorder = Recorder.to(Channels.newChannel(bytes), "memory", made.header)) {
            made.record(recorder);
        }
        byte[] whole = bytes.toByteArray();
        whole[arrivalIndexAt(whole)] = 1;
        Files.write(file, whole);
        try (SessionRecording session = SessionRecording.open(file);
                SessionFrames frames = session.walkFrames()) {
            assertThatThrownBy(frames::next)
                    .isInstanceOf(RecordingException.class)
                    .hasMessage(file + ": frame 0: its arrival must be in the arrival stream and is not");
        }
    }

    /** Where the first row of the arrival stream has its first index: behind tag, stream, count and stamp. */
    private static int arrivalIndexAt(byte[] file) {
        byte[] head = {3, 0, (byte) SessionStreams.ARRIVAL, 0, 0, 0, 4, 1, 0, 0, 0, 8};
        for (int at = 0; at + head.length < file.length; at++) {
            if (java.util.Arrays.equals(file, at, at + head.length, head, 0, head.length)) {
                return at + head.length + 8;
            }
        }
        throw new AssertionError("no arrival row");
    }
}
