package org.phasor.recordings.xdf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.phasor.recordings.RecordingException;

/** Little-endian numbers at any position of a file, through a window that moves. Not for sharing between threads. */
final class XdfBytes {

    private static final int WINDOW_BYTES = 1 << 17;

    private final FileChannel file;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long start;

    /** @param size how much of the file to read: what is appended later is left alone */
    XdfBytes(FileChannel file, long size) {
        this.file = file;
        this.size = size;
        window.limit(0);
    }

    long size() {
        return size;
    }

    boolean has(long position, long bytes) {
        return position >= 0 && bytes >= 0 && bytes <= size && position <= size - bytes;
    }

    int u8(long position) throws IOException {
        return window.get(at(position, 1)) & 0xFF;
    }

    int i8(long position) throws IOException {
        return window.get(at(position, 1));
    }

    int u16(long position) throws IOException {
        return window.getShort(at(position, 2)) & 0xFFFF;
    }

    int i16(long position) throws IOException {
        return window.getShort(at(position, 2));
    }

    int i32(long position) throws IOException {
        return window.getInt(at(position, 4));
    }

    long u32(long position) throws IOException {
        return i32(position) & 0xFFFFFFFFL;
    }

    long i64(long position) throws IOException {
        return window.getLong(at(position, 8));
    }

    float f32(long position) throws IOException {
        return window.getFloat(at(position, 4));
    }

    double f64(long position) throws IOException {
        return window.getDouble(at(position, 8));
    }

    /** Copies bytes that are known to be there ({@link #has}). */
    byte[] copy(long position, int bytes) throws IOException {
        byte[] out = new byte[bytes];
        int done = 0;
        while (done < bytes) {
            int part = Math.min(bytes - done, WINDOW_BYTES);
            window.get(at(position + done, part), out, done, part);
            done += part;
        }
        return out;
    }

    /** A variable-length integer: its value, or −1 when it is malformed, cut or beyond any file. */
    long varlen(long position) throws IOException {
        if (!has(position, 1)) {
            return -1;
        }
        int bytes = u8(position);
        if (!has(position + 1, bytes)) {
            return -1;
        }
        return switch (bytes) {
            case 1 -> u8(position + 1);
            case 4 -> u32(position + 1);
            case 8 -> Math.max(-1, i64(position + 1));
            default -> -1;
        };
    }

    /** Bytes that a well-formed variable-length integer takes. */
    int varlenBytes(long position) throws IOException {
        return 1 + u8(position);
    }

    private int at(long position, int bytes) throws IOException {
        long offset = position - start;
        if (offset >= 0 && offset + bytes <= window.limit()) {
            return (int) offset;
        }
        if (!has(position, bytes)) {
            throw new IllegalStateException("bytes " + position + " to " + (position + bytes) + " of " + size);
        }
        window.clear();
        window.limit((int) Math.min(WINDOW_BYTES, size - position));
        start = position;
        while (window.hasRemaining()) {
            if (file.read(window, start + window.position()) < 0) {
                window.limit(0);
                throw new RecordingException("the file became shorter than " + size + " bytes while it was read");
            }
        }
        window.flip();
        return 0;
    }
}
