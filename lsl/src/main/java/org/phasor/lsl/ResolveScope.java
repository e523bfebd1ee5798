package org.phasor.lsl;

/** How far discovery asks. Each scope asks its own addresses and those of all narrower scopes. */
public enum ResolveScope {
    MACHINE(0, ""),
    LINK(1, "FF02"),
    SITE(24, "FF05"),
    ORGANIZATION(32, "FF08"),
    GLOBAL(255, "FF0E");

    private final int hops;
    private final String ipv6Prefix;

    ResolveScope(int hops, String ipv6Prefix) {
        this.hops = hops;
        this.ipv6Prefix = ipv6Prefix;
    }

    /** The time-to-live of multicast queries. */
    int hops() {
        return hops;
    }

    /** The first group of digits of IPv6 multicast addresses of this scope; empty when it has none. */
    String ipv6Prefix() {
        return ipv6Prefix;
    }
}
