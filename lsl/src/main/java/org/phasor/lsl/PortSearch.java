package org.phasor.lsl;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;

/** Finds a free port as native liblsl does: the first of the range, then, if that is allowed, any. */
final class PortSearch {

    /** What is to be bound: a server or datagram channel. */
    interface Bindable {
        void bind(InetSocketAddress address) throws IOException;
    }

    private PortSearch() {}

    /**
     * @param what for the message, as {@code TCP}
     * @throws IOException when there is none
     */
    static void bind(LslSettings.Ports ports, String what, Bindable socket) throws IOException {
        int last = ports.base() + ports.range() - 1;
        IOException taken = null;
        for (int port = ports.base(); port <= last; port++) {
            try {
                socket.bind(new InetSocketAddress("0.0.0.0", port));
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
        socket.bind(new InetSocketAddress("0.0.0.0", 0));
    }
}
