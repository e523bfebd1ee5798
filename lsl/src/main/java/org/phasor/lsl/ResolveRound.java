package org.phasor.lsl;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One search for streams. Queries leave from the socket that the replies come to, so that firewalls let them in. For
 * one thread.
 */
final class ResolveRound implements AutoCloseable {

    private static final InetAddress LOOPBACK = loopback();

    /** More streams than this are taken for an attack. */
    private static final int MAX_RESULTS = 10_000;

    private final LslSettings settings;
    private final DatagramChannel channel;
    private final Selector selector;
    private final byte[] query;
    private final String id = Long.toUnsignedString(ThreadLocalRandom.current().nextLong());
    private final List<NetworkInterface> interfaces;
    private final List<InetAddress> targets;
    private final List<InetAddress> peers;
    private final ByteBuffer datagram = ByteBuffer.allocate(DatagramServer.MAX_DATAGRAM_BYTES);
    private final Map<String, StreamInfo> found = new LinkedHashMap<>();

    ResolveRound(LslSettings settings, String query) throws IOException {
        this.settings = settings;
        interfaces = NetworkPaths.interfaces(settings.discovery());
        targets = NetworkPaths.targets(settings.discovery());
        peers = NetworkPaths.knownPeers(settings.discovery());
        selector = Selector.open();
        channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
            channel.setOption(
                    StandardSocketOptions.IP_MULTICAST_TTL, settings.discovery().effectiveHops());
            PortSearch.bind(settings.ports(), "UDP", channel::bind);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        this.query = new ShortInfoRequest(query, channel.socket().getLocalPort(), id).toBytes();
    }

    List<StreamInfo> run(int minimum, Duration atLeast, Duration timeout) throws IOException, InterruptedException {
        long multicastWait = nanos(settings.timing().multicastWaveSeconds());
        long unicastWait = peers.isEmpty() ? 0 : nanos(settings.timing().unicastWaveSeconds());
        long start = System.nanoTime();
        long listen = timeout.toNanos();
        long nextMulticast = 0;
        long nextUnicast = peers.isEmpty() ? Long.MAX_VALUE : multicastWait;
        for (long now = 0; ; now = System.nanoTime() - start) {
            if (now >= nextMulticast) {
                sendMulticastWave();
                nextMulticast += multicastWait + unicastWait;
            }
            if (now >= nextUnicast) {
                sendToServicePorts(peers);
                nextUnicast += multicastWait + unicastWait;
            }
            boolean enough = minimum > 0 && found.size() >= minimum && now >= atLeast.toNanos();
            if (enough || now >= listen) {
                return sorted();
            }
            long until = Math.min(listen, Math.min(nextMulticast, nextUnicast));
            if (minimum > 0 && found.size() >= minimum) {
                until = Math.min(until, atLeast.toNanos());
            }
            selector.select(Math.max(1, (until - now + 999_999) / 1_000_000));
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while resolving");
            }
            selector.selectedKeys().clear();
            receiveAll();
        }
    }

    /** Loopback service ports are always asked: a unicast query to the shared multicast port reaches one outlet only. */
    private void sendMulticastWave() {
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
        sendToServicePorts(List.of(LOOPBACK));
    }

    private void sendToTargets() {
        for (InetAddress target : targets) {
            send(target, settings.ports().multicast());
        }
    }

    private void sendToServicePorts(List<InetAddress> hosts) {
        for (InetAddress host : hosts) {
            for (int i = 0; i < settings.ports().range(); i++) {
                send(host, settings.ports().base() + i);
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

    private void receiveAll() {
        for (; ; ) {
            try {
                datagram.clear();
                InetSocketAddress from = (InetSocketAddress) channel.receive(datagram);
                if (from == null) {
                    return;
                }
                if (from.getAddress() instanceof Inet4Address address) {
                    take(new String(datagram.array(), 0, datagram.position(), StandardCharsets.UTF_8), address);
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void take(String reply, Inet4Address from) {
        int firstEnd = reply.indexOf('\n');
        if (firstEnd < 0 || !reply.substring(0, firstEnd).stripTrailing().equals(id)) {
            return;
        }
        StreamInfo info;
        try {
            info = StreamInfo.fromXml(reply.substring(firstEnd + 1));
        } catch (IllegalArgumentException e) {
            return;
        }
        if (!info.uid().isEmpty() && found.size() < MAX_RESULTS) {
            // The first address heard is the fastest route.
            found.putIfAbsent(
                    info.uid(),
                    info.toBuilder()
                            .v4(from.getHostAddress(), info.v4DataPort(), info.v4ServicePort())
                            .build());
        }
    }

    private List<StreamInfo> sorted() {
        List<StreamInfo> infos = new ArrayList<>(found.values());
        infos.sort(Comparator.comparing(StreamInfo::name).thenComparing(StreamInfo::uid));
        return List.copyOf(infos);
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            selector.close();
        }
    }
}
