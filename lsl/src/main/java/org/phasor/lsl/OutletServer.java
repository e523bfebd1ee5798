package org.phasor.lsl;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;

/** The TCP data port of one outlet, and the one thread that accepts, answers, empties queues and notices who left. */
final class OutletServer implements AutoCloseable {

    private static final int BACKLOG = 64;
    private static final int MAX_CONNECTIONS = 256;
    private static final int SCRATCH_BYTES = 16 << 10;
    private static final long HOUSEKEEPING_MS = 1000;
    private static final long CLOSE_MS = 2000;

    private final ServerSocketChannel server;
    private final Selector selector;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private final long handshakeNanos;
    private ServedStream stream;
    private Consumers consumers;
    private int capacity;
    private Thread thread;
    private volatile boolean closed;

    /** Takes a port; nothing is answered before {@link #start}. */
    OutletServer(LslSettings settings) throws IOException {
        handshakeNanos = (long) (settings.timing().handshakeSeconds() * 1e9);
        selector = Selector.open();
        server = ServerSocketChannel.open(StandardProtocolFamily.INET);
        try {
            PortSearch.bind(settings.ports(), "TCP", address -> server.bind(address, BACKLOG));
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException | RuntimeException e) {
            server.close();
            selector.close();
            throw e;
        }
    }

    int port() {
        return server.socket().getLocalPort();
    }

    void start(ServedStream served, Consumers joining, int capacitySamples) {
        stream = served;
        consumers = joining;
        capacity = capacitySamples;
        thread = new Thread(this::serve, "lsl-outlet-" + served.info().name());
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try {
            while (!closed) {
                selector.select(this::ready, HOUSEKEEPING_MS);
                closeOverdue();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the outlet's selector failed", e);
        } finally {
            closeSockets();
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof ClientConnection client) {
            try {
                client.ready();
            } catch (IOException | RuntimeException e) {
                // One client's connection ends; the others' go on.
                client.close();
            }
        } else {
            acceptAll();
        }
    }

    private void acceptAll() {
        SocketChannel channel = null;
        try {
            for (channel = server.accept(); channel != null; channel = server.accept()) {
                admit(channel);
            }
        } catch (IOException e) {
            closeQuietly(channel);
        }
    }

    private void admit(SocketChannel channel) throws IOException {
        if (selector.keys().size() > MAX_CONNECTIONS) {
            channel.close();
            return;
        }
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        long deadline = System.nanoTime() + handshakeNanos;
        key.attach(new ClientConnection(key, stream, consumers, capacity, scratch, deadline));
    }

    private void closeOverdue() {
        long now = System.nanoTime();
        for (SelectionKey key : new ArrayList<>(selector.keys())) {
            if (key.attachment() instanceof ClientConnection client && client.isOverdue(now)) {
                client.close();
            }
        }
    }

    /** The selector goes last: closing it lets the closed sockets' ports go. */
    private synchronized void closeSockets() {
        closeQuietly(server);
        if (selector.isOpen()) {
            for (SelectionKey key : new ArrayList<>(selector.keys())) {
                closeQuietly(key.channel());
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            // All that was registered with it is closed.
        }
    }

    private static void closeQuietly(Channel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    /** Ports are free again when this returns: a registered socket lives until its selector lets it go. */
    @Override
    public void close() {
        closed = true;
        if (thread == null) {
            closeSockets();
            return;
        }
        selector.wakeup();
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        closeSockets();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
