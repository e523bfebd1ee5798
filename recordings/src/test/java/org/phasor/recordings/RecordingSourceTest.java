package org.phasor.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SourceEnd;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.xdf.XdfStreamWriter;
import org.phasor.recordings.xdf.XdfWriter;

@Timeout(30)
class RecordingSourceTest {

    @TempDir
    Path folder;

    private static CollectingSink play(RecordingSource source) throws InterruptedException {
        try (source) {
            CollectingSink sink = new CollectingSink(source.info().channelCount());
            source.start(sink);
            return sink.await();
        }
    }

    private Path record(SessionFixture made) throws IOException {
        Path file = folder.resolve("session.xdf");
        try (Recorder recorder = Recorder.open(file, made.header)) {
            made.record(recorder);
        }
        return file;
    }

    @Test
    void givesASessionBackExactly() throws IOException, InterruptedException {
        SessionFixture made = new SessionFixture(31, 5000, 3, 1, 7);
        RecordingSource source = RecordingSource.open(record(made));
        assertThat(source.sampleCount()).isEqualTo(5000);
        assertThat(source.info().toXml()).isEqualTo(made.header.eeg().toXml());
        CollectingSink played = play(source);
        assertThat(played.end).isEqualTo(SourceEnd.FINISHED);
        assertThat(played.detail).endsWith("ended after 5000 samples");
        assertThat(played.samples).hasSize(5000);
        for (int i = 0; i < 5000; i++) {
            Sample then = made.samples.get(i);
            Sample now = played.samples.get(i);
            assertThat(now.index).isEqualTo(i);
            assertThat(now.stampSeconds).isEqualTo(then.stampSeconds);
            assertThat(Double.doubleToRawLongBits(now.clockCorrectionSeconds))
                    .isEqualTo(Double.doubleToRawLongBits(then.clockCorrectionSeconds));
            assertThat(now.arrivalNanos).isEqualTo(then.arrivalNanos);
            assertThat(now.flags).isEqualTo(then.flags);
            assertThat(now.values).containsExactly(then.values);
        }
    }

    @Test
    void playsAnOpenSessionTwiceWithoutOpeningTheFileAndLeavesItOpen() throws IOException, InterruptedException {
        SessionFixture made = new SessionFixture(32, 2000, 2, 1, 3);
        Path file = record(made);
        try (SessionRecording session = SessionRecording.open(file)) {
            Files.delete(file);
            for (int round = 0; round < 2; round++) {
                CollectingSink played = play(RecordingSource.borrowing(session));
                assertThat(played.end).isEqualTo(SourceEnd.FINISHED);
                assertThat(played.samples).hasSize(2000);
                assertThat(played.samples.get(1999).arrivalNanos).isEqualTo(made.samples.get(1999).arrivalNanos);
            }
            try (SessionFrames frames = session.walkFrames()) {
                assertThat(frames.next()).isTrue();
            }
        }
    }

    @Test
    void closesTheRecordingThatItWasGiven() throws IOException, InterruptedException {
        Recording recording = Recording.open(record(new SessionFixture(33, 500, 1, 1, 3)));
        assertThat(play(RecordingSource.of(recording)).samples).hasSize(500);
        SampleCursor late = recording.streams().get(0).samples();
        assertThatThrownBy(late::next).isInstanceOf(java.nio.channels.ClosedChannelException.class);
    }

    @Test
    void failsWhereASessionIsDamagedInTheMiddle() throws IOException, InterruptedException {
        SessionFixture made = new SessionFixture(31, 2000, 3, 1, 7);
        Path file = record(made);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 2000, (byte) 0xEE);
        Files.write(file, bytes);
        CollectingSink played = play(RecordingSource.open(file));
        assertThat(played.end).isEqualTo(SourceEnd.FAILED);
        assertThat(played.detail).contains("cannot be played beyond sample").contains("damage at bytes");
        assertThat(played.samples).hasSizeBetween(200, 1500);
    }

    private Path foreign(StreamInfo... infos) throws IOException {
        Path file = folder.resolve("foreign.xdf");
        try (XdfWriter writer = new XdfWriter(
                Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), "foreign", "")) {
            for (int i = 0; i < infos.length; i++) {
                XdfStreamWriter stream = writer.addStream(i + 1, infos[i]);
                if (infos[i].format().isText()) {
                    continue;
                }
                for (int n = 0; n < 1000; n++) {
                    double stamp = 1.7e9 + n / 100.0 + (n >= 600 ? 2 : 0);
                    stream.write(stamp, new double[] {n});
                    if (n % 500 == 250) {
                        stream.clockOffset(stamp, n == 250 ? -1.7e9 + 10 : -1.7e9 + 10.001);
                    }
                }
            }
        }
        return file;
    }

    private static StreamInfo stream(String name, double rateHz) {
        return StreamInfo.builder(name, "EEG")
                .nominalRateHz(rateHz)
                .format(ChannelFormat.DOUBLE64)
                .build();
    }

    @Test
    void playsTheOnlyNumericStreamWithARate() throws IOException, InterruptedException {
        StreamInfo markers =
                StreamInfo.builder("m", "Markers").format(ChannelFormat.STRING).build();
        CollectingSink played = play(RecordingSource.open(foreign(markers, stream("eeg", 100), stream("gaze", 0))));
        assertThat(played.end).isEqualTo(SourceEnd.FINISHED);
        assertThat(played.samples).hasSize(1000);
        Sample first = played.samples.get(0);
        assertThat(first.stampSeconds).isEqualTo(1.7e9);
        assertThat(first.clockCorrectionSeconds).isCloseTo(-1.7e9 + 10, org.assertj.core.api.Assertions.within(1e-6));
        assertThat(first.arrivalNanos).isBetween(9_999_000_000L, 10_001_000_000L);
        assertThat(played.samples.stream().filter(s -> s.flags != 0).map(s -> s.index))
                .containsExactly(600L);
        assertThat(played.samples.get(999).clockCorrectionSeconds - first.clockCorrectionSeconds)
                .isCloseTo(0.001, org.assertj.core.api.Assertions.within(1e-6));
    }

    @Test
    void asksWhichStreamWhenThereAreSeveral() throws IOException, InterruptedException {
        Path file = foreign(stream("a", 100), stream("b", 100));
        assertThatThrownBy(() -> RecordingSource.open(file))
                .isInstanceOf(RecordingException.class)
                .hasMessage(file + ": 2 numeric streams with a rate: must be 1; choose a name or id of:"
                        + " 1 'a' (EEG, 1 channels double64, 100.0 Hz); 2 'b' (EEG, 1 channels double64, 100.0 Hz)");
        assertThat(play(RecordingSource.open(file, "b")).samples).hasSize(1000);
        assertThat(play(RecordingSource.open(file, "1")).samples).hasSize(1000);
        assertThatThrownBy(() -> RecordingSource.open(file, "c")).hasMessageContaining("0 numeric streams");
    }

    @Test
    void stopsWhenItIsClosed() throws IOException, InterruptedException {
        Path file = record(new SessionFixture(1, 3000, 1, 1, 1));
        RecordingSource source = RecordingSource.open(file);
        CollectingSink sink = new CollectingSink(1) {
            @Override
            public void publish() {
                super.publish();
                if (samples.size() == 100) {
                    new Thread(source::close).start();
                }
                if (samples.size() > 100) {
                    Thread.yield();
                }
            }
        };
        source.start(sink);
        sink.await();
        source.close();
        source.close();
        assertThat(sink.end).isIn(SourceEnd.CLOSED, SourceEnd.FINISHED);
        assertThat(sink.samples).hasSizeGreaterThanOrEqualTo(100);
        assertThatThrownBy(() -> source.start(sink)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void playsBrainVisionFromZero() throws IOException, InterruptedException {
        Path file = SharedFiles.folder("data/eeg").resolve("occipital_256/occipital.vhdr");
        CollectingSink played = play(RecordingSource.open(file));
        assertThat(played.end).isEqualTo(SourceEnd.FINISHED);
        assertThat(played.samples.get(256).stampSeconds).isEqualTo(1);
        assertThat(played.samples.get(256).arrivalNanos).isEqualTo(1_000_000_000);
        assertThat(played.samples.get(256).clockCorrectionSeconds).isZero();
    }

    @Test
    void playsEverySharedXdfFileOrSaysWhyNot() throws IOException, InterruptedException {
        for (Path file : SharedFiles.withExpectations("xdf-")) {
            RecordingSource source;
            try {
                source = RecordingSource.open(file);
            } catch (RecordingException e) {
                assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
                continue;
            }
            long count = source.sampleCount();
            assertThat(play(source).samples).hasSize((int) count);
        }
    }
}
