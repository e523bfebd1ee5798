package org.phasor.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Samples over a TCP connection in LSL's form, by one write each. One thread. */
final class BareSender implements AutoCloseable, SampleFeed {

    static final int HEADER_BYTES = 9;

    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final ByteBuffer out;
    private SocketChannel receiver;

    BareSender(int channels) throws IOException {
        out = ByteBuffer.allocateDirect(HEADER_BYTES + channels * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    int port() {
        return server.socket().getLocalPort();
    }

    void accept() throws IOException {
        receiver = server.accept();
        receiver.setOption(StandardSocketOptions.TCP_NODELAY, true);
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
            receiver.write(out);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (receiver != null) {
            receiver.close();
        }
    }
}
