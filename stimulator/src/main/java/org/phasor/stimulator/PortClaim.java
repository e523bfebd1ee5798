package org.phasor.stimulator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Keeps a port to one rig at a time: the system would let a second program write to it, as the watchdog process must, and
 * two rigs on one stimulator would each keep to limits that together mean nothing. A lock of the operating system's on a
 * file in the folder for temporary files: a program that ends, however, lets go of it.
 */
final class PortClaim implements Closeable {

    private final FileChannel channel;

    private PortClaim(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param port whatever leads to the same device is the same port
     * @throws IOException in one line, when another rig has it
     */
    static PortClaim take(String port) throws IOException {
        return take(port, Path.of(System.getProperty("java.io.tmpdir")));
    }

    static PortClaim take(String port, Path folder) throws IOException {
        String where = Stimulators.SERIAL_TTL + " " + port + ": ";
        Path file = folder.resolve("phasor-port" + device(port).replaceAll("[^A-Za-z0-9]", "-") + ".lock");
        FileChannel channel = null;
        try {
            channel = open(file);
            if (channel.tryLock() != null) {
                return new PortClaim(channel);
            }
        } catch (OverlappingFileLockException e) {
            // This program's own: the same.
        } catch (FileSystemException e) {
            throw new IOException(where + "cannot be claimed by the file " + e, e);
        } catch (IOException e) {
            channel.close();
            throw new IOException(where + "cannot be claimed by the file " + file + ": " + e, e);
        }
        channel.close();
        throw new IOException(where + "another rig has it open");
    }

    private static String device(String port) {
        try {
            return Path.of(port).toRealPath().toString();
        } catch (IOException | RuntimeException e) {
            // No file, as on Windows, where the system keeps a port to one program; or it is refused a moment later.
            return port;
        }
    }

    /** Another person's file is opened without being made: some systems forbid that in the folder that all share. */
    private static FileChannel open(Path file) throws IOException {
        if (Files.exists(file)) {
            return FileChannel.open(file, StandardOpenOption.WRITE);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (IOException | UnsupportedOperationException e) {
            // Then it is for this person's programs only.
        }
        return channel;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock goes with the program.
        }
    }
}
