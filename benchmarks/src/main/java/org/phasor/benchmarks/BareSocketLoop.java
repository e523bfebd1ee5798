package org.phasor.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The least any rig can do: a thread that reads samples from a TCP socket, looks at the first channel and sends a
 * datagram. What the rig adds is seen against it.
 */
final class BareSocketLoop implements AutoCloseable, SampleFeed {

    private final ByteBuffer out;
    private final SocketChannel sender;
    private final SocketChannel receiver;
    private final DatagramChannel datagrams;
    private final Thread thread;

    BareSocketLoop(int channels, double level, InetSocketAddress target) throws IOException {
        int bytes = 9 + channels * Float.BYTES;
        out = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            sender = SocketChannel.open(server.getLocalAddress());
            receiver = server.accept();
        }
        sender.setOption(StandardSocketOptions.TCP_NODELAY, true);
        datagrams = DatagramChannel.open();
        datagrams.connect(target);
        thread = new Thread(() -> loop(bytes, level), "bare-socket-loop");
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    private void loop(int bytes, double level) {
        ByteBuffer in = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer datagram = ByteBuffer.allocateDirect(16);
        boolean above = true;
        try {
            while (true) {
                in.clear();
                while (in.hasRemaining()) {
                    if (receiver.read(in) < 0) {
                        return;
                    }
                }
                boolean nowAbove = in.getFloat(9) >= level;
                if (nowAbove && !above) {
                    datagram.clear();
                    datagrams.write(datagram);
                }
                above = nowAbove;
            }
        } catch (IOException e) {
            // Closed: the measurement is over.
        }
    }

    @Override
    public void push(double[] values, double stampSeconds) throws IOException {
        out.clear();
        out.put((byte) 2).putDouble(stampSeconds);
        for (double value : values) {
            out.putFloat((float) value);
        }
        out.flip();
        while (out.hasRemaining()) {
            sender.write(out);
        }
    }

    @Override
    public void close() throws IOException {
        sender.close();
        receiver.close();
        datagrams.close();
    }
}
