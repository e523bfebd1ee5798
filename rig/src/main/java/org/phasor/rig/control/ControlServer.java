package org.phasor.rig.control;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Listens on the loopback address for as long as a session runs, and leaves a {@link ControlFile} for those who may speak.
 * At most {@link #MOST_CONNECTIONS} peers at a time; who comes then takes the place of the longest silent one, those that
 * have shown no token first. Nobody is put out before {@link #PATIENCE_NANOS}: whoever sends at once is always heard.
 */
public final class ControlServer implements AutoCloseable {

    static final int MOST_CONNECTIONS = 4;
    static final long PATIENCE_NANOS = 50_000_000L;
    static final long LONGEST_LINE_NANOS = 10_000_000_000L;

    private static final int BACKLOG = 50;

    private final ServerSocket server;
    private final ControlFile file;
    private final Path path;
    private final byte[] token;
    private final ControlCommands commands;
    private final long longestLineNanos;
    private final Semaphore slots = new Semaphore(MOST_CONNECTIONS);
    private final Set<ControlConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private ControlServer(
            ServerSocket server, ControlFolder folder, ControlFile file, ControlTarget target, long longestLineNanos)
            throws IOException {
        this.server = server;
        this.file = file;
        this.longestLineNanos = longestLineNanos;
        token = file.token().getBytes(StandardCharsets.UTF_8);
        commands = new ControlCommands(target);
        path = folder.write(file);
    }

    /**
     * Opens the socket, then writes the file.
     *
     * @param rig the session's name for people
     * @throws IOException in one line, when there can be none: the session can go on without it
     */
    public static ControlServer open(ControlFolder folder, String rig, Path recording, ControlTarget target)
            throws IOException {
        return open(folder, rig, recording, target, LONGEST_LINE_NANOS);
    }

    static ControlServer open(
            ControlFolder folder, String rig, Path recording, ControlTarget target, long longestLineNanos)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            ControlFile file = ControlFile.ofThisProcess(
                    server.getInetAddress().getHostAddress(), server.getLocalPort(), rig, recording);
            ControlServer control = new ControlServer(server, folder, file, target, longestLineNanos);
            Thread thread = new Thread(control::accept, "phasor-control");
            thread.setDaemon(true);
            thread.start();
            return control;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Where and with which token it is reached. */
    public ControlFile file() {
        return file;
    }

    /** The file on disk. */
    public Path path() {
        return path;
    }

    /** How many peers are connected. */
    int connections() {
        return connections.size();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                takeSlot();
                serve(socket);
            } catch (IOException e) {
                // No more files to be had, or closed: in the first case it may be better in a moment.
                LockSupport.parkNanos(PATIENCE_NANOS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        ControlConnection[] self = new ControlConnection[1];
        ControlConnection connection = new ControlConnection(socket, token, commands, longestLineNanos, () -> {
            connections.remove(self[0]);
            slots.release();
        });
        self[0] = connection;
        connections.add(connection);
        try {
            Thread thread = new Thread(connection, "phasor-control-peer");
            thread.setDaemon(true);
            thread.start();
        } catch (OutOfMemoryError e) {
            // No thread to be had: this peer goes, the session and the next peer stay.
            connections.remove(connection);
            slots.release();
            socket.close();
        }
        if (closed) {
            connection.close();
        }
    }

    private void takeSlot() throws InterruptedException {
        while (!slots.tryAcquire()) {
            Optional<ControlConnection> silent = longestSilent();
            long waitNanos = silent.map(c -> c.heardNanos() + PATIENCE_NANOS - System.nanoTime())
                    .orElse(PATIENCE_NANOS);
            if (waitNanos <= 0) {
                silent.ifPresent(ControlConnection::close);
                waitNanos = PATIENCE_NANOS;
            }
            if (slots.tryAcquire(waitNanos, TimeUnit.NANOSECONDS)) {
                return;
            }
        }
    }

    private Optional<ControlConnection> longestSilent() {
        long nowNanos = System.nanoTime();
        return connections.stream()
                .filter(c -> !c.closed())
                .min(Comparator.comparing(ControlConnection::trusted).thenComparing(c -> c.heardNanos() - nowNanos));
    }

    /** Takes the file away, then the socket. */
    @Override
    public void close() {
        closed = true;
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Whoever meets it later sees that the process is gone.
        }
        try {
            server.close();
        } catch (IOException e) {
            // Nobody can connect either way.
        }
        connections.forEach(ControlConnection::close);
    }
}
