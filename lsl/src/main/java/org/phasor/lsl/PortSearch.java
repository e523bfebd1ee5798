package org.phasor.lsl;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;

/** Finds a free port as native liblsl does: the first of the range, then, if that is allowed, any. */
final class PortSearch {

    /** What is to be bound: a server or datagram channel. */
    interface Bindable {
        void bind(InetSocketAddress address) throws IOException;
    }

    private PortSearch() {}

    /** The address that stands for all addresses of this machine. */
    static String wildcard(ProtocolFamily family) {
        return family == StandardProtocolFamily.INET6 ? "::" : "0.0.0.0";
    }

    /**
     * @param what for the message, as {@code TCP}
     * @param family of the socket; on most systems one of IPv6 takes the port of IPv4, too, and so comes after it
     * @throws IOException when there is none
     */
    static void bind(LslSettings.Ports ports, String what, ProtocolFamily family, Bindable socket) throws IOException {
        int last = ports.base() + ports.range() - 1;
        IOException taken = null;
        for (int port = ports.base(); port <= last; port++) {
            try {
                socket.bind(new InetSocketAddress(wildcard(family), port));
                return;
            } catch (BindException e) {
                taken = e;
            }
        }
        if (!ports.allowRandom()) {
            throw new IOException(
                    "no free " + what + " port in " + ports.base() + " to " + last + ", and no other is allowed",
                    taken);
        }
        socket.bind(new InetSocketAddress(wildcard(family), 0));
    }
}
