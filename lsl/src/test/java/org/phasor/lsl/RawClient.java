package org.phasor.lsl;

import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Talks to an outlet byte by byte. */
final class RawClient {

    private static final int PATIENCE_MS = 5000;

    private RawClient() {}

    static Socket connect(Outlet outlet) throws IOException {
        Socket socket = new Socket(TestNetwork.loopback(), outlet.info().v4DataPort());
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    }

    /** The whole answer to a request, up to where the outlet closes. */
    static byte[] ask(Outlet outlet, String request) throws IOException {
        try (Socket socket = connect(outlet)) {
            send(socket, request);
            return socket.getInputStream().readAllBytes();
        }
    }

    static String askText(Outlet outlet, String request) throws IOException {
        return new String(ask(outlet, request), StandardCharsets.UTF_8);
    }

    static byte[] read(Socket socket, int bytes) throws IOException {
        byte[] read = socket.getInputStream().readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException("closed after " + read.length + " of " + bytes + " bytes");
        }
        return read;
    }

    static String readHeader(Socket socket) throws IOException {
        StringBuilder header = new StringBuilder();
        while (header.indexOf("\r\n\r\n") < 0) {
            header.append((char) read(socket, 1)[0]);
        }
        return header.toString();
    }

    /** A feed's request with those headers only. */
    static String feedRequest(String uid, String... headers) {
        return "LSL:streamfeed/110 " + uid + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    /** Sends a datagram and returns what comes back to the socket within a third of a second of the last reply. */
    static List<String> askUdp(DatagramSocket socket, String request, int port) throws IOException {
        return askUdp(socket, request, TestNetwork.loopback(), port);
    }

    static List<String> askUdp(DatagramSocket socket, String request, InetAddress host, int port) throws IOException {
        byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, host, port));
        socket.setSoTimeout(300);
        List<String> replies = new ArrayList<>();
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            for (; ; ) {
                packet.setLength(65_536);
                socket.receive(packet);
                replies.add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
            }
        } catch (SocketTimeoutException e) {
            return replies;
        }
    }
}
