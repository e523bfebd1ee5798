package org.phasor.recordings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on a disk that takes so many bytes and no more; writes are short when it fills up. */
public final class FullDisk implements WritableByteChannel {

    private final FileChannel file;
    private long room;

    public FullDisk(Path path, long room) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.room = room;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        if (room == 0) {
            throw new IOException("No space left on device");
        }
        ByteBuffer part = source.slice();
        part.limit((int) Math.min(part.limit(), Math.min(room, 1000)));
        int n = file.write(part);
        source.position(source.position() + n);
        room -= n;
        return n;
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
