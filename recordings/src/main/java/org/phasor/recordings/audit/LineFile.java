package org.phasor.recordings.audit;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** Where a chain's lines go. For one thread at a time. */
interface LineFile extends Closeable {

    /** Appends, by one write. */
    void write(byte[] line) throws IOException;

    /** Returns when the disk has all that was written. */
    void force() throws IOException;

    /** A file that is there. Not by a channel: that one would be closed for good when its thread is interrupted. */
    static LineFile append(Path file) throws IOException {
        FileOutputStream out = new FileOutputStream(file.toFile(), true);
        return new LineFile() {
            @Override
            public void write(byte[] line) throws IOException {
                out.write(line);
            }

            @Override
            public void force() throws IOException {
                out.getFD().sync();
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }
}
