package org.phasor.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;

/**
 * The least any rig can do: a thread that reads samples from a TCP socket, looks at the first channel and sends a
 * datagram. What the rig adds is seen against it.
 */
final class BareSocketLoop {

    private final SocketChannel receiver;
    private final LevelCrossing crossing;
    private final int bytes;

    BareSocketLoop(int channels, InetSocketAddress amplifier, LevelCrossing crossing) throws IOException {
        this.crossing = crossing;
        bytes = BareSender.HEADER_BYTES + channels * Float.BYTES;
        receiver = SocketChannel.open(amplifier);
    }

    void start() {
        Thread thread = new Thread(this::loop, "bare-socket-loop");
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    private void loop() {
        ByteBuffer in = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (true) {
                in.clear();
                while (in.hasRemaining()) {
                    if (receiver.read(in) < 0) {
                        return;
                    }
                }
                crossing.take(in.getFloat(BareSender.HEADER_BYTES));
            }
        } catch (IOException e) {
            // Closed: the measurement is over.
        }
    }
}
