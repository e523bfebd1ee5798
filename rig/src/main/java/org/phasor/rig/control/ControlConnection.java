package org.phasor.rig.control;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** One peer, on a thread of its own: the token, then a command per line. {@link #close} may come from any thread. */
final class ControlConnection implements Runnable {

    static final int LONGEST_LINE_BYTES = 1024;
    static final int MOST_COMMANDS = 64;

    private final Socket socket;
    private final byte[] token;
    private final ControlCommands commands;
    private final long longestNanos;
    private final Runnable atEnd;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean trusted;
    private volatile boolean closed;

    /**
     * @param longestNanos how long a line may take
     * @param atEnd run when the connection is gone
     */
    ControlConnection(Socket socket, byte[] token, ControlCommands commands, long longestNanos, Runnable atEnd) {
        this.socket = socket;
        this.token = token.clone();
        this.commands = commands;
        this.longestNanos = longestNanos;
        this.atEnd = atEnd;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            serve(new LineReader(socket, LONGEST_LINE_BYTES, longestNanos));
        } catch (IOException e) {
            // The peer went away, or was made to: nobody is left to tell.
        } finally {
            closed = true;
            atEnd.run();
        }
    }

    private void serve(LineReader lines) throws IOException {
        try {
            String first = lines.next();
            if (first == null) {
                return;
            }
            // In constant time: how long a wrong token takes tells nothing about the right one.
            if (!MessageDigest.isEqual(first.getBytes(StandardCharsets.UTF_8), token)) {
                throw new LineReader.Refused("wrong token");
            }
            trusted = true;
            tell(ControlCommands.OK);
            for (int taken = 0; taken < MOST_COMMANDS; taken++) {
                String line = lines.next();
                if (line == null) {
                    return;
                }
                heardNanos = System.nanoTime();
                tell(commands.answer(line));
            }
            throw new LineReader.Refused("no more than " + MOST_COMMANDS + " commands on one connection");
        } catch (LineReader.Refused e) {
            tell(ControlCommands.error(e.getMessage()));
        }
    }

    private void tell(String answer) throws IOException {
        socket.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it has shown the token. */
    boolean trusted() {
        return trusted;
    }

    /** When its last command came, or it did. */
    long heardNanos() {
        return heardNanos;
    }

    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }
}
