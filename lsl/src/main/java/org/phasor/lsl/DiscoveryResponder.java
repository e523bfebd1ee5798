package org.phasor.lsl;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The multicast port, on which all outlets of one {@link PureJavaLsl} are asked: for each version of IP one socket that
 * joins every group on every interface, so that each matching outlet answers once. Opened with the first outlet.
 */
final class DiscoveryResponder implements AutoCloseable {

    private static final ServedStream[] NONE = {};

    private final LslSettings settings;
    private volatile ServedStream[] served = NONE;
    private final List<DatagramServer> servers = new ArrayList<>();
    private boolean closed;

    DiscoveryResponder(LslSettings settings) {
        this.settings = settings;
    }

    synchronized void add(ServedStream stream) throws IOException {
        if (closed) {
            throw new IllegalStateException("this LSL is closed");
        }
        if (servers.isEmpty()) {
            open();
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

    private void open() throws IOException {
        for (ProtocolFamily family : settings.ipv6().families()) {
            try {
                servers.add(new DatagramServer(channel(family), family, "lsl-discovery", () -> served, false));
            } catch (IOException | UnsupportedOperationException e) {
                if (family == StandardProtocolFamily.INET || settings.ipv6() == Ipv6Use.FORCE) {
                    throw new IOException(
                            "cannot listen on the multicast port "
                                    + settings.ports().multicast() + ": " + e.getMessage(),
                            e);
                }
                System.getLogger("org.phasor.lsl")
                        .log(System.Logger.Level.DEBUG, "outlets cannot be asked over IPv6: " + e.getMessage());
            }
        }
    }

    private DatagramChannel channel(ProtocolFamily family) throws IOException {
        DatagramChannel channel = DatagramChannel.open(family);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(
                    listenAddress(family), settings.ports().multicast()));
            join(channel, family);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The configured address counts for its own version of IP. */
    private InetAddress listenAddress(ProtocolFamily family) throws IOException {
        String configured = settings.discovery().listenAddress();
        if (!configured.isEmpty()) {
            InetAddress address = InetAddress.getByName(configured);
            if (NetworkPaths.isOf(address, family)) {
                return address;
            }
        }
        return InetAddress.getByName(PortSearch.wildcard(family));
    }

    private void join(DatagramChannel channel, ProtocolFamily family) throws IOException {
        Set<NetworkInterface> paths = new LinkedHashSet<>(NetworkPaths.interfaces(settings.discovery(), family));
        NetworkInterface loopback = NetworkPaths.loopback(family);
        if (loopback != null) {
            paths.add(loopback);
        }
        for (InetAddress target : NetworkPaths.targets(settings.discovery(), family)) {
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
        servers.forEach(DatagramServer::close);
    }
}
