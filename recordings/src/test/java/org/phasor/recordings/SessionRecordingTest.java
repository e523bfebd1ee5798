package org.phasor.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.acquisition.Sample;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.xdf.XdfWriter;

/** Session files that were cut or damaged: a prefix, or one clear line. */
@Timeout(60)
class SessionRecordingTest {

    @TempDir
    Path folder;

    private final SessionFixture made = new SessionFixture(21, 700, 1, 1, 5);
    private byte[] whole;
    private final int[] checksums = new int[700];

    @BeforeEach
    void record() throws IOException {
        Path file = folder.resolve("whole.xdf");
        try (Recorder recorder = Recorder.open(file, made.header)) {
            made.record(recorder);
        }
        whole = Files.readAllBytes(file);
        for (int i = 0; i < checksums.length; i++) {
            checksums[i] = FrameChecksum.of(made.samples.get(i), made.estimates.get(i), made.decisions.get(i));
        }
    }

    @Test
    void opensAtEveryCutAndYieldsAPrefix() throws IOException {
        long before = 0;
        Path file = folder.resolve("cut.xdf");
        int footers = 4000;
        // Every byte of a stretch with whole flushes in it; elsewhere every 41st, to stay quick.
        int stretch = whole.length - footers - 25_000;
        for (int cut = 4; cut <= whole.length; cut += cut >= stretch && cut < stretch + 2500 ? 1 : 97) {
            Files.write(file, Arrays.copyOf(whole, cut));
            try (Recording recording = Recording.open(file)) {
                if (!SessionRecording.isSession(recording)) {
                    assertThat(before).isZero();
                    continue;
                }
                SessionRecording session = SessionRecording.of(recording);
                assertThat(session.frames()).as("cut at %d", cut).isGreaterThanOrEqualTo(before);
                before = session.frames();
                compare(session, cut);
            }
        }
        assertThat(before).isGreaterThan(690);
    }

    private void compare(SessionRecording session, int cut) throws IOException {
        assertThat(session.plans()).allSatisfy(p -> assertThat(p.frame()).isLessThan(session.frames()));
        long firesBefore = 0;
        for (int i = 0; i < session.frames(); i++) {
            firesBefore += made.decisions.get(i).id != 0 ? 1 : 0;
        }
        assertThat(session.plans()).as("plans of the frames at cut %d", cut).hasSize((int) firesBefore);
        try (SessionFrames frames = session.walkFrames()) {
            while (frames.next()) {
                if (frames.checksum() != checksums[(int) frames.index()]) {
                    fail("cut at " + cut + ": frame " + frames.index());
                }
                Sample sample = made.samples.get((int) frames.index());
                if (frames.timeNanos() != sample.timeNanos || frames.arrivalNanos() != sample.arrivalNanos) {
                    fail("cut at " + cut + ": times of frame " + frames.index());
                }
            }
        }
    }

    @Test
    void flippedBytesNeverHangAndNeverThrowAnythingElse() throws IOException {
        long seed = 77;
        Random random = new Random(seed);
        Path file = folder.resolve("flipped.xdf");
        int opened = 0;
        for (int round = 0; round < 300; round++) {
            byte[] damaged = whole.clone();
            int flips = 1 + random.nextInt(4);
            for (int i = 0; i < flips; i++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            try (Recording recording = Recording.open(file)) {
                opened++;
                for (RecordedStream stream : recording.streams()) {
                    long[] count = {0};
                    stream.forEachSample(s -> count[0]++);
                    assertThat(count[0]).as("seed %d round %d", seed, round).isEqualTo(stream.sampleCount());
                }
                if (SessionRecording.isSession(recording)) {
                    SessionRecording.of(recording).walkFrames().close();
                }
            } catch (RecordingException e) {
                assertThat(e.getMessage()).contains("flipped.xdf: ").doesNotContain("\n");
            } catch (RuntimeException | Error e) {
                fail("seed " + seed + " round " + round, e);
            }
        }
        assertThat(opened).isGreaterThan(200);
    }

    @Test
    void endsBeforeDamageInTheMiddle() throws IOException {
        Path file = folder.resolve("hole.xdf");
        byte[] damaged = whole.clone();
        Arrays.fill(damaged, damaged.length / 2, damaged.length / 2 + 3000, (byte) 0);
        Files.write(file, damaged);
        try (SessionRecording session = SessionRecording.open(file)) {
            assertThat(session.recording().damage()).isNotEmpty();
            assertThat(session.eeg().sampleCount()).isGreaterThan(session.frames());
            assertThat(session.frames()).isBetween(50L, 600L);
            compare(session, -1);
        }
    }

    @Test
    void refusesAnotherVersionOfTheLayout() throws IOException {
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        for (int version : new int[] {1, 3}) {
            Path file = folder.resolve("version.xdf");
            String other = text.replace("{\"format\":2,", "{\"format\":" + version + ",");
            assertThat(other).isNotEqualTo(text);
            Files.write(file, other.getBytes(StandardCharsets.ISO_8859_1));
            assertThatThrownBy(() -> SessionRecording.open(file))
                    .isInstanceOf(RecordingException.class)
                    .hasMessage(file + ": session format " + version + ": this version reads format 2 only");
            assertThatThrownBy(() -> RecordingSource.open(file)).hasMessageContaining("reads format 2 only");
        }
    }

    @Test
    void saysWhatIsMissingInAFileThatIsNoSession() throws IOException {
        Path file = folder.resolve("foreign.xdf");
        StreamInfo info = StreamInfo.builder("EEG", "EEG").nominalRateHz(100).build();
        try (XdfWriter writer = new XdfWriter(
                Files.newByteChannel(
                        file, java.nio.file.StandardOpenOption.CREATE_NEW, java.nio.file.StandardOpenOption.WRITE),
                "foreign.xdf",
                "")) {
            writer.addStream(1, info);
            writer.addStream(
                    2,
                    StreamInfo.builder("phase", "x")
                            .format(ChannelFormat.DOUBLE64)
                            .build());
        }
        assertThatThrownBy(() -> SessionRecording.open(file))
                .isInstanceOf(RecordingException.class)
                .hasMessage(file + ": not a session of this program: it has no stream"
                        + " phase, decision, plan, delivery, inputs, arrival, log, config");
    }
}
