package org.phasor.recordings.brainvision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.recordings.Recording;
import org.phasor.recordings.RecordingException;
import org.phasor.recordings.SampleCursor;

@Timeout(10)
class BrainVisionReaderTest {

    private static final String HEADER = """
            Brain Vision Data Exchange Header File Version 1.0
            ; a comment = no entry
            a stray line
            [Common Infos]
            Codepage=UTF-8
            DataFile=$b.eeg
            MarkerFile=$b.vmrk
            DataFormat=BINARY
            DataOrientation=MULTIPLEXED
            NumberOfChannels=2
            SamplingInterval=1953.125
            [Binary Infos]
            BinaryFormat=INT_16
            UseBigEndianOrder=NO
            [Channel Infos]
            Ch1=A\\1B,,0.5,μV
            Ch2=Temp,,,C
            [Comment]
            NumberOfChannels=99
            """;

    @TempDir
    Path folder;

    private Path write(String header, byte[] data) throws IOException {
        Files.write(folder.resolve("x.eeg"), data);
        return Files.writeString(folder.resolve("x.vhdr"), header);
    }

    private static List<String> rows(Path header) throws IOException {
        List<String> rows = new ArrayList<>();
        try (Recording recording = Recording.open(header);
                SampleCursor cursor = recording.streams().get(0).samples()) {
            while (cursor.next()) {
                rows.add(Arrays.toString(cursor.values()));
            }
        }
        return rows;
    }

    private static byte[] shorts(ByteOrder order, int... values) {
        ByteBuffer out = ByteBuffer.allocate(2 * values.length).order(order);
        for (int value : values) {
            out.putShort((short) value);
        }
        return out.array();
    }

    @Test
    void readsMultiplexedIntegersWithResolutionAndUnit() throws IOException {
        Path header = write(HEADER, shorts(ByteOrder.LITTLE_ENDIAN, 1, 2, -3, 4));
        assertThat(rows(header)).containsExactly("[0.5, 2.0]", "[-1.5, 4.0]");
        try (Recording recording = Recording.open(header)) {
            var info = recording.streams().get(0).info();
            assertThat(info.labels()).containsExactly("A,B", "Temp");
            assertThat(info.channels().get(0).unit()).isEqualTo("\u00B5V");
            assertThat(info.channels().get(1).unit()).isEqualTo("C");
            assertThat(info.nominalRateHz()).isEqualTo(512);
            assertThat(recording.notes()).containsExactly("no marker file x.vmrk");
        }
    }

    @Test
    void readsBigEndianUnsignedAndVectorizedData() throws IOException {
        byte[] big = shorts(ByteOrder.BIG_ENDIAN, 1, 2, 65535, 4);
        String header = HEADER.replace("Order=NO", "Order=YES");
        assertThat(rows(write(header, big))).containsExactly("[0.5, 2.0]", "[-0.5, 4.0]");
        header = header.replace("INT_16", "UINT_16");
        assertThat(rows(write(header, big))).containsExactly("[0.5, 2.0]", "[32767.5, 4.0]");
        header = header.replace("MULTIPLEXED", "VECTORIZED");
        assertThat(rows(write(header, big))).containsExactly("[0.5, 65535.0]", "[1.0, 4.0]");
    }

    @Test
    void readsVectorizedDataOfManyBlocks() throws IOException {
        int points = 200_000;
        int[] values = new int[2 * points];
        for (int i = 0; i < points; i++) {
            values[i] = i % 20_000;
            values[points + i] = -(i % 20_000);
        }
        Path header = write(HEADER.replace("MULTIPLEXED", "VECTORIZED"), shorts(ByteOrder.LITTLE_ENDIAN, values));
        try (Recording recording = Recording.open(header)) {
            long[] index = {0};
            recording.streams().get(0).forEachSample(s -> {
                long wanted = index[0]++ % 20_000;
                assertThat(s.values()[0]).isEqualTo(wanted / 2.0);
                assertThat(s.values()[1]).isEqualTo(-wanted + 0.0);
            });
            assertThat(index[0]).isEqualTo(points);
        }
    }

    @Test
    void hidesTheTriggerChannelOfAVAmp() throws IOException {
        String header = HEADER.replace("Brain Vision Data", "Brain Vision V-Amp Data");
        assertThat(rows(write(header, shorts(ByteOrder.LITTLE_ENDIAN, 1, 2, 99, 3, 4, 99))))
                .containsExactly("[0.5, 2.0]", "[1.5, 4.0]");
    }

    @Test
    void readsOtherCodePagesAndAByteOrderMark() throws IOException {
        String ansi = HEADER.replace("UTF-8", "ANSI").replace("A\\1B", "Ä€");
        Path header = write("", new byte[8]);
        Files.write(header, ansi.getBytes(Charset.forName("windows-1252")));
        try (Recording recording = Recording.open(header)) {
            assertThat(recording.streams().get(0).info().labels().get(0)).isEqualTo("Ä€");
        }
        Files.write(header, ("\uFEFF" + HEADER).getBytes(StandardCharsets.UTF_8));
        try (Recording recording = Recording.open(header)) {
            assertThat(recording.streams().get(0).sampleCount()).isEqualTo(2);
        }
    }

    @Test
    void readsMarkersVerbatimAndNotesThoseWithoutAPosition() throws IOException {
        Path header = write(HEADER, new byte[40]);
        Files.writeString(folder.resolve("x.vmrk"), """
                Brain Vision Data Exchange Marker File, Version 1.0
                [Marker Infos]
                Mk1=New Segment,,1,1,0,20260101000000000000
                Mk2=Stimulus,S  1,3,1,0
                Mk3=Comment,a\\1b,x,1,0
                Mk4=New Segment,,5,1,0
                """);
        try (Recording recording = Recording.open(header)) {
            List<String> found = new ArrayList<>();
            recording
                    .streams()
                    .get(1)
                    .forEachSample(s -> found.add(s.stampSeconds() * 512 + Arrays.toString(s.texts())));
            assertThat(found).containsExactly("0.0[New Segment, ]", "2.0[Stimulus, S  1]", "4.0[New Segment, ]");
            assertThat(recording.notes()).containsExactly("marker mk3 = Comment,a\\1b,x,1,0: has no position");
            assertThat(recording.streams().get(0).gaps()).isEqualTo(1);
        }
    }

    @Test
    void reportsAnIncompleteLastSample() throws IOException {
        Path header = write(HEADER, new byte[11]);
        try (Recording recording = Recording.open(header)) {
            assertThat(recording.streams().get(0).sampleCount()).isEqualTo(2);
            assertThat(recording.damage()).hasSize(1);
            assertThat(recording.damage().get(0).fromByte()).isEqualTo(8);
        }
    }

    @Test
    void namesTheEntryThatCannotBeUsed() throws IOException {
        refuses("NumberOfChannels=2", "NumberOfChannels=0", "NumberOfChannels = \"0\": must be 1 to 65536");
        refuses("NumberOfChannels=2", "NumberOfChannels=many", "NumberOfChannels = \"many\": must be a number");
        refuses("=1953.125", "=-1", "SamplingInterval = \"-1\": must be microseconds > 0");
        refuses("INT_16", "INT_24", "BinaryFormat = \"INT_24\": must be INT_16, UINT_16, INT_32 or IEEE_FLOAT_32");
        refuses("DataFormat=BINARY", "DataFormat=ASCII", "DataFormat = \"ASCII\": must be BINARY");
        refuses("MULTIPLEXED", "SIDEWAYS", "DataOrientation = \"SIDEWAYS\": must be MULTIPLEXED or VECTORIZED");
        refuses(",0.5,", ",half,", "resolution of Ch1 = \"half\": must be a number");
        refuses("$b.eeg", "gone.eeg", "DataFile = gone.eeg: no such file beside it");
    }

    private void refuses(String text, String replacement, String message) throws IOException {
        Path header = write(HEADER.replace(text, replacement), new byte[8]);
        assertThatThrownBy(() -> Recording.open(header))
                .isInstanceOf(RecordingException.class)
                .hasMessage(header + ": " + message);
    }

    @Test
    void pointsFromTheDataFileToTheHeader() throws IOException {
        write(HEADER, new byte[8]);
        Path data = folder.resolve("x.eeg");
        assertThatThrownBy(() -> Recording.open(data)).hasMessageContaining("open the header (.vhdr)");
    }
}
