package org.phasor.lsl;

import java.util.List;
import java.util.Objects;

/**
 * How one {@link PureJavaLsl} meets the network: what native liblsl reads from {@code lsl_api.cfg}, with the same
 * defaults. Immutable.
 *
 * @param ports where outlets and resolvers listen
 * @param discovery whom resolvers ask and where outlets hear queries
 * @param timing waits and intervals
 * @param sessionId streams of other sessions are not found
 * @param ipv6 which versions of IP are used
 * @param tuning what else is set under {@code [tuning]}
 */
public record LslSettings(
        Ports ports, Discovery discovery, Timing timing, String sessionId, Ipv6Use ipv6, LslTuning tuning) {

    public static final LslSettings DEFAULTS = new LslSettings(
            Ports.DEFAULTS, Discovery.DEFAULTS, Timing.DEFAULTS, "default", Ipv6Use.ALLOW, LslTuning.DEFAULTS);

    public LslSettings {
        Objects.requireNonNull(ports, "ports");
        Objects.requireNonNull(discovery, "discovery");
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(ipv6, "ipv6");
        Objects.requireNonNull(tuning, "tuning");
        if (sessionId.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("sessionId = \"" + sessionId + "\": must be one line");
        }
    }

    /** With the default tuning. */
    public LslSettings(Ports ports, Discovery discovery, Timing timing, String sessionId, boolean ipv6Allowed) {
        this(ports, discovery, timing, sessionId, ipv6Allowed ? Ipv6Use.ALLOW : Ipv6Use.DISABLE, LslTuning.DEFAULTS);
    }

    /** The defaults, asking and answering on this machine only. */
    public static LslSettings loopbackOnly() {
        return DEFAULTS.withDiscovery(Discovery.LOOPBACK_ONLY);
    }

    public boolean ipv6Allowed() {
        return ipv6.allowsIpv6();
    }

    public LslSettings withPorts(Ports other) {
        return new LslSettings(other, discovery, timing, sessionId, ipv6, tuning);
    }

    public LslSettings withDiscovery(Discovery other) {
        return new LslSettings(ports, other, timing, sessionId, ipv6, tuning);
    }

    public LslSettings withTiming(Timing other) {
        return new LslSettings(ports, discovery, other, sessionId, ipv6, tuning);
    }

    public LslSettings withSessionId(String other) {
        return new LslSettings(ports, discovery, timing, other, ipv6, tuning);
    }

    public LslSettings withIpv6(Ipv6Use other) {
        return new LslSettings(ports, discovery, timing, sessionId, other, tuning);
    }

    public LslSettings withTuning(LslTuning other) {
        return new LslSettings(ports, discovery, timing, sessionId, ipv6, other);
    }

    /**
     * Where to listen.
     *
     * @param multicast UDP port that all outlets of a network share
     * @param base first of the TCP and UDP ports that outlets take
     * @param range how many there are
     * @param allowRandom take any free port when all of these are taken
     */
    public record Ports(int multicast, int base, int range, boolean allowRandom) {

        public static final Ports DEFAULTS = new Ports(16571, 16572, 32, true);

        public Ports {
            Require.within("ports.multicast", multicast, 1, 65535);
            Require.within("ports.base", base, 1, 65535);
            Require.within("ports.range", range, 1, 65536 - base);
        }
    }

    /**
     * Whom to ask.
     *
     * @param scope how far queries go
     * @param addresses asked in place of the scope's when not empty: groups, broadcast or host addresses
     * @param interfaces names or addresses of the network interfaces to use; empty for all
     * @param hops time-to-live of multicast queries; -1 for the scope's
     * @param knownPeers hosts whose service ports are asked one by one, for networks without multicast
     * @param scopeAddresses what each scope asks
     * @param listenAddress the address of this machine that outlets hear queries on; empty for all
     */
    public record Discovery(
            ResolveScope scope,
            List<String> addresses,
            List<String> interfaces,
            int hops,
            List<String> knownPeers,
            ScopeAddresses scopeAddresses,
            String listenAddress) {

        public static final Discovery DEFAULTS = new Discovery(ResolveScope.SITE, List.of(), List.of(), -1, List.of());

        /** One group on the loopback interface: nothing leaves the machine. */
        public static final Discovery LOOPBACK_ONLY =
                new Discovery(ResolveScope.MACHINE, List.of("239.255.172.215"), List.of("127.0.0.1"), 0, List.of());

        public Discovery {
            Objects.requireNonNull(scope, "scope");
            addresses = List.copyOf(addresses);
            interfaces = List.copyOf(interfaces);
            knownPeers = List.copyOf(knownPeers);
            Objects.requireNonNull(scopeAddresses, "scopeAddresses");
            Objects.requireNonNull(listenAddress, "listenAddress");
            Require.within("discovery.hops", hops, -1, 255);
        }

        /** With the addresses of native liblsl, heard on every address of this machine. */
        public Discovery(
                ResolveScope scope,
                List<String> addresses,
                List<String> interfaces,
                int hops,
                List<String> knownPeers) {
            this(scope, addresses, interfaces, hops, knownPeers, ScopeAddresses.DEFAULTS, "");
        }

        public Discovery withKnownPeers(List<String> peers) {
            return new Discovery(scope, addresses, interfaces, hops, peers, scopeAddresses, listenAddress);
        }

        /** The listed addresses to ask; {@link #ipv6Groups} come on top. */
        List<String> targets() {
            return addresses.isEmpty() ? scopeAddresses.listed(scope) : addresses;
        }

        List<String> ipv6Groups() {
            return addresses.isEmpty() ? scopeAddresses.ipv6Groups(scope) : List.of();
        }

        int effectiveHops() {
            return hops >= 0 ? hops : scope.hops();
        }
    }

    /**
     * Waits and intervals, in seconds; all > 0.
     *
     * @param multicastWaveSeconds between waves of multicast queries
     * @param unicastWaveSeconds added to that when there are known peers
     * @param clockWaveSeconds between measurements of the clock offset
     * @param clockProbes datagrams of one measurement
     * @param clockProbeSeconds between them
     * @param clockReplySeconds wait for the last reply
     * @param clockMinProbes replies without which a measurement does not count
     * @param handshakeSeconds for connecting, and again for agreeing on the data format
     * @param silenceSeconds without data after which a sender is asked whether it still lives
     */
    public record Timing(
            double multicastWaveSeconds,
            double unicastWaveSeconds,
            double clockWaveSeconds,
            int clockProbes,
            double clockProbeSeconds,
            double clockReplySeconds,
            int clockMinProbes,
            double handshakeSeconds,
            double silenceSeconds) {

        public static final Timing DEFAULTS = new Timing(0.5, 0.75, 2.0, 8, 0.064, 0.128, 6, 5.0, 15.0);

        public Timing {
            Require.positive("timing.multicastWaveSeconds", multicastWaveSeconds);
            Require.positive("timing.unicastWaveSeconds", unicastWaveSeconds);
            Require.positive("timing.clockWaveSeconds", clockWaveSeconds);
            Require.within("timing.clockProbes", clockProbes, 1, 1000);
            Require.positive("timing.clockProbeSeconds", clockProbeSeconds);
            Require.positive("timing.clockReplySeconds", clockReplySeconds);
            Require.within("timing.clockMinProbes", clockMinProbes, 1, clockProbes);
            Require.positive("timing.handshakeSeconds", handshakeSeconds);
            Require.positive("timing.silenceSeconds", silenceSeconds);
        }
    }

    /**
     * The bounds, in a type of their own: were they methods of the settings, then whoever met {@link Ports} before
     * {@link LslSettings} would find its defaults still null.
     */
    private static final class Require {

        private static void within(String what, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(what + " = " + value + ": must be " + least + " to " + most);
            }
        }

        private static void positive(String what, double value) {
            if (!(value > 0) || value > 1e6) {
                throw new IllegalArgumentException(what + " = " + value + ": must be > 0 and <= 1000000");
            }
        }
    }
}
