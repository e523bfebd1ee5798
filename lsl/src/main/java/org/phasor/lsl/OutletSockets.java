package org.phasor.lsl;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The bound sockets of one outlet: for each version of IP a TCP data port and a UDP service port.
 *
 * <p>Where IPv6 is only allowed, an outlet goes without it when the machine has none or its ports are taken.
 */
final class OutletSockets implements AutoCloseable {

    private static final int BACKLOG = 64;

    /** The two sockets of one version of IP. */
    record Pair(ProtocolFamily family, ServerSocketChannel data, DatagramChannel service) {}

    private final List<Pair> pairs;

    private OutletSockets(List<Pair> pairs) {
        this.pairs = pairs;
    }

    /**
     * @throws IOException when ports cannot be had
     */
    static OutletSockets open(LslSettings settings) throws IOException {
        OutletSockets sockets = new OutletSockets(new ArrayList<>());
        for (ProtocolFamily family : settings.ipv6().families()) {
            try {
                sockets.pairs.add(pair(settings, family));
            } catch (IOException | UnsupportedOperationException e) {
                if (family == StandardProtocolFamily.INET || settings.ipv6() == Ipv6Use.FORCE) {
                    sockets.close();
                    throw e instanceof IOException io ? io : new IOException("this machine has no IPv6", e);
                }
                System.getLogger("org.phasor.lsl")
                        .log(System.Logger.Level.DEBUG, "an outlet goes without IPv6: " + e.getMessage());
            }
        }
        return sockets;
    }

    private static Pair pair(LslSettings settings, ProtocolFamily family) throws IOException {
        ServerSocketChannel data = ServerSocketChannel.open(family);
        try {
            PortSearch.bind(settings.ports(), "TCP", family, address -> data.bind(address, BACKLOG));
            DatagramChannel service = DatagramChannel.open(family);
            try {
                PortSearch.bind(settings.ports(), "UDP", family, service::bind);
                return new Pair(family, data, service);
            } catch (IOException | RuntimeException e) {
                service.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    List<Pair> pairs() {
        return List.copyOf(pairs);
    }

    /** 0 when that version of IP is not served. */
    int dataPort(ProtocolFamily family) {
        for (Pair pair : pairs) {
            if (pair.family == family) {
                return pair.data.socket().getLocalPort();
            }
        }
        return 0;
    }

    /** 0 when that version of IP is not served. */
    int servicePort(ProtocolFamily family) {
        for (Pair pair : pairs) {
            if (pair.family == family) {
                return pair.service.socket().getLocalPort();
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        for (Pair pair : pairs) {
            pair.data.close();
            pair.service.close();
        }
    }
}
