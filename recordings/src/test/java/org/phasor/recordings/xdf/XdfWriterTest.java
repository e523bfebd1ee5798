package org.phasor.recordings.xdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.FullDisk;
import org.phasor.recordings.Recording;
import org.phasor.recordings.RecordingException;

@Timeout(10)
class XdfWriterTest {

    private static final StreamInfo NUMBERS = StreamInfo.builder("n", "EEG")
            .format(ChannelFormat.DOUBLE64)
            .nominalRateHz(10)
            .build();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private int boundaries() {
        String all = bytes.toString(StandardCharsets.ISO_8859_1);
        String uuid = new String(XdfHeaderCheck.BOUNDARY_UUID, StandardCharsets.ISO_8859_1);
        return all.split(java.util.regex.Pattern.quote(uuid), -1).length - 1;
    }

    @Test
    void writesEveryHalfSecondAndABoundaryEveryTen() throws IOException {
        try (XdfWriter writer = new XdfWriter(Channels.newChannel(bytes), "memory", "")) {
            XdfStreamWriter stream = writer.addStream(1, NUMBERS);
            long lastWrite = 0;
            long longest = 0;
            int before = bytes.size();
            for (long now = 0; now <= 60_000_000_000L; now += 10_000_000L) {
                stream.write(now / 1e9, new double[] {1});
                writer.flushIfDue(now);
                if (bytes.size() > before) {
                    longest = Math.max(longest, now - lastWrite);
                    lastWrite = now;
                    before = bytes.size();
                }
            }
            assertThat(longest).isBetween(100_000_000L, 500_000_000L);
            assertThat(boundaries()).isBetween(6, 7);
        }
    }

    @Test
    void sendsALargeChunkWithoutBeingTold() throws IOException {
        XdfWriter writer = new XdfWriter(Channels.newChannel(bytes), "memory", "");
        XdfStreamWriter stream = writer.addStream(1, NUMBERS);
        for (int i = 0; i < 100_000; i++) {
            stream.write(i, new double[] {i});
        }
        assertThat(bytes.size()).isGreaterThan(1 << 20);
    }

    @Test
    void throwsOnceWhenTheDiskIsFull() throws IOException {
        Path file = folder.resolve("full.xdf");
        XdfWriter writer = new XdfWriter(new FullDisk(file, 3000), "full.xdf", "");
        XdfStreamWriter stream = writer.addStream(1, NUMBERS);
        for (int i = 0; i < 1000; i++) {
            stream.write(i, new double[] {i});
        }
        assertThatThrownBy(writer::flush)
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        "full.xdf: cannot write the recording: No space left on device; the first 3000 bytes are safe");
        stream.write(0, new double[] {0});
        assertThatCode(writer::flush).doesNotThrowAnyException();
        assertThatCode(writer::close).doesNotThrowAnyException();
        try (Recording recording = Recording.open(file)) {
            assertThat(recording.streams().get(0).sampleCount()).isBetween(50L, 150L);
            assertThat(recording.damage()).hasSize(1);
        }
    }

    @Test
    void givesUpOnATargetThatTakesNothing() throws IOException {
        WritableByteChannel stuck = new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) {
                return 0;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
        assertThatThrownBy(() -> new XdfWriter(stuck, "stuck", "")).hasMessageContaining("takes no more bytes");
    }

    @Test
    void leavesOutStampsWithinAChunkWhenAsked() throws IOException {
        Path file = folder.resolve("deduced.xdf");
        StreamInfo info = StreamInfo.builder("d", "x")
                .format(ChannelFormat.INT32)
                .nominalRateHz(4)
                .build();
        try (XdfWriter writer = new XdfWriter(
                Files.newByteChannel(
                        file, java.nio.file.StandardOpenOption.CREATE_NEW, java.nio.file.StandardOpenOption.WRITE),
                "deduced",
                "")) {
            XdfStreamWriter stream = writer.addStream(1, info);
            long before = writer.bytesWritten();
            for (int chunk = 0; chunk < 2; chunk++) {
                for (int i = 0; i < 3; i++) {
                    stream.writeWithDeducedStamp(100 * chunk + 9 * i, new int[] {10 * chunk + i});
                }
                writer.flush();
            }
            // Per chunk 16 bytes of its own, one stamp, three samples of a byte and an int32.
            assertThat(writer.bytesWritten() - before).isEqualTo(2 * (16 + 8 + 3 * 5));
        }
        List<Double> read = new ArrayList<>();
        try (Recording recording = Recording.open(file)) {
            assertThat(recording.damage()).isEmpty();
            recording.streams().get(0).forEachSample(s -> {
                read.add(s.stampSeconds());
                read.add(s.values()[0]);
            });
        }
        assertThat(read).containsExactly(0.0, 0.0, 0.25, 1.0, 0.5, 2.0, 100.0, 10.0, 100.25, 11.0, 100.5, 12.0);
    }

    @Test
    void refusesSamplesThatDoNotFitTheStream() throws IOException {
        XdfWriter writer = new XdfWriter(Channels.newChannel(bytes), "memory", "");
        XdfStreamWriter stream = writer.addStream(1, NUMBERS);
        assertThatThrownBy(() -> stream.write(0, new double[2])).hasMessageContaining("2 numbers for stream 'n'");
        assertThatThrownBy(() -> stream.write(0, "text")).hasMessageContaining("1 texts for stream 'n'");
        assertThatThrownBy(() -> stream.write(0, new int[1])).hasMessageContaining("must be int32");
        assertThatThrownBy(() -> writer.addStream(1, NUMBERS)).hasMessageContaining("is taken by");
        assertThatThrownBy(() -> writer.addStream(-1, NUMBERS)).hasMessageContaining("must be 0 to 4294967295");
    }

    @Test
    void closesWithFootersThatCount() throws IOException {
        Path file = folder.resolve("closed.xdf");
        try (XdfWriter writer = new XdfWriter(
                Files.newByteChannel(
                        file, java.nio.file.StandardOpenOption.CREATE_NEW, java.nio.file.StandardOpenOption.WRITE),
                "closed",
                "2026-11-20T08:30:00Z")) {
            XdfStreamWriter stream = writer.addStream(7, NUMBERS);
            stream.clockOffset(1, -2);
            stream.write(1.5, new double[] {1});
            stream.write(2.5, new double[] {1});
        }
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .contains("<datetime>2026-11-20T08:30:00Z</datetime>")
                .endsWith("<first_timestamp>1.5</first_timestamp><last_timestamp>2.5</last_timestamp>"
                        + "<sample_count>2</sample_count><clock_offsets><offset><time>1.0</time>"
                        + "<value>-2.0</value></offset></clock_offsets></info>");
    }
}
