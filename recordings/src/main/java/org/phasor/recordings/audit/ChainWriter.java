package org.phasor.recordings.audit;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.phasor.acquisition.RigClock;

/**
 * Appends to a chained file, each record by one write. The first write that fails throws; from then on nothing is
 * written: what follows half a line could not be read. Any thread; takes a lock and writes to a disk, so never the
 * loop's.
 */
final class ChainWriter implements Closeable {

    private final LineFile file;
    private final String name;
    private final Supplier<Instant> now;
    private final RigClock clock;
    private long next;
    private String head;
    private boolean failed;
    private boolean closed;

    /**
     * @param name how errors call the file
     * @param next the number of the next record
     * @param head the hash of the last one
     */
    ChainWriter(LineFile file, String name, long next, String head, Supplier<Instant> now, RigClock clock) {
        this.file = file;
        this.name = name;
        this.next = next;
        this.head = head;
        this.now = now;
        this.clock = clock;
    }

    /** Returns false when nothing is written any more. */
    synchronized boolean append(String kind, Map<String, ?> fields, boolean force) throws IOException {
        if (failed || closed) {
            return false;
        }
        HashChain.Line line = HashChain.write(next, now.get(), clock.nanoTime(), kind, fields, head);
        try {
            file.write(line.bytes());
            next++;
            head = line.hash();
            if (force) {
                file.force();
            }
        } catch (IOException e) {
            throw failure(e);
        }
        return true;
    }

    synchronized void force() throws IOException {
        if (failed || closed) {
            return;
        }
        try {
            file.force();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private IOException failure(IOException e) {
        failed = true;
        return new IOException(name + ": cannot be written: " + e.getMessage(), e);
    }

    /** Number and hash of the last record. */
    synchronized ChainHead head() {
        return new ChainHead(next - 1, head);
    }

    synchronized boolean failed() {
        return failed;
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            file.close();
        }
    }
}
