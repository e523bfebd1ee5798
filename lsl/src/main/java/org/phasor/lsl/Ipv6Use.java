package org.phasor.lsl;

import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.util.List;

/** Over which versions of IP streams are served, sought and received: the key {@code ports.IPv6}. */
public enum Ipv6Use {
    /** IPv4 only. */
    DISABLE(StandardProtocolFamily.INET),
    /** Both; IPv6 is left out where the machine has none. */
    ALLOW(StandardProtocolFamily.INET, StandardProtocolFamily.INET6),
    /** IPv6 only. */
    FORCE(StandardProtocolFamily.INET6);

    private final List<ProtocolFamily> families;

    Ipv6Use(ProtocolFamily... families) {
        this.families = List.of(families);
    }

    public boolean allowsIpv4() {
        return this != FORCE;
    }

    public boolean allowsIpv6() {
        return this != DISABLE;
    }

    /** In the order in which they take ports: as native liblsl, IPv4 first. */
    List<ProtocolFamily> families() {
        return families;
    }
}
