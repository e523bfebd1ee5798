package org.phasor.recordings.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.phasor.acquisition.RigClock;

/** A disk for an audit log that is full from some moment on. */
public final class FullAuditDisk {

    private volatile boolean full;

    public void fill() {
        full = true;
    }

    /** As {@link AuditLog#open}. */
    public AuditLog begin(Path file, AuditHeader header) throws IOException {
        LineFile disk = LineFile.append(file);
        LineFile limited = new LineFile() {
            @Override
            public void write(byte[] line) throws IOException {
                if (full) {
                    throw new IOException("No space left on device");
                }
                disk.write(line);
            }

            @Override
            public void force() throws IOException {
                disk.force();
            }

            @Override
            public void close() throws IOException {
                disk.close();
            }
        };
        return AuditLog.to(limited, file.toString(), header, Instant::now, RigClock.SYSTEM);
    }
}
