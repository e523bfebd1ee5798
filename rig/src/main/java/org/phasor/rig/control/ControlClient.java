package org.phasor.rig.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** Speaks to a running session. Every call ends within {@link #LONGEST_NANOS}. */
public final class ControlClient {

    static final long LONGEST_NANOS = 3_000_000_000L;

    /** Short: where many push in, a new attempt is sooner let in than one that waits. */
    private static final int CONNECT_MS = 100;

    private static final int LISTENS_MS = 250;
    private static final long PAUSE_NANOS = 20_000_000L;

    /** An answer of status is longer than a command. */
    private static final int LONGEST_ANSWER_BYTES = 64 * 1024;

    private ControlClient() {}

    /**
     * Sends one command and waits for its answer. Tries again when it was put out to make room for others: only for a
     * command that may be given twice.
     *
     * @param command one line, as docs/control.md has them
     * @return the answer: {@code ok...} or {@code error: ...}
     * @throws IOException in one line, when the session cannot be reached or does not answer
     */
    public static String ask(ControlFile session, String command) throws IOException {
        long start = System.nanoTime();
        IOException last = null;
        do {
            try {
                return once(session, command, LONGEST_NANOS - (System.nanoTime() - start));
            } catch (LineReader.Refused e) {
                throw new IOException("it does not answer", e);
            } catch (ConnectException e) {
                throw new IOException("nobody listens on port " + session.port(), e);
            } catch (IOException e) {
                last = e;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } while (System.nanoTime() - start < LONGEST_NANOS);
        throw new IOException("it hangs up: " + last.getMessage(), last);
    }

    private static String once(ControlFile session, String command, long nanos) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(session.host(), session.port()), CONNECT_MS);
            String lines = session.token() + "\n" + command + "\n";
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
            LineReader answers = new LineReader(socket, LONGEST_ANSWER_BYTES, nanos);
            String toToken = answers.next();
            if (ControlCommands.OK.equals(toToken)) {
                toToken = answers.next();
            }
            if (toToken == null) {
                throw new IOException("the connection was closed");
            }
            return toToken;
        }
    }

    /** Whether anybody takes connections there. */
    static boolean listens(ControlFile session) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(session.host(), session.port()), LISTENS_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
