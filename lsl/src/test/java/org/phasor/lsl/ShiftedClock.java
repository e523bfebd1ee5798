package org.phasor.lsl;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A service port whose clock is ahead of ours. */
final class ShiftedClock implements AutoCloseable {

    private final DatagramSocket socket = new DatagramSocket(new InetSocketAddress(TestNetwork.loopback(), 0));
    private volatile double aheadSeconds;

    ShiftedClock(double aheadSeconds) throws IOException {
        this.aheadSeconds = aheadSeconds;
        Thread thread = new Thread(this::answer, "shifted-clock");
        thread.setDaemon(true);
        thread.start();
    }

    void jumpTo(double seconds) {
        aheadSeconds = seconds;
    }

    StreamInfo stream() {
        return TestNetwork.eeg(ChannelFormat.INT8, 1, 1).toBuilder()
                .v4("127.0.0.1", 1, socket.getLocalPort())
                .build();
    }

    private void answer() {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        try {
            for (; ; ) {
                packet.setLength(512);
                socket.receive(packet);
                String[] words =
                        new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII).split("\\s+");
                String now = LslNumber.format(LslClock.seconds() + aheadSeconds);
                byte[] reply =
                        (" " + words[1] + " " + words[2] + " " + now + " " + now).getBytes(StandardCharsets.US_ASCII);
                socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
