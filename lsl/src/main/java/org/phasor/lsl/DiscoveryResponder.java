package org.phasor.lsl;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The multicast port, on which all outlets of one {@link PureJavaLsl} are asked: one socket that joins every group on
 * every interface, so that each matching outlet answers once. Opened with the first outlet.
 */
final class DiscoveryResponder implements AutoCloseable {

    private static final ServedStream[] NONE = {};

    private final LslSettings settings;
    private volatile ServedStream[] served = NONE;
    private DatagramServer server;
    private boolean closed;

    DiscoveryResponder(LslSettings settings) {
        this.settings = settings;
    }

    synchronized void add(ServedStream stream) throws IOException {
        if (closed) {
            throw new IllegalStateException("this LSL is closed");
        }
        if (server == null) {
            server = new DatagramServer(open(), "lsl-discovery", () -> served, false);
        }
        List<ServedStream> more = new ArrayList<>(List.of(served));
        more.add(stream);
        served = more.toArray(NONE);
    }

    synchronized void remove(ServedStream stream) {
        List<ServedStream> rest = new ArrayList<>(List.of(served));
        rest.remove(stream);
        served = rest.toArray(NONE);
    }

    private DatagramChannel open() throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress("0.0.0.0", settings.ports().multicast()));
            join(channel);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "cannot listen on the multicast port " + settings.ports().multicast() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void join(DatagramChannel channel) throws IOException {
        Set<NetworkInterface> paths = new LinkedHashSet<>(NetworkPaths.interfaces(settings.discovery()));
        NetworkInterface loopback = NetworkPaths.loopback();
        if (loopback != null) {
            paths.add(loopback);
        }
        for (InetAddress target : NetworkPaths.targets(settings.discovery())) {
            for (NetworkInterface path : target.isMulticastAddress() ? paths : Set.<NetworkInterface>of()) {
                try {
                    channel.join(target, path);
                } catch (IOException e) {
                    // An interface that cannot join (down, no route) is no reason not to hear the others.
                    System.getLogger("org.phasor.lsl")
                            .log(System.Logger.Level.DEBUG, "cannot join " + target + " on " + path.getName(), e);
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        served = NONE;
        if (server != null) {
            server.close();
        }
    }
}
