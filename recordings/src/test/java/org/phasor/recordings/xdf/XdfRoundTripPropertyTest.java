package org.phasor.recordings.xdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.ClockOffset;
import org.phasor.recordings.RecordedStream;
import org.phasor.recordings.Recording;
import org.phasor.recordings.SampleCursor;

/** What was written is read, for any mix of streams. */
@Timeout(30)
class XdfRoundTripPropertyTest {

    @TempDir
    Path folder;

    private record Row(double stamp, double[] values, String text) {}

    private static final class Made {
        StreamInfo info;
        long id;
        XdfStreamWriter writer;
        final List<Row> rows = new ArrayList<>();
        final List<ClockOffset> offsets = new ArrayList<>();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void readsWhatWasWritten(long seed) throws IOException {
        Random random = new Random(seed);
        Path file = folder.resolve("made.xdf");
        List<Made> streams = new ArrayList<>();
        WritableByteChannel target =
                Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (XdfWriter writer = new XdfWriter(target, "made", "")) {
            long now = random.nextLong() >> 8;
            for (int event = 0; event < 4000; event++) {
                if (streams.size() < 5 && (streams.isEmpty() || random.nextInt(50) == 0)) {
                    streams.add(stream(random, writer, streams.size()));
                }
                Made made = streams.get(random.nextInt(streams.size()));
                double stamp = random.nextInt(100) == 0 ? random.nextGaussian() * 1e9 : event / 100.0;
                if (random.nextInt(200) == 0) {
                    ClockOffset offset = new ClockOffset(stamp, random.nextGaussian());
                    made.offsets.add(offset);
                    made.writer.clockOffset(offset.collectedSeconds(), offset.offsetSeconds());
                } else if (made.info.format().isText()) {
                    String text = text(random);
                    made.rows.add(new Row(stamp, null, text));
                    made.writer.write(stamp, text);
                } else {
                    double[] values = values(random, made.info);
                    made.rows.add(new Row(stamp, values, null));
                    made.writer.write(stamp, values);
                }
                now += 10_000_000L + random.nextInt(20_000_000);
                writer.flushIfDue(now);
            }
        }
        compare(file, streams, seed);
        compare(packed(file, true), streams, seed);
        compare(packed(file, false), streams, seed);
    }

    private static Made stream(Random random, XdfWriter writer, int number) throws IOException {
        Made made = new Made();
        ChannelFormat[] formats = ChannelFormat.values();
        ChannelFormat format = formats[random.nextInt(formats.length)];
        made.id = number == 0 ? 0 : number == 1 ? 0xFFFFFFFFL : random.nextInt(1000) * 10L + number;
        made.info = StreamInfo.builder("Stream ä " + number, "x")
                .format(format)
                .channelCount(format.isText() ? 1 : 1 + random.nextInt(4))
                .nominalRateHz(random.nextInt(3) * 50)
                .build();
        made.writer = writer.addStream(made.id, made.info);
        return made;
    }

    private static String text(Random random) {
        int length = random.nextInt(5) == 0 ? 0 : random.nextInt(400);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(random.nextInt(4) == 0 ? 0x1F9E0 : 9 + random.nextInt(0x500));
        }
        return text.toString();
    }

    /** Values that the format holds exactly. */
    private static double[] values(Random random, StreamInfo info) {
        double[] values = new double[info.channelCount()];
        for (int c = 0; c < values.length; c++) {
            values[c] = switch (info.format()) {
                case INT8 -> (byte) random.nextInt();
                case INT16 -> (short) random.nextInt();
                case INT32 -> random.nextInt();
                case INT64 -> random.nextLong() >> 11;
                case FLOAT32 -> Float.intBitsToFloat(random.nextInt() & 0xFF7FFFFF);
                default -> random.nextInt(50) == 0 ? Double.NaN : random.nextGaussian();
            };
        }
        return values;
    }

    private Path packed(Path file, boolean gzip) throws IOException {
        Path packed = folder.resolve(gzip ? "made.xdfz" : "zlib.xdfz");
        try (var raw = Files.newOutputStream(packed);
                var out = gzip ? new GZIPOutputStream(raw) : new DeflaterOutputStream(raw)) {
            Files.copy(file, out);
        }
        return packed;
    }

    private static void compare(Path file, List<Made> streams, long seed) throws IOException {
        try (Recording recording = Recording.open(file)) {
            assertThat(recording.damage()).as("seed %d", seed).isEmpty();
            assertThat(recording.notes()).as("seed %d", seed).isEmpty();
            assertThat(recording.streams()).hasSameSizeAs(streams);
            for (int s = 0; s < streams.size(); s++) {
                compare(recording.streams().get(s), streams.get(s), seed);
            }
        }
    }

    private static void compare(RecordedStream read, Made made, long seed) throws IOException {
        assertThat(read.id()).isEqualTo(made.id);
        assertThat(read.info().toXml()).isEqualTo(made.info.toXml());
        assertThat(read.sampleCount()).isEqualTo(made.rows.size());
        assertThat(read.intactSampleCount()).isEqualTo(made.rows.size());
        assertThat(read.clockOffsets()).isEqualTo(made.offsets);
        try (SampleCursor cursor = read.samples()) {
            for (Row row : made.rows) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.stampSeconds()).as("seed %d", seed).isEqualTo(row.stamp);
                if (row.text != null) {
                    assertThat(cursor.texts()).as("seed %d", seed).containsExactly(row.text);
                } else {
                    assertThat(cursor.values()).as("seed %d", seed).containsExactly(row.values);
                }
            }
            assertThat(cursor.next()).isFalse();
        }
    }
}
