package org.phasor.recordings.xdf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.phasor.lsl.HardenedXml;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.ClockOffset;
import org.phasor.recordings.Damage;
import org.phasor.recordings.Recording;
import org.phasor.recordings.RecordingException;

/**
 * Opens XDF files: one pass over the whole file counts samples, checks sizes and notes damage; samples are read again
 * from the file by cursors. Memory does not grow with the number of samples.
 */
public final class XdfReader {

    private static final int LARGEST_HEADER = 1 << 24;
    private static final int MOST_DAMAGE = 1000;
    private static final int MOST_NOTES = 1000;

    private final Path path;
    private final XdfBytes in;
    private final Map<Long, XdfStream.Builder> streams = new LinkedHashMap<>();
    private final Map<Long, StreamInfo> headersByPosition = new LinkedHashMap<>();
    private final List<Damage> damage = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private XdfReader(Path path, XdfBytes in) {
        this.path = path;
        this.in = in;
    }

    /** Whether a file's first bytes are those of XDF, plain, gzip or zlib. */
    public static boolean recognises(byte[] firstBytes) {
        return isPlain(firstBytes) || XdfInflater.recognises(firstBytes);
    }

    private static boolean isPlain(byte[] b) {
        return b.length >= 4 && b[0] == 'X' && b[1] == 'D' && b[2] == 'F' && b[3] == ':';
    }

    /**
     * Opens a plain or compressed file; a compressed one is unpacked into a temporary file, deleted on close.
     *
     * @throws RecordingException when it is not XDF
     */
    public static Recording open(Path file) throws IOException {
        List<Damage> unpacking = new ArrayList<>();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            byte[] first = firstBytes(channel);
            boolean packed = XdfInflater.recognises(first);
            if (packed) {
                channel.close();
                channel = XdfInflater.unpack(file, first, unpacking);
                first = firstBytes(channel);
            }
            if (!isPlain(first)) {
                throw new RecordingException(file + ": not XDF: starts with " + printable(first)
                        + (packed ? " after unpacking" : "") + ", must be 'XDF:'");
            }
            XdfReader reader = new XdfReader(file, new XdfBytes(channel, channel.size()));
            reader.index();
            unpacking.forEach(reader::addDamage);
            return reader.recording(channel, packed);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static byte[] firstBytes(FileChannel channel) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(8);
        while (first.hasRemaining() && channel.read(first, first.position()) > 0) {
            // Reads may be short.
        }
        return Arrays.copyOf(first.array(), first.position());
    }

    private static String printable(byte[] bytes) {
        if (bytes.length == 0) {
            return "nothing (an empty file)";
        }
        StringBuilder out = new StringBuilder("'");
        for (byte b : bytes) {
            out.append(b >= 32 && b < 127 ? (char) b : '.');
        }
        return out.append('\'').toString();
    }

    private void index() throws IOException {
        XdfChunks chunks = new XdfChunks(in, this::readHeader, this::addDamage);
        while (chunks.next()) {
            XdfStream.Builder stream = streams.get(chunks.streamId());
            switch (chunks.tag()) {
                case XdfTag.SAMPLES -> readSamples(chunks, stream);
                case XdfTag.CLOCK_OFFSET ->
                    stream.offsets.add(new ClockOffset(in.f64(chunks.from()), in.f64(chunks.from() + 8)));
                case XdfTag.STREAM_FOOTER -> readFooter(chunks, stream);
                default -> {
                    // The header was taken in by readHeader.
                }
            }
        }
        if (in.size() == 4) {
            addDamage(new Damage(4, 4, "no data after the first four bytes", List.of()));
        }
    }

    private void readSamples(XdfChunks chunks, XdfStream.Builder stream) throws IOException {
        XdfSampleScan scan = stream.scan;
        scan.enter(chunks.from(), chunks.to(), chunks.samples());
        while (scan.next()) {
            stream.statistics.add(scan.stampSeconds());
        }
        if (scan.remaining() > 0) {
            addDamage(new Damage(
                    scan.position(),
                    chunks.to(),
                    scan.remaining() + " samples that cannot be read",
                    List.of(chunks.streamId())));
        } else if (scan.position() < chunks.to()) {
            addDamage(new Damage(
                    scan.position(), chunks.to(), "bytes after the last sample", List.of(chunks.streamId())));
        }
    }

    private StreamInfo readHeader(long at, long id, long from, long to) throws IOException {
        if (to - from > LARGEST_HEADER) {
            note("stream " + id + ": header of " + (to - from) + " bytes: must be <= " + LARGEST_HEADER);
            return null;
        }
        try {
            XdfStreamHeader header = XdfStreamHeader.read(in.copy(from, (int) (to - from)));
            if (streams.containsKey(id)) {
                note("stream " + id + " has a second header at byte " + at + ": ignored");
                headersByPosition.put(at, streams.get(id).info);
                return streams.get(id).info;
            }
            for (String line : header.notes()) {
                note("stream " + id + ": " + line);
            }
            headersByPosition.put(at, header.info());
            streams.put(id, new XdfStream.Builder(id, header.info(), in));
            return header.info();
        } catch (IllegalArgumentException e) {
            note("stream " + id + ": header at byte " + at + " cannot be used: " + e.getMessage());
            return null;
        }
    }

    private void readFooter(XdfChunks chunks, XdfStream.Builder stream) throws IOException {
        if (chunks.to() - chunks.from() > LARGEST_HEADER) {
            return;
        }
        try {
            byte[] xml = in.copy(chunks.from(), (int) (chunks.to() - chunks.from()));
            String counted = HardenedXml.tree(new String(xml, StandardCharsets.UTF_8))
                    .child("sample_count")
                    .text()
                    .strip();
            String found = Long.toString(stream.statistics.count());
            stream.hasFooter = true;
            if (!counted.isEmpty() && !counted.equals(found)) {
                note("stream " + stream.id + ": its footer counts " + counted + " samples, the file holds " + found);
            }
        } catch (IllegalArgumentException e) {
            note("stream " + stream.id + ": its footer cannot be used: " + e.getMessage());
        }
    }

    private void note(String line) {
        if (notes.size() < MOST_NOTES) {
            notes.add(line);
        }
    }

    /** Damage of one kind that repeats is reported as one range; so is all beyond the thousandth. */
    private void addDamage(Damage found) {
        if (damage.isEmpty()) {
            streams.values().forEach(XdfStream.Builder::freezeIntact);
        }
        int last = damage.size() - 1;
        if (last >= 0) {
            Damage before = damage.get(last);
            boolean same = before.what().equals(found.what())
                    && before.streams().equals(found.streams())
                    && !found.what().startsWith("no chunk");
            if (same || damage.size() >= MOST_DAMAGE) {
                String what = same ? before.what() : "more damage";
                damage.set(last, new Damage(before.fromByte(), found.toByte(), what, before.streams()));
                return;
            }
        }
        damage.add(found);
    }

    private Recording recording(FileChannel channel, boolean packed) {
        for (XdfStream.Builder stream : streams.values()) {
            if (!stream.hasFooter) {
                note("stream " + stream.id + " has no footer: the recording was not closed");
            }
        }
        return new XdfRecording(
                path,
                packed ? "XDF (compressed)" : "XDF",
                channel,
                in.size(),
                headersByPosition,
                streams,
                damage,
                notes);
    }
}
