package org.phasor.lsl;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** The TCP data ports of one outlet, and the one thread that accepts, answers, empties queues and notices who left. */
final class OutletServer implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 256;
    private static final int SCRATCH_BYTES = 16 << 10;
    private static final long HOUSEKEEPING_MS = 1000;
    private static final long CLOSE_MS = 2000;

    /** Accepting rests that long when it fails: without file descriptors to spare it would fail again at once. */
    private static final long ACCEPT_PAUSE_MS = 100;

    private final List<ServerSocketChannel> servers;
    private final Selector selector;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private final long handshakeNanos;
    private final int sendBufferBytes;
    private ServedStream stream;
    private Consumers consumers;
    private OutletLimits limits;
    private Thread thread;
    private boolean acceptPaused;
    private boolean acceptFaultLogged;
    private long acceptAgainNanos;
    private volatile boolean closed;

    /**
     * Answers nothing before {@link #start}.
     *
     * @param bound closed in the end
     */
    OutletServer(List<ServerSocketChannel> bound, LslSettings settings) throws IOException {
        handshakeNanos = (long) (settings.timing().handshakeSeconds() * 1e9);
        sendBufferBytes = settings.tuning().sendBufferBytes();
        servers = List.copyOf(bound);
        selector = Selector.open();
        try {
            for (ServerSocketChannel server : servers) {
                server.configureBlocking(false);
                server.register(selector, SelectionKey.OP_ACCEPT);
            }
        } catch (IOException | RuntimeException e) {
            closeSockets();
            throw e;
        }
    }

    void start(ServedStream served, Consumers joining, OutletLimits perReceiver) {
        stream = served;
        consumers = joining;
        limits = perReceiver;
        thread = new Thread(this::serve, "lsl-outlet-" + served.info().name());
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try {
            while (!closed) {
                selector.select(this::ready, acceptPaused ? ACCEPT_PAUSE_MS : HOUSEKEEPING_MS);
                resumeAccepting();
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
            acceptAll((ServerSocketChannel) key.channel());
        }
    }

    private void acceptAll(ServerSocketChannel server) {
        try {
            for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                acceptFaultLogged = false;
                admit(channel);
            }
        } catch (IOException e) {
            if (!acceptFaultLogged) {
                acceptFaultLogged = true;
                System.getLogger("org.phasor.lsl")
                        .log(System.Logger.Level.WARNING, thread.getName() + " cannot accept: " + e.getMessage());
            }
            setAccepting(false);
            acceptAgainNanos = System.nanoTime() + ACCEPT_PAUSE_MS * 1_000_000;
        }
    }

    private void resumeAccepting() {
        if (acceptPaused && System.nanoTime() - acceptAgainNanos >= 0) {
            setAccepting(true);
        }
    }

    private void setAccepting(boolean now) {
        acceptPaused = !now;
        for (ServerSocketChannel server : servers) {
            SelectionKey key = server.keyFor(selector);
            if (key != null && key.isValid()) {
                key.interestOps(now ? SelectionKey.OP_ACCEPT : 0);
            }
        }
    }

    /** A connection that broke meanwhile is no reason not to accept the next. */
    private void admit(SocketChannel channel) {
        try {
            register(channel);
        } catch (IOException | RuntimeException e) {
            closeQuietly(channel);
        }
    }

    private void register(SocketChannel channel) throws IOException {
        if (selector.keys().size() > MAX_CONNECTIONS) {
            channel.close();
            return;
        }
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        if (sendBufferBytes > 0) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBufferBytes);
        }
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        long deadline = System.nanoTime() + handshakeNanos;
        key.attach(new ClientConnection(key, stream, consumers, limits, scratch, deadline));
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
        servers.forEach(OutletServer::closeQuietly);
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
