package org.phasor.lsl;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A connection to an outlet's data port on which every step ends by a deadline. For one thread. */
final class HandshakeChannel implements AutoCloseable {

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final String where;
    private long deadlineNanos;

    private HandshakeChannel(SocketChannel channel, Selector selector, String where, double seconds)
            throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.where = where;
        channel.configureBlocking(false);
        key = channel.register(selector, 0);
        renewDeadline(seconds);
    }

    /**
     * Connects to where a resolved stream is served.
     *
     * @throws IOException naming the address
     */
    static HandshakeChannel connect(StreamInfo resolved, double seconds) throws IOException {
        return connect(resolved, seconds, 0);
    }

    /**
     * As {@link #connect(StreamInfo, double)}.
     *
     * @param receiveBufferBytes of the socket; 0 leaves it to the operating system
     */
    static HandshakeChannel connect(StreamInfo resolved, double seconds, int receiveBufferBytes) throws IOException {
        InetSocketAddress address = SenderAddress.of(resolved).data();
        String host = address.getAddress().getHostAddress();
        String where = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
        Selector selector = Selector.open();
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            HandshakeChannel handshake = new HandshakeChannel(channel, selector, where, seconds);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            if (receiveBufferBytes > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
            }
            if (!channel.connect(address)) {
                do {
                    handshake.await(SelectionKey.OP_CONNECT, "connect");
                } while (!channel.finishConnect());
            }
            handshake.renewDeadline(seconds);
            return handshake;
        } catch (InterruptedIOException e) {
            closeBoth(channel, selector);
            throw e;
        } catch (IOException e) {
            closeBoth(channel, selector);
            throw new IOException(where + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            closeBoth(channel, selector);
            throw e;
        }
    }

    private static void closeBoth(SocketChannel channel, Selector selector) {
        try {
            if (channel != null) {
                channel.close();
            }
            selector.close();
        } catch (IOException e) {
            // They are gone either way.
        }
    }

    private void renewDeadline(double seconds) {
        deadlineNanos = System.nanoTime() + (long) (seconds * 1e9);
    }

    private void await(int operation, String what) throws IOException {
        key.interestOps(operation);
        do {
            long leftMs = (deadlineNanos - System.nanoTime() + 999_999) / 1_000_000;
            if (leftMs <= 0) {
                throw new SocketTimeoutException(where + ": timed out waiting to " + what);
            }
            selector.select(leftMs);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException(where + ": interrupted waiting to " + what);
            }
        } while (selector.selectedKeys().isEmpty());
        selector.selectedKeys().clear();
    }

    void write(String request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE, "send");
            }
        }
    }

    /** Reads at least one byte; -1 at the end of the stream. */
    int read(ByteBuffer into) throws IOException {
        int bytes = channel.read(into);
        while (bytes == 0) {
            await(SelectionKey.OP_READ, "receive");
            bytes = channel.read(into);
        }
        return bytes;
    }

    /** The connection for blocking use without deadlines; this object is of no use afterwards. */
    SocketChannel release() throws IOException {
        selector.close();
        channel.configureBlocking(true);
        return channel;
    }

    @Override
    public void close() {
        closeBoth(channel, selector);
    }
}
