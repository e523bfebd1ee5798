package org.phasor.lsl;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;

/**
 * A resolver's socket for one version of IP. Queries leave from the port that the replies come to, so that firewalls let
 * them in. For one thread.
 */
final class QuerySocket implements AutoCloseable {

    private final LslSettings.Ports ports;
    private final ProtocolFamily family;
    private final DatagramChannel channel;
    private final byte[] query;
    private final List<NetworkInterface> interfaces;
    private final List<InetAddress> targets;
    private final List<InetAddress> peers;
    private final InetAddress loopback;

    /**
     * @throws UnsupportedOperationException when the machine does not have this version of IP
     */
    QuerySocket(LslSettings settings, ProtocolFamily family, String query, String id, Selector selector)
            throws IOException {
        this.ports = settings.ports();
        this.family = family;
        interfaces = NetworkPaths.interfaces(settings.discovery(), family);
        targets = NetworkPaths.targets(settings.discovery(), family);
        peers = NetworkPaths.knownPeers(settings.discovery(), family);
        loopback = InetAddress.getByName(family == StandardProtocolFamily.INET6 ? "::1" : "127.0.0.1");
        channel = DatagramChannel.open(family);
        try {
            channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
            channel.setOption(
                    StandardSocketOptions.IP_MULTICAST_TTL, settings.discovery().effectiveHops());
            PortSearch.bind(ports, "UDP", family, channel::bind);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        this.query = new ShortInfoRequest(query, channel.socket().getLocalPort(), id).toBytes();
    }

    boolean hasPeers() {
        return !peers.isEmpty();
    }

    /** Loopback service ports are always asked: a unicast query to the shared multicast port reaches one outlet only. */
    void sendMulticastWave() {
        if (interfaces.isEmpty()) {
            sendToTargets();
        }
        for (NetworkInterface path : interfaces) {
            try {
                channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, path);
                sendToTargets();
            } catch (IOException e) {
                // An interface that went down is no reason not to ask on the others.
            }
        }
        sendToServicePorts(List.of(loopback));
    }

    void sendToPeers() {
        sendToServicePorts(peers);
    }

    private void sendToTargets() {
        for (InetAddress target : targets) {
            send(target, ports.multicast());
        }
    }

    private void sendToServicePorts(List<InetAddress> hosts) {
        for (InetAddress host : hosts) {
            for (int i = 0; i < ports.range(); i++) {
                send(host, ports.base() + i);
            }
        }
    }

    private void send(InetAddress host, int port) {
        try {
            channel.send(ByteBuffer.wrap(query), new InetSocketAddress(host, port));
        } catch (IOException e) {
            // No route there; the other addresses may have one.
        }
    }

    /** Where a datagram came from; null when there is none. Those of the other version of IP come back as none. */
    InetAddress receive(ByteBuffer into) throws IOException {
        InetSocketAddress from;
        do {
            into.clear();
            from = (InetSocketAddress) channel.receive(into);
        } while (from != null && !NetworkPaths.isOf(from.getAddress(), family));
        return from == null ? null : from.getAddress();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
