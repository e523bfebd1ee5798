package org.phasor.recordings.audit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A chained file, line by line: never more than one line of it is in memory. For one thread. */
final class ChainReader implements Closeable {

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private String head = HashChain.START;
    private long records;
    private long recordsEnd;
    private byte[] cut = {};

    /**
     * @throws IOException one line when there is no such file
     */
    ChainReader(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + ": is not a file");
        }
        try {
            in = Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + ": cannot be read: permission denied", e);
        }
    }

    /**
     * The next record; null after the last whole line.
     *
     * @throws BrokenChainException when the line does not follow
     */
    ChainRecord next() throws IOException {
        byte[] line = line();
        if (line == null) {
            return null;
        }
        ChainRecord read = HashChain.read(line, records, head);
        head = read.hash();
        records++;
        recordsEnd += line.length + 1;
        return read;
    }

    /** Without its end; null when there is none, which leaves what was begun in {@link #cut}. */
    private byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        while (true) {
            if (at == filled) {
                at = 0;
                filled = Math.max(0, in.read(buffer));
                if (filled == 0) {
                    cut = line.toByteArray();
                    return null;
                }
            }
            int from = at;
            while (at < filled && buffer[at] != '\n') {
                at++;
            }
            line.write(buffer, from, at - from);
            if (line.size() > HashChain.MOST_LINE_BYTES) {
                throw new BrokenChainException(
                        records, "is longer than " + HashChain.MOST_LINE_BYTES + " bytes: nothing of ours");
            }
            if (at < filled) {
                at++;
                return line.toByteArray();
            }
        }
    }

    /** Records read so far. */
    long records() {
        return records;
    }

    /** The hash of the last record read. */
    String head() {
        return head;
    }

    /** Where the last record read ends, in bytes. */
    long recordsEnd() {
        return recordsEnd;
    }

    /** After the last record: a line without an end, as a crash leaves it; empty when there is none. */
    byte[] cut() {
        return cut;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
