package org.phasor.recordings.xdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.Damage;
import org.phasor.recordings.Recording;
import org.phasor.recordings.RecordingException;
import org.phasor.recordings.SampleCursor;

/** Files that lie, break off or are no XDF. */
@Timeout(30)
class XdfDamageTest {

    private static final StreamInfo NUMBERS = StreamInfo.builder("numbers", "EEG")
            .format(ChannelFormat.INT32)
            .channelCount(2)
            .nominalRateHz(100)
            .build();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Ten chunks of ten samples each, without a boundary; sample i holds i and −i. */
    private List<Integer> chunks() throws IOException {
        List<Integer> starts = new ArrayList<>();
        XdfWriter writer = new XdfWriter(Channels.newChannel(bytes), "memory", "");
        XdfStreamWriter stream = writer.addStream(5, NUMBERS);
        for (int i = 0; i < 100; i++) {
            stream.write(i / 100.0, new int[] {i, -i});
            if (i % 10 == 9) {
                starts.add(bytes.size());
                writer.flush();
            }
        }
        return starts;
    }

    private Recording open(byte[] content) throws IOException {
        return Recording.open(Files.write(folder.resolve("file.xdf"), content));
    }

    private static List<Integer> firsts(Recording recording) throws IOException {
        List<Integer> found = new ArrayList<>();
        try (SampleCursor cursor = recording.streams().get(0).samples()) {
            while (cursor.next()) {
                assertThat(cursor.values()[1]).isEqualTo(-cursor.values()[0] + 0.0);
                found.add((int) cursor.values()[0]);
            }
        }
        return found;
    }

    private static List<Integer> range(int from, int to) {
        List<Integer> range = new ArrayList<>();
        for (int i = from; i < to; i++) {
            range.add(i);
        }
        return range;
    }

    @Test
    void keepsTheCompleteSamplesOfACutChunk() throws IOException {
        int start = chunks().get(9);
        byte[] cut = Arrays.copyOf(bytes.toByteArray(), start + 16 + 3 * 17 + 5);
        try (Recording recording = open(cut)) {
            assertThat(firsts(recording)).isEqualTo(range(0, 93));
            assertThat(recording.damage())
                    .containsExactly(new Damage(cut.length - 5, cut.length, "samples that are cut", List.of(5L)));
            assertThat(recording.streams().get(0).intactSampleCount()).isEqualTo(93);
        }
    }

    @Test
    void findsTheNextChunkAfterGarbageWithoutABoundary() throws IOException {
        int at = chunks().get(4);
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(bytes.toByteArray(), 0, at);
        damaged.write(new byte[] {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9});
        damaged.write(bytes.toByteArray(), at, bytes.size() - at);
        try (Recording recording = open(damaged.toByteArray())) {
            assertThat(firsts(recording)).isEqualTo(range(0, 100));
            assertThat(recording.damage()).containsExactly(new Damage(at, at + 15, "no chunk here", List.of()));
            assertThat(recording.streams().get(0).intactSampleCount()).isEqualTo(40);
        }
    }

    @Test
    void survivesBytesOfAnyKind() throws IOException {
        List<Integer> starts = chunks();
        byte[] sound = bytes.toByteArray();
        long seed = 5;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            ByteArrayOutputStream made = new ByteArrayOutputStream();
            made.write(sound, 0, starts.get(0));
            for (int piece = 0; piece < 8; piece++) {
                int at = starts.get(random.nextInt(9));
                if (random.nextBoolean()) {
                    made.write(sound, at, random.nextInt(187));
                } else {
                    byte[] noise = new byte[random.nextInt(60)];
                    for (int i = 0; i < noise.length; i++) {
                        noise[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(9));
                    }
                    made.write(noise);
                }
            }
            try (Recording recording = open(made.toByteArray())) {
                long[] count = {0};
                recording.streams().get(0).forEachSample(s -> count[0]++);
                assertThat(count[0])
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(recording.streams().get(0).sampleCount());
            }
        }
    }

    @Test
    void findsACutChunkAfterGarbage() throws IOException {
        int at = chunks().get(9);
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(bytes.toByteArray(), 0, at);
        damaged.write(new byte[] {3, 1, 4, 1, 5});
        damaged.write(bytes.toByteArray(), at, 16 + 4 * 17 + 3);
        try (Recording recording = open(damaged.toByteArray())) {
            assertThat(firsts(recording)).isEqualTo(range(0, 94));
            assertThat(recording.damage()).hasSize(2);
        }
    }

    @Test
    void keepsTheCompleteSamplesOfTheVeryFirstChunk() throws IOException {
        int start = chunks().get(0);
        for (int cut = start + 16 + 17; cut < start + 16 + 10 * 17; cut++) {
            try (Recording recording = open(Arrays.copyOf(bytes.toByteArray(), cut))) {
                assertThat(firsts(recording)).isEqualTo(range(0, (cut - start - 16) / 17));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50, 180, 182, 100_000, 0x7FFFFFFF, -1})
    void survivesAChunkThatLiesAboutItsLength(int length) throws IOException {
        int at = chunks().get(4);
        byte[] damaged = bytes.toByteArray();
        ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 1, length);
        try (Recording recording = open(damaged)) {
            assertThat(firsts(recording)).containsAll(range(0, 40)).containsAll(range(50, 100));
            assertThat(recording.damage()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 11, 1_000_000, 0x7FFFFFFF, -1})
    void survivesAChunkThatLiesAboutItsSamples(int count) throws IOException {
        int at = chunks().get(4);
        byte[] damaged = bytes.toByteArray();
        ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 12, count);
        try (Recording recording = open(damaged)) {
            assertThat(firsts(recording)).containsAll(range(0, 40)).containsAll(range(50, 100));
            assertThat(recording.damage()).isNotEmpty();
        }
    }

    @Test
    void allocatesNothingForALyingCountOfChannels() throws IOException {
        XdfWriter writer = new XdfWriter(Channels.newChannel(bytes), "memory", "");
        writer.addStream(
                5, StreamInfo.builder("x", "").channelCount(2_000_000_000).build());
        byte[] damaged = bytes.toByteArray();
        try (Recording recording = open(damaged)) {
            assertThat(recording.streams()).isEmpty();
            assertThat(recording.notes().toString()).contains("channel_count = 2000000000: must be a whole number");
            assertThat(recording.damage()).isNotEmpty();
        }
    }

    @Test
    void findsABoundaryAcrossTheEdgeOfItsWindow() throws IOException {
        chunks();
        int whole = bytes.size();
        for (int shift = 0; shift < 40; shift += 3) {
            ByteArrayOutputStream damaged = new ByteArrayOutputStream();
            damaged.write(bytes.toByteArray());
            damaged.write(new byte[(1 << 17) - 60 + shift]);
            damaged.write(XdfHeaderCheck.BOUNDARY_UUID);
            damaged.write(bytes.toByteArray(), whole - 186, 186);
            try (Recording recording = open(damaged.toByteArray())) {
                assertThat(recording.streams().get(0).sampleCount()).isEqualTo(110);
            }
        }
    }

    @Test
    void saysWhatIsWrongWithFilesThatAreNoRecording() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.xdf"));
        assertThatThrownBy(() -> Recording.open(empty))
                .isInstanceOf(RecordingException.class)
                .hasMessage(empty + ": the file is empty");
        Path text = Files.writeString(folder.resolve("text.xdf"), "hello");
        assertThatThrownBy(() -> Recording.open(text)).hasMessage(text + ": not XDF: must start with 'XDF:'");
        Path none = folder.resolve("none.xdf");
        assertThatThrownBy(() -> Recording.open(none)).hasMessage(none + ": no such file");
        assertThatThrownBy(() -> Recording.open(folder)).hasMessage(folder + ": not a file");
        Path packed = folder.resolve("packed.xdfz");
        try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        assertThatThrownBy(() -> Recording.open(packed))
                .hasMessage(packed + ": not XDF: starts with 'hello' after unpacking, must be 'XDF:'");
    }

    @Test
    void opensAFileOfTheMagicOnlyAndSaysThatItHoldsNothing() throws IOException {
        try (Recording recording = open("XDF:".getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
            assertThat(recording.streams()).isEmpty();
            assertThat(recording.damage().get(0).what()).isEqualTo("no data after the first four bytes");
        }
    }

    @Test
    void readsACompressedFileThatBreaksOff() throws IOException {
        chunks();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (var out = new java.util.zip.GZIPOutputStream(packed, 512, true)) {
            out.write(bytes.toByteArray());
        }
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 60);
        try (Recording recording = open(cut)) {
            assertThat(recording.streams().get(0).sampleCount()).isBetween(10L, 99L);
            assertThat(recording.damage().toString()).contains("compressed data broke off here");
        }
    }

    @Test
    void seeksOverAnUnknownChunkOfThreeGigabytes() throws IOException {
        chunks();
        byte[] all = bytes.toByteArray();
        long hole = 3_000_000_000L;
        Path file = folder.resolve("big.xdf");
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            out.write(ByteBuffer.wrap(all));
            ByteBuffer header = ByteBuffer.allocate(11).order(ByteOrder.LITTLE_ENDIAN);
            header.put((byte) 8).putLong(2 + hole).putShort((short) 77).flip();
            out.write(header);
            out.position(all.length + 11 + hole);
            out.write(ByteBuffer.wrap(all, all.length - 186, 186));
        }
        try (Recording recording = Recording.open(file)) {
            assertThat(recording.damage()).isEmpty();
            assertThat(recording.streams().get(0).sampleCount()).isEqualTo(110);
            List<Integer> expected = range(0, 100);
            expected.addAll(range(90, 100));
            assertThat(firsts(recording)).isEqualTo(expected);
        }
    }

    @Test
    void readsHeadersThatLackWhatIsNotNeeded() throws IOException {
        ByteBuffer file = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        byte[] xml = ("<info><channel_count>1</channel_count><nominal_srate>256.0000000000000</nominal_srate>"
                        + "<channel_format>int8</channel_format><created_at>soon</created_at></info>")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        file.put("XDF:".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        file.put((byte) 4).putInt(6 + xml.length).putShort((short) 2).putInt(1).put(xml);
        file.put((byte) 1)
                .put((byte) 12)
                .putShort((short) 3)
                .putInt(1)
                .put((byte) 1)
                .put((byte) 2);
        file.put((byte) 0).put((byte) 42).put((byte) 0).put((byte) -1);
        try (Recording recording = open(Arrays.copyOf(file.array(), file.position()))) {
            assertThat(recording.damage()).isEmpty();
            assertThat(recording.streams().get(0).info().name()).isEqualTo("unnamed");
            assertThat(recording.notes())
                    .contains(
                            "stream 1: stream without a name: called 'unnamed'",
                            "stream 1: created_at = \"soon\" is no number: taken as 0");
            try (SampleCursor cursor = recording.streams().get(0).samples()) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.stampSeconds()).isEqualTo(2 / 256.0);
                assertThat(cursor.values()[0]).isEqualTo(-1);
            }
        }
    }
}
