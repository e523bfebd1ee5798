package org.phasor.lsl;

import java.util.ArrayList;
import java.util.List;

/**
 * How far discovery asks. Each scope asks its own addresses and those of all narrower scopes; the groups are those of
 * native liblsl.
 */
public enum ResolveScope {
    MACHINE(0, "127.0.0.1"),
    LINK(1, "255.255.255.255", "224.0.0.1", "224.0.0.183"),
    SITE(24, "239.255.172.215"),
    ORGANIZATION(32),
    GLOBAL(255);

    private final int hops;
    private final List<String> ownIpv4Addresses;

    ResolveScope(int hops, String... ownIpv4Addresses) {
        this.hops = hops;
        this.ownIpv4Addresses = List.of(ownIpv4Addresses);
    }

    /** The time-to-live of multicast queries. */
    int hops() {
        return hops;
    }

    /** Every IPv4 address asked in this scope, narrowest first. */
    List<String> ipv4Addresses() {
        List<String> all = new ArrayList<>();
        for (ResolveScope scope : values()) {
            if (scope.compareTo(this) <= 0) {
                all.addAll(scope.ownIpv4Addresses);
            }
        }
        return List.copyOf(all);
    }
}
