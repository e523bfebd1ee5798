package org.phasor.recordings.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a ledger to one session at a time, by the operating system's lock: a program that ends, however, lets go of it.
 * On a file of its own, because on Linux whoever closes a file, even after reading it, loses the program's lock on it.
 */
final class LedgerLock implements Closeable {

    /** Of this program: a second lock would not be refused by every system, and its closing would lift the first. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path key;
    private final FileChannel channel;

    private LedgerLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param ledger named in the error
     * @throws IOException in one line, when another session has it
     */
    static LedgerLock take(Path ledger, Path file) throws IOException {
        Path key = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        if (!HELD.add(key)) {
            throw inUse(ledger);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                throw inUse(ledger);
            }
            return new LedgerLock(key, channel);
        } catch (FileSystemException e) {
            HELD.remove(key);
            throw new IOException(ledger + ": cannot be locked: " + e, e);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            HELD.remove(key);
            throw e;
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another class loader's copy of this program.
            return false;
        }
    }

    private static IOException inUse(Path ledger) {
        return new IOException(ledger + ": another session of this subject has it open");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(key);
        }
    }
}
