package org.phasor.lsl;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The questions of a {@link ContinuousResolver}, from one long-lived socket that the answers come back to. Without known
 * peers a multicast wave each second; with peers each 1.75 s, and the peers 0.5 s later, as native liblsl asks. When the
 * machine's networks change, as on joining a Wi-Fi, it begins anew on those there are.
 */
final class UdpSearch implements ContinuousResolver.Search {

    private final LslSettings settings;
    private final String query;
    private final Supplier<Set<String>> networks;
    private ResolveRound round;
    private Set<String> networksOfRound;
    private final boolean hasPeers;
    private final long multicastNanos;
    private final long turnNanos;
    private long turnStarted = System.nanoTime();
    private boolean askedGroups;
    private boolean askedPeers;

    UdpSearch(LslSettings settings, String query) throws IOException {
        this(settings, query, UdpSearch::networksThatAreUp);
    }

    /** @param networks what there is to ask on, in any words */
    UdpSearch(LslSettings settings, String query, Supplier<Set<String>> networks) throws IOException {
        this.settings = settings;
        this.query = query;
        this.networks = networks;
        networksOfRound = networks.get();
        round = new ResolveRound(settings, query);
        hasPeers = !settings.discovery().knownPeers().isEmpty();
        LslSettings.Timing timing = settings.timing();
        multicastNanos = (long) (timing.multicastWaveSeconds() * 1e9);
        double unicastSeconds = hasPeers ? timing.unicastWaveSeconds() : 0;
        turnNanos = multicastNanos + (long) ((unicastSeconds + settings.tuning().continuousResolveSeconds()) * 1e9);
    }

    @Override
    public List<StreamInfo> listen(long nanos) throws IOException, InterruptedException {
        long inTurn = System.nanoTime() - turnStarted;
        if (inTurn >= turnNanos) {
            turnStarted += inTurn < 2 * turnNanos ? turnNanos : inTurn;
            askedGroups = false;
            askedPeers = false;
            inTurn = System.nanoTime() - turnStarted;
        }
        if (!askedGroups) {
            askedGroups = true;
            followNetworks();
            round.askGroups();
        }
        if (hasPeers && !askedPeers && inTurn >= multicastNanos) {
            askedPeers = true;
            round.askPeers();
        }
        long next = hasPeers && !askedPeers ? multicastNanos : turnNanos;
        return round.collect(Math.min(nanos, next - inTurn));
    }

    private void followNetworks() throws IOException {
        Set<String> now = networks.get();
        if (!now.equals(networksOfRound)) {
            ResolveRound fresh = new ResolveRound(settings, query);
            close();
            round = fresh;
            networksOfRound = now;
        }
    }

    private static Set<String> networksThatAreUp() {
        Set<String> names = new HashSet<>();
        try {
            for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
                if (one.isUp()) {
                    one.inetAddresses().forEach(address -> names.add(one.getName() + " " + address.getHostAddress()));
                }
            }
        } catch (SocketException e) {
            // None, then.
        }
        return names;
    }

    @Override
    public void close() {
        try {
            round.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
