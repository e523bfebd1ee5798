package org.phasor.recordings.xdf;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.Damage;
import org.phasor.recordings.RecordedStream;
import org.phasor.recordings.Recording;

/** An XDF file that was indexed by {@link XdfReader}. */
final class XdfRecording implements Recording {

    private final Path path;
    private final String format;
    private final FileChannel channel;
    private final long size;
    private final Map<Long, StreamInfo> headersByPosition;
    private final List<RecordedStream> streams;
    private final List<Damage> damage;
    private final List<String> notes;

    XdfRecording(
            Path path,
            String format,
            FileChannel channel,
            long size,
            Map<Long, StreamInfo> headersByPosition,
            Map<Long, XdfStream.Builder> builders,
            List<Damage> damage,
            List<String> notes) {
        this.path = path;
        this.format = format;
        this.channel = channel;
        this.size = size;
        this.headersByPosition = headersByPosition;
        this.damage = List.copyOf(damage);
        List<RecordedStream> built = new ArrayList<>();
        for (XdfStream.Builder builder : builders.values()) {
            built.add(new XdfStream(this, builder));
        }
        this.streams = List.copyOf(built);
        this.notes = List.copyOf(notes);
    }

    /** A window of its own on the file: cursors do not disturb each other. */
    XdfBytes bytes() {
        return new XdfBytes(channel, size);
    }

    StreamInfo headerAt(long chunkStart) {
        return headersByPosition.get(chunkStart);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public String format() {
        return format;
    }

    @Override
    public List<RecordedStream> streams() {
        return streams;
    }

    @Override
    public List<Damage> damage() {
        return damage;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
