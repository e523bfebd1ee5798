package org.phasor.rig.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A raw peer of the control socket, for tests. */
final class Peer implements AutoCloseable {

    final Socket socket;
    private final BufferedReader in;

    Peer(ControlFile session) throws IOException {
        socket = new Socket(session.host(), session.port());
        socket.setSoTimeout(20_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static Peer trusted(ControlFile session) throws IOException {
        Peer peer = new Peer(session);
        if (!peer.ask(session.token()).equals("ok")) {
            throw new IOException("the token was not taken");
        }
        return peer;
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    String ask(String line) throws IOException {
        send(line + "\n");
        return in.readLine();
    }

    /** Null when it was closed in order. */
    String read() throws IOException {
        return in.readLine();
    }

    /** Whether the other side has closed: what it still said is thrown away. */
    boolean isHungUp() {
        try {
            while (in.readLine() != null) {
                // On to the end.
            }
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
