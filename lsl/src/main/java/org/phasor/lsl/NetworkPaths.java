package org.phasor.lsl;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which network interfaces and which addresses discovery uses, for each version of IP. */
final class NetworkPaths {

    private NetworkPaths() {}

    /**
     * The interfaces named in the settings, whatever they claim to support; without names all that are up and do
     * multicast of this version of IP.
     *
     * @throws IOException naming a configured interface that does not exist
     */
    static List<NetworkInterface> interfaces(LslSettings.Discovery discovery, ProtocolFamily family)
            throws IOException {
        List<NetworkInterface> chosen = new ArrayList<>();
        for (String name : discovery.interfaces()) {
            chosen.add(interfaceOf(name));
        }
        if (discovery.interfaces().isEmpty()) {
            for (NetworkInterface candidate :
                    NetworkInterface.networkInterfaces().toList()) {
                if (candidate.isUp() && candidate.supportsMulticast() && speaks(candidate, family)) {
                    chosen.add(candidate);
                }
            }
        }
        return chosen;
    }

    private static NetworkInterface interfaceOf(String nameOrAddress) throws IOException {
        NetworkInterface found = NetworkInterface.getByName(nameOrAddress);
        if (found == null && nameOrAddress.matches("[0-9.]+|[0-9a-fA-F]*:[0-9a-fA-F:.]*")) {
            found = NetworkInterface.getByInetAddress(InetAddress.getByName(nameOrAddress));
        }
        if (found == null) {
            throw new IOException("discovery.interfaces: " + nameOrAddress
                    + ": must be the name or an address of a network interface of this machine");
        }
        return found;
    }

    /** The loopback interface, null on a machine without. */
    static NetworkInterface loopback(ProtocolFamily family) throws SocketException {
        for (NetworkInterface candidate : NetworkInterface.networkInterfaces().toList()) {
            if (candidate.isLoopback() && candidate.isUp() && speaks(candidate, family)) {
                return candidate;
            }
        }
        return null;
    }

    private static boolean speaks(NetworkInterface candidate, ProtocolFamily family) {
        return candidate.inetAddresses().anyMatch(address -> isOf(address, family));
    }

    static boolean isOf(InetAddress address, ProtocolFamily family) {
        return family == StandardProtocolFamily.INET6
                ? address instanceof Inet6Address
                : address instanceof Inet4Address;
    }

    /**
     * The addresses that queries go to, without repetition.
     *
     * @throws IOException naming an address that is none
     */
    static List<InetAddress> targets(LslSettings.Discovery discovery, ProtocolFamily family) throws IOException {
        List<InetAddress> targets = new ArrayList<>();
        List<String> addresses = new ArrayList<>(discovery.targets());
        addresses.addAll(discovery.ipv6Groups());
        for (String address : addresses) {
            try {
                InetAddress target = InetAddress.getByName(address);
                if (isOf(target, family) && !targets.contains(target)) {
                    targets.add(target);
                }
            } catch (UnknownHostException e) {
                throw new IOException("discovery.addresses: " + address + ": must be an IP address", e);
            }
        }
        return targets;
    }

    /** The addresses of the known peers; a peer whose name is unknown at the moment is left out. */
    static List<InetAddress> knownPeers(LslSettings.Discovery discovery, ProtocolFamily family) {
        Set<InetAddress> peers =
                new TreeSet<>((a, b) -> java.util.Arrays.compareUnsigned(a.getAddress(), b.getAddress()));
        for (String peer : discovery.knownPeers()) {
            try {
                for (InetAddress address : InetAddress.getAllByName(peer)) {
                    if (isOf(address, family)) {
                        peers.add(address);
                    }
                }
            } catch (UnknownHostException e) {
                System.getLogger("org.phasor.lsl").log(System.Logger.Level.WARNING, "known peer not found: " + peer);
            }
        }
        return List.copyOf(peers);
    }
}
