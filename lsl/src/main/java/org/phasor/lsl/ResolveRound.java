package org.phasor.lsl;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** One search for streams, over each version of IP that is allowed. For one thread. */
final class ResolveRound implements AutoCloseable {

    /** More streams than this are taken for an attack. */
    private static final int MAX_RESULTS = 10_000;

    /** How long a stream that is heard over IPv6 first may take to be heard over IPv4, which inlets prefer. */
    private static final long IPV4_GRACE_NANOS = 50_000_000;

    private static final long MAX_RESULT_CHARACTERS = 16 << 20;
    private static final int MAX_REPLIES_AT_ONCE = 256;

    private final LslSettings settings;
    private final Selector selector;
    private final String id = Long.toUnsignedString(ThreadLocalRandom.current().nextLong());
    private final List<QuerySocket> sockets = new ArrayList<>();
    private final ByteBuffer datagram = ByteBuffer.allocate(DatagramServer.MAX_DATAGRAM_BYTES);
    private final Map<String, StreamInfo> found = new LinkedHashMap<>();
    private long lastNewNanos;
    private long foundCharacters;

    ResolveRound(LslSettings settings, String query) throws IOException {
        this.settings = settings;
        selector = Selector.open();
        try {
            for (ProtocolFamily family : settings.ipv6().families()) {
                open(family, query);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void open(ProtocolFamily family, String query) throws IOException {
        try {
            sockets.add(new QuerySocket(settings, family, query, id, selector));
        } catch (IOException | UnsupportedOperationException e) {
            if (family == StandardProtocolFamily.INET || settings.ipv6() == Ipv6Use.FORCE) {
                throw e instanceof IOException io ? io : new IOException("this machine has no IPv6", e);
            }
            // Where IPv6 is only allowed, IPv4 alone will do.
        }
    }

    List<StreamInfo> run(int minimum, Duration atLeast, Duration timeout) throws IOException, InterruptedException {
        long multicastWait = nanos(settings.timing().multicastWaveSeconds());
        boolean peers = sockets.stream().anyMatch(QuerySocket::hasPeers);
        long unicastWait = !peers ? 0 : nanos(settings.timing().unicastWaveSeconds());
        long start = System.nanoTime();
        long listen = timeout.toNanos();
        long nextMulticast = 0;
        long nextUnicast = peers ? multicastWait : Long.MAX_VALUE;
        for (long now = 0; ; now = System.nanoTime() - start) {
            if (now >= nextMulticast) {
                sockets.forEach(QuerySocket::sendMulticastWave);
                nextMulticast += multicastWait + unicastWait;
            }
            if (now >= nextUnicast) {
                sockets.forEach(QuerySocket::sendToPeers);
                nextUnicast += multicastWait + unicastWait;
            }
            boolean enough = minimum > 0 && found.size() >= minimum;
            long settled =
                    Math.max(atLeast.toNanos(), allHeardOverIpv4() ? 0 : lastNewNanos - start + IPV4_GRACE_NANOS);
            if (enough && now >= settled || now >= listen) {
                return sorted();
            }
            long until = Math.min(listen, Math.min(nextMulticast, nextUnicast));
            if (enough) {
                until = Math.min(until, settled);
            }
            selector.select(Math.max(1, (until - now + 999_999) / 1_000_000));
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while resolving");
            }
            selector.selectedKeys().clear();
            receiveSome();
        }
    }

    /** Asks everybody but the known peers, once. */
    void askGroups() {
        sockets.forEach(QuerySocket::sendMulticastWave);
    }

    /** Asks the known peers, once. */
    void askPeers() {
        sockets.forEach(QuerySocket::sendToPeers);
    }

    /** Waits for answers, and gives those that came since the last call; returns as soon as there is one. */
    List<StreamInfo> collect(long nanos) throws IOException, InterruptedException {
        selector.select(Math.max(1, (nanos + 999_999) / 1_000_000));
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while resolving");
        }
        selector.selectedKeys().clear();
        receiveSome();
        List<StreamInfo> answers = sorted();
        found.clear();
        foundCharacters = 0;
        return answers;
    }

    private boolean allHeardOverIpv4() {
        for (StreamInfo info : found.values()) {
            if (info.v4Address().isEmpty()
                    && info.v4DataPort() != 0
                    && info.v4ServicePort() != 0
                    && settings.ipv6().allowsIpv4()) {
                return false;
            }
        }
        return true;
    }

    /** A portion only: under a flood of replies the deadline must come up, too. */
    private void receiveSome() {
        for (QuerySocket socket : sockets) {
            try {
                InetAddress from = socket.receive(datagram);
                for (int i = 0; i < MAX_REPLIES_AT_ONCE && from != null; i++, from = socket.receive(datagram)) {
                    take(new String(datagram.array(), 0, datagram.position(), StandardCharsets.UTF_8), from);
                }
            } catch (IOException e) {
                // Another host's ICMP answer; what else came is read at the next turn.
            }
        }
    }

    private void take(String reply, InetAddress from) {
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
        StreamInfo known = found.get(info.uid());
        boolean fits = found.size() < MAX_RESULTS && foundCharacters + reply.length() <= MAX_RESULT_CHARACTERS;
        if (!info.uid().isEmpty() && (known != null || fits)) {
            foundCharacters += known == null ? reply.length() : 0;
            found.put(info.uid(), heardFrom(from, known == null ? withoutAddresses(info) : known, info));
            lastNewNanos = known == null ? System.nanoTime() : lastNewNanos;
        }
    }

    /** The addresses in a description are the sender's word only. */
    private static StreamInfo withoutAddresses(StreamInfo said) {
        return said.toBuilder()
                .v4("", said.v4DataPort(), said.v4ServicePort())
                .v6("", said.v6DataPort(), said.v6ServicePort())
                .build();
    }

    /** The first address heard is the fastest route; one of each version of IP is kept. */
    private static StreamInfo heardFrom(InetAddress from, StreamInfo known, StreamInfo said) {
        if (from instanceof Inet4Address) {
            return known.v4Address().isEmpty()
                    ? known.toBuilder()
                            .v4(from.getHostAddress(), said.v4DataPort(), said.v4ServicePort())
                            .build()
                    : known;
        }
        return known.v6Address().isEmpty()
                ? known.toBuilder()
                        .v6(from.getHostAddress(), said.v6DataPort(), said.v6ServicePort())
                        .build()
                : known;
    }

    private List<StreamInfo> sorted() {
        List<StreamInfo> infos = new ArrayList<>(found.values());
        infos.sort(Comparator.comparing(StreamInfo::name).thenComparing(StreamInfo::uid));
        return List.copyOf(infos);
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }

    @Override
    public void close() throws IOException {
        try {
            for (QuerySocket socket : sockets) {
                socket.close();
            }
        } finally {
            selector.close();
        }
    }
}
