package org.phasor.lsl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The addresses that each {@link ResolveScope} adds to those of the narrower ones: groups, broadcast or host addresses,
 * of either version of IP. Immutable.
 *
 * @param ipv6Group the last seven groups of digits of an IPv6 multicast address, which each scope from
 *     {@link ResolveScope#LINK} on puts behind a prefix of its own; empty for none
 */
public record ScopeAddresses(
        List<String> machine,
        List<String> link,
        List<String> site,
        List<String> organization,
        List<String> global,
        String ipv6Group) {

    /** Those of native liblsl. */
    public static final ScopeAddresses DEFAULTS = new ScopeAddresses(
            List.of("127.0.0.1"),
            List.of("255.255.255.255", "224.0.0.1", "224.0.0.183"),
            List.of("239.255.172.215"),
            List.of(),
            List.of(),
            "113D:6FDD:2C17:A643:FFE2:1BD1:3CD2");

    public ScopeAddresses {
        machine = List.copyOf(machine);
        link = List.copyOf(link);
        site = List.copyOf(site);
        organization = List.copyOf(organization);
        global = List.copyOf(global);
        if (!ipv6Group.isEmpty() && !Pattern.matches("([0-9a-fA-F]{1,4}:){6}[0-9a-fA-F]{1,4}", ipv6Group)) {
            throw new IllegalArgumentException("multicast.IPv6MulticastGroup = " + ipv6Group
                    + ": must be seven groups of hexadecimal digits, as " + "113D:6FDD:2C17:A643:FFE2:1BD1:3CD2");
        }
    }

    /** The listed addresses that are asked in this scope, narrowest first. */
    List<String> listed(ResolveScope scope) {
        List<String> all = new ArrayList<>();
        for (ResolveScope narrower : ResolveScope.values()) {
            if (narrower.compareTo(scope) <= 0) {
                all.addAll(listOf(narrower));
            }
        }
        return List.copyOf(all);
    }

    private List<String> listOf(ResolveScope scope) {
        return switch (scope) {
            case MACHINE -> machine;
            case LINK -> link;
            case SITE -> site;
            case ORGANIZATION -> organization;
            case GLOBAL -> global;
        };
    }

    /** The IPv6 groups that are asked in this scope, narrowest first. */
    List<String> ipv6Groups(ResolveScope scope) {
        List<String> groups = new ArrayList<>();
        for (ResolveScope narrower : ResolveScope.values()) {
            if (!ipv6Group.isEmpty()
                    && narrower.compareTo(scope) <= 0
                    && !narrower.ipv6Prefix().isEmpty()) {
                groups.add(narrower.ipv6Prefix() + ":" + ipv6Group);
            }
        }
        return List.copyOf(groups);
    }
}
