package org.phasor.stimulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/**
 * Sends one datagram per pulse to a program on the same machine: {@code phasor pulse <id> condition <c>} and a line
 * feed, in ASCII. Loopback only: a datagram that left the machine could fire anything.
 *
 * <p>The socket is connected and does not block. A port that nobody listens on is reported by the system one pulse
 * late, and then is a failure.
 */
final class UdpStimulator implements Stimulator {

    private static final byte[] BEFORE_ID = "phasor pulse ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEFORE_CONDITION = " condition ".getBytes(StandardCharsets.US_ASCII);

    private final InetSocketAddress target;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(80);
    private final DeviceFailure notOpen;
    private final DeviceFailure notTaken;
    private final DeviceFailure notSent;
    private DatagramChannel channel;
    private volatile boolean open;

    UdpStimulator(String host, int port) {
        target = new InetSocketAddress(loopback(host), port);
        String where = "udp " + host + ":" + port + ": ";
        notOpen = new DeviceFailure(where + "not open");
        notTaken = new DeviceFailure(where + "the socket took no datagram");
        notSent = new DeviceFailure(where + "the datagram could not be sent; does a program listen there?");
    }

    /**
     * The address of {@code localhost}, {@code ::1} or 127.x.x.x; asks no name server.
     *
     * @throws IllegalArgumentException for any other
     */
    static InetAddress loopback(String host) {
        try {
            if (host.equals("::1")) {
                return InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
            }
            String[] parts = (host.equals("localhost") ? "127.0.0.1" : host).split("\\.", -1);
            byte[] address = new byte[4];
            boolean sound = parts.length == 4 && parts[0].equals("127");
            for (int i = 0; i < 4 && sound; i++) {
                sound = parts[i].matches("[0-9]{1,3}") && Integer.parseInt(parts[i]) <= 255;
                address[i] = sound ? (byte) Integer.parseInt(parts[i]) : 0;
            }
            if (sound) {
                return InetAddress.getByAddress(address);
            }
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of four or sixteen bytes was refused", e);
        }
        throw new IllegalArgumentException(
                "udpHost = \"" + host + "\": must be on this machine: localhost, ::1 or 127.x.x.x");
    }

    @Override
    public String name() {
        return Stimulators.UDP;
    }

    @Override
    public boolean live() {
        return false;
    }

    @Override
    public void open(Alarm alarm) throws IOException {
        boolean v4 = target.getAddress().getAddress().length == 4;
        DatagramChannel opened = DatagramChannel.open(v4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            opened.configureBlocking(false);
            opened.connect(target);
        } catch (IOException e) {
            opened.close();
            throw new IOException("udp " + target + ": could not connect: " + e.getMessage(), e);
        }
        channel = opened;
        open = true;
    }

    @Override
    public boolean ready() {
        return open;
    }

    @Override
    public void fire(long decisionId, int condition) {
        if (!open) {
            throw notOpen;
        }
        datagram.clear();
        datagram.put(BEFORE_ID);
        putNumber(decisionId);
        datagram.put(BEFORE_CONDITION);
        putNumber(condition);
        datagram.put((byte) '\n');
        datagram.flip();
        int length = datagram.limit();
        int sent;
        try {
            sent = channel.write(datagram);
        } catch (IOException e) {
            throw notSent;
        }
        if (sent != length) {
            throw notTaken;
        }
    }

    /** Writes the digits in place, so that no text is made. */
    private void putNumber(long number) {
        if (number < 0) {
            datagram.put((byte) '-');
        }
        int digits = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            digits++;
        }
        int end = datagram.position() + digits;
        long rest = number;
        for (int at = end - 1; at >= end - digits; at--) {
            datagram.put(at, (byte) ('0' + Math.abs(rest % 10)));
            rest /= 10;
        }
        datagram.position(end);
    }

    @Override
    public void makeSafe() {
        // Nothing here is ever high.
    }

    @Override
    public void close() {
        open = false;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The socket is gone either way, and nothing was pending on it.
                channel = null;
            }
        }
    }
}
