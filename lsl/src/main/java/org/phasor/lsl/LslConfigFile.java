package org.phasor.lsl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Finds and reads native liblsl's configuration file ({@code lsl_api.cfg}). Keys that {@link LslSettings} does not have
 * are ignored.
 *
 * <p>Looked for in this order, as native liblsl does: the file that the environment variable {@code LSLAPICFG} names,
 * {@code ./lsl_api.cfg}, {@code ~/lsl_api/lsl_api.cfg}, {@code /etc/lsl_api/lsl_api.cfg}. A file with a mistake in it is
 * passed over with a warning, but for the one that {@code LSLAPICFG} names: who names a file means it.
 */
public final class LslConfigFile {

    private static final String VARIABLE = "LSLAPICFG";
    private static final String NAME = "lsl_api.cfg";

    private static final Map<String, ResolveScope> SCOPES = Map.of(
            "machine", ResolveScope.MACHINE,
            "link", ResolveScope.LINK,
            "site", ResolveScope.SITE,
            "organization", ResolveScope.ORGANIZATION,
            "global", ResolveScope.GLOBAL);

    private static final Map<String, Ipv6Use> IPV6 = Map.of(
            "disable", Ipv6Use.DISABLE,
            "disabled", Ipv6Use.DISABLE,
            "allow", Ipv6Use.ALLOW,
            "allowed", Ipv6Use.ALLOW,
            "force", Ipv6Use.FORCE,
            "forced", Ipv6Use.FORCE);

    private LslConfigFile() {}

    /**
     * The settings of the first file found, the defaults when there is none; warnings go to the system's logger.
     *
     * @throws IOException in one line, naming file, line and value, when {@code LSLAPICFG} names a file that cannot be
     *     used
     */
    public static LslSettings fromEnvironment() throws IOException {
        return fromEnvironment(warning -> System.getLogger("org.phasor.lsl").log(System.Logger.Level.WARNING, warning));
    }

    /**
     * As {@link #fromEnvironment()}.
     *
     * @param warnings hears one line for every file that was passed over
     */
    public static LslSettings fromEnvironment(Consumer<String> warnings) throws IOException {
        return find(System::getenv, Path.of(""), Path.of("/etc"), warnings);
    }

    static LslSettings find(UnaryOperator<String> environment, Path workingFolder, Path etc, Consumer<String> warnings)
            throws IOException {
        String named = environment.apply(VARIABLE);
        if (named != null && !named.isBlank()) {
            return read(Path.of(named));
        }
        List<Path> places = new ArrayList<>(List.of(workingFolder.resolve(NAME)));
        String home = home(environment);
        if (home != null) {
            places.add(Path.of(home, "lsl_api", NAME));
        }
        places.add(etc.resolve("lsl_api").resolve(NAME));
        for (Path place : places) {
            if (Files.isReadable(place)) {
                try {
                    return read(place);
                } catch (IOException e) {
                    warnings.accept(e.getMessage() + "; this configuration is passed over");
                }
            }
        }
        return LslSettings.DEFAULTS;
    }

    private static String home(UnaryOperator<String> environment) {
        for (String variable : List.of("HOME", "USERPROFILE")) {
            String folder = environment.apply(variable);
            if (folder != null && !folder.isBlank()) {
                return folder;
            }
        }
        String drive = environment.apply("HOMEDRIVE");
        String path = environment.apply("HOMEPATH");
        return drive == null || path == null ? null : drive + path;
    }

    /** The settings of one file; what it does not say is at its default. */
    public static LslSettings read(Path file) throws IOException {
        LslConfigText text = new LslConfigText(file);
        try {
            return new LslSettings(
                    ports(text),
                    discovery(text),
                    timing(text),
                    text.text("lab.SessionID", LslSettings.DEFAULTS.sessionId()),
                    text.choice("ports.IPv6", LslSettings.DEFAULTS.ipv6(), IPV6, "allow, disable or force"),
                    tuning(text));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static LslSettings.Ports ports(LslConfigText text) throws IOException {
        LslSettings.Ports d = LslSettings.Ports.DEFAULTS;
        return new LslSettings.Ports(
                text.whole("ports.MulticastPort", d.multicast()),
                text.whole("ports.BasePort", d.base()),
                text.whole("ports.PortRange", d.range()),
                text.flag("ports.AllowRandomPorts", d.allowRandom()));
    }

    private static LslSettings.Discovery discovery(LslConfigText text) throws IOException {
        LslSettings.Discovery d = LslSettings.Discovery.DEFAULTS;
        ScopeAddresses a = d.scopeAddresses();
        return new LslSettings.Discovery(
                text.choice("multicast.ResolveScope", d.scope(), SCOPES, "machine, link, site, organization or global"),
                text.list("multicast.AddressesOverride", d.addresses()),
                text.list("multicast.Interfaces", d.interfaces()),
                text.whole("multicast.TTLOverride", d.hops()),
                text.list("lab.KnownPeers", d.knownPeers()),
                new ScopeAddresses(
                        text.list("multicast.MachineAddresses", a.machine()),
                        text.list("multicast.LinkAddresses", a.link()),
                        text.list("multicast.SiteAddresses", a.site()),
                        text.list("multicast.OrganizationAddresses", a.organization()),
                        text.list("multicast.GlobalAddresses", a.global()),
                        text.text("multicast.IPv6MulticastGroup", a.ipv6Group())),
                text.text("multicast.ListenAddress", d.listenAddress()));
    }

    private static LslSettings.Timing timing(LslConfigText text) throws IOException {
        LslSettings.Timing d = LslSettings.Timing.DEFAULTS;
        return new LslSettings.Timing(
                text.number("tuning.MulticastMinRTT", d.multicastWaveSeconds()),
                text.number("tuning.UnicastMinRTT", d.unicastWaveSeconds()),
                text.number("tuning.TimeUpdateInterval", d.clockWaveSeconds()),
                text.whole("tuning.TimeProbeCount", d.clockProbes()),
                text.number("tuning.TimeProbeInterval", d.clockProbeSeconds()),
                text.number("tuning.TimeProbeMaxRTT", d.clockReplySeconds()),
                text.whole("tuning.TimeUpdateMinProbes", d.clockMinProbes()),
                d.handshakeSeconds(),
                text.number("tuning.WatchdogTimeThreshold", d.silenceSeconds()));
    }

    private static LslTuning tuning(LslConfigText text) throws IOException {
        LslTuning d = LslTuning.DEFAULTS;
        return new LslTuning(
                text.whole("tuning.UseProtocolVersion", d.protocolVersion()),
                text.flag("tuning.ForceDefaultTimestamps", d.forceDefaultTimestamps()),
                text.whole("tuning.MaxCachedQueries", d.cachedQueries()),
                text.whole("tuning.SendSocketBufferSize", d.sendBufferBytes()),
                text.whole("tuning.ReceiveSocketBufferSize", d.receiveBufferBytes()),
                text.number("tuning.WatchdogCheckInterval", d.watchdogCheckSeconds()),
                text.number("tuning.ContinuousResolveInterval", d.continuousResolveSeconds()),
                text.number("tuning.SmoothingHalftime", d.smoothingHalftimeSeconds()));
    }
}
