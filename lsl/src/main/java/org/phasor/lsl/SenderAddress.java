package org.phasor.lsl;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where an inlet meets its sender: over IPv4 when that is served and known, over IPv6 otherwise.
 *
 * @param host an IP address
 * @param dataPort of TCP
 * @param servicePort of UDP
 */
record SenderAddress(InetAddress host, int dataPort, int servicePort) {

    /**
     * @throws IOException when the stream has no address, as one that did not come from a resolver
     */
    static SenderAddress of(StreamInfo resolved) throws IOException {
        if (!resolved.v4Address().isEmpty() && resolved.v4DataPort() != 0 && resolved.v4ServicePort() != 0) {
            return new SenderAddress(
                    InetAddress.getByName(resolved.v4Address()), resolved.v4DataPort(), resolved.v4ServicePort());
        }
        if (!resolved.v6Address().isEmpty() && resolved.v6DataPort() != 0) {
            return new SenderAddress(
                    InetAddress.getByName(resolved.v6Address()), resolved.v6DataPort(), resolved.v6ServicePort());
        }
        if (!resolved.v4Address().isEmpty() && resolved.v4DataPort() != 0) {
            return new SenderAddress(InetAddress.getByName(resolved.v4Address()), resolved.v4DataPort(), 0);
        }
        throw new IOException("it has no address and data port (IPv4 \"" + resolved.v4Address() + "\", port "
                + resolved.v4DataPort() + "; IPv6 \"" + resolved.v6Address() + "\", port " + resolved.v6DataPort()
                + "): must come from a resolver");
    }

    /** The stream without the addresses that must not be used. */
    static StreamInfo keepAllowed(StreamInfo resolved, Ipv6Use use) {
        StreamInfo.Builder kept = resolved.toBuilder();
        if (!use.allowsIpv4()) {
            kept.v4("", resolved.v4DataPort(), resolved.v4ServicePort());
        }
        if (!use.allowsIpv6()) {
            kept.v6("", resolved.v6DataPort(), resolved.v6ServicePort());
        }
        return kept.build();
    }

    InetSocketAddress data() {
        return new InetSocketAddress(host, dataPort);
    }

    InetSocketAddress service() {
        return new InetSocketAddress(host, servicePort);
    }
}
