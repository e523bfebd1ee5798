package org.phasor.recordings.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk that takes so many bytes more, then part of a line, then nothing. */
final class FailingDisk implements DoseLedger.Disk {

    private long room;
    private boolean forceFails;

    FailingDisk(long room) {
        this.room = room;
    }

    void failToForce() {
        forceFails = true;
    }

    void fillUp() {
        room = 0;
    }

    @Override
    public LineFile append(Path file) throws IOException {
        LineFile good = LineFile.append(file);
        return new LineFile() {
            @Override
            public void write(byte[] line) throws IOException {
                if (line.length > room) {
                    good.write(Arrays.copyOf(line, (int) room));
                    room = 0;
                    throw new IOException("No space left on device");
                }
                room -= line.length;
                good.write(line);
            }

            @Override
            public void force() throws IOException {
                if (forceFails) {
                    throw new IOException("Input/output error");
                }
                // A test's file need not survive the loss of power, and there are thousands of these.
            }

            @Override
            public void close() throws IOException {
                good.close();
            }
        };
    }
}
