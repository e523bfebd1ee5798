package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** O1, O13, R1, I10: streams over IPv6, on the loopback interface. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class Ipv6Test {

    private static final StreamInfo WANTED = TestNetwork.eeg(ChannelFormat.INT16, 2, 100);
    private static final Duration SOON = Duration.ofSeconds(5);

    private InetAddress loopback;

    @BeforeEach
    void requireIpv6() throws IOException {
        loopback = InetAddress.getByName("::1");
        boolean here = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(loopback::equals);
        Assumptions.assumeTrue(here, "this machine has no IPv6 loopback address");
        Assumptions.assumeFalse(Boolean.getBoolean("java.net.preferIPv4Stack"), "this JVM is told not to use IPv6");
    }

    @Test
    @DisplayName("O1, O4: four ports are announced, and queries are answered once over each version of IP")
    void answersOverBothVersionsOfIp() throws Exception {
        LslSettings settings = TestNetwork.settings();
        try (Lsl lsl = new PureJavaLsl(settings);
                Outlet outlet = lsl.outlet(WANTED, OutletOptions.DEFAULTS);
                DatagramSocket asker = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
            StreamInfo info = outlet.info();
            assertThat(info.v6DataPort()).isPositive().isNotEqualTo(info.v4DataPort());
            assertThat(info.v6ServicePort()).isPositive().isNotEqualTo(info.v4ServicePort());
            String request = "LSL:shortinfo\r\ntype='EEG'\r\n" + asker.getLocalPort() + " me\r\n";
            for (int port : List.of(info.v6ServicePort(), settings.ports().multicast())) {
                assertThat(RawClient.askUdp(asker, request, loopback, port))
                        .containsExactly("me\r\n" + info.toShortXml());
            }
            String probe = "LSL:timedata\r\n42 1.5\r\n";
            assertThat(RawClient.askUdp(asker, probe, loopback, info.v6ServicePort()))
                    .singleElement()
                    .asString()
                    .startsWith(" 42 1.5");
            assertThat(RawClient.askUdp(asker, probe, loopback, settings.ports().multicast()))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("O13, I10: with IPv6 forced everything runs over IPv6, clock and recovery included")
    void aStreamOfIpv6OnlyIsFoundAndReceived() throws Exception {
        LslSettings settings = TestNetwork.settings()
                .withIpv6(Ipv6Use.FORCE)
                .withTiming(new LslSettings.Timing(0.1, 0.75, 0.2, 8, 0.005, 0.05, 6, 5, 15));
        Received received = new Received();
        try (Lsl lsl = new PureJavaLsl(settings)) {
            Outlet outlet = lsl.outlet(WANTED, OutletOptions.DEFAULTS);
            assertThat(outlet.info().v4DataPort()).isZero();
            assertThat(outlet.info().v4ServicePort()).isZero();
            StreamInfo found = lsl.resolver().resolve("", 1, SOON).get(0);
            assertThat(found.v4Address()).isEmpty();
            assertThat(InetAddress.getByName(found.v6Address())).isEqualTo(loopback);
            try (Inlet inlet = lsl.inlet(found, InletOptions.DEFAULTS)) {
                inlet.start(received);
                assertThat(outlet.awaitConsumer(SOON)).isTrue();
                outlet.push(new double[] {3, 4}, 7.5);
                assertThat(received.awaitSamples(1).get(0).values()).containsExactly(3.0, 4.0);
                long deadline = System.nanoTime() + SOON.toNanos();
                while (inlet.timeCorrection() == null && System.nanoTime() < deadline) {
                    Thread.sleep(5);
                }
                assertThat(inlet.timeCorrection()).isNotNull();
                outlet.close();
                received.awaitLoss();
                Outlet again = lsl.outlet(WANTED, OutletOptions.DEFAULTS);
                received.awaitRecovery();
                assertThat(again.awaitConsumer(SOON)).isTrue();
                assertThat(InetAddress.getByName(inlet.info().v6Address())).isEqualTo(loopback);
            }
        }
    }

    @Test
    @DisplayName("O13: with IPv6 disabled no IPv6 port is open, and no IPv6 address is used")
    void disabledMeansNone() throws Exception {
        LslSettings settings = TestNetwork.settings().withIpv6(Ipv6Use.DISABLE);
        try (Lsl lsl = new PureJavaLsl(settings);
                Outlet outlet = lsl.outlet(WANTED, OutletOptions.DEFAULTS)) {
            StreamInfo info = outlet.info();
            assertThat(info.v6DataPort()).isZero();
            assertThat(info.v6ServicePort()).isZero();
            assertThat(info.v4DataPort()).isPositive();
            StreamInfo found = lsl.resolver().resolve("", 1, SOON).get(0);
            assertThat(found.v6Address()).isEmpty();
            StreamInfo onlyV6 = info.toBuilder().v6("::1", 16572, 16572).build();
            assertThatThrownBy(() -> lsl.inlet(onlyV6, InletOptions.DEFAULTS))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("must come from a resolver");
        }
    }

    @Test
    @DisplayName("R1, I10: a stream heard over both is received over IPv4; both addresses are kept")
    void prefersIpv4() throws Exception {
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings());
                Outlet outlet = lsl.outlet(WANTED, OutletOptions.DEFAULTS)) {
            StreamInfo found =
                    lsl.resolver().resolve("", 0, Duration.ofMillis(400)).get(0);
            assertThat(found.v4Address()).isEqualTo("127.0.0.1");
            assertThat(InetAddress.getByName(found.v6Address())).isInstanceOf(Inet6Address.class);
            assertThat(SenderAddress.of(found).data())
                    .isEqualTo(new InetSocketAddress("127.0.0.1", outlet.info().v4DataPort()));
            StreamInfo halfServed = found.toBuilder()
                    .v4("127.0.0.1", outlet.info().v4DataPort(), 0)
                    .build();
            assertThat(SenderAddress.of(halfServed).data())
                    .isEqualTo(new InetSocketAddress("::1", outlet.info().v6DataPort()));
            for (int i = 0; i < 20; i++) {
                StreamInfo first = lsl.resolver().resolve("", 1, SOON).get(0);
                assertThat(first.v4Address()).as("round %d", i).isEqualTo("127.0.0.1");
            }
        }
    }

    @Test
    @DisplayName("O13: an outlet that has only one port goes without IPv6; forced, it says so")
    void goesWithoutIpv6WhenItsPortsAreTaken() throws Exception {
        LslSettings free = TestNetwork.settings();
        LslSettings.Ports one =
                new LslSettings.Ports(free.ports().multicast(), free.ports().base(), 1, false);
        try (Lsl lsl = new PureJavaLsl(free.withPorts(one));
                Outlet outlet = lsl.outlet(WANTED, OutletOptions.DEFAULTS)) {
            assertThat(outlet.info().v4DataPort()).isEqualTo(one.base());
            assertThat(outlet.info().v6DataPort()).isZero();
            try (Lsl forced = new PureJavaLsl(free.withPorts(one).withIpv6(Ipv6Use.FORCE))) {
                assertThatThrownBy(() -> forced.outlet(WANTED, OutletOptions.DEFAULTS))
                        .hasMessageContaining("no free TCP port");
            }
        }
    }

    @Test
    @DisplayName("R1: known peers are asked over IPv6, too")
    void findsAKnownPeerOverIpv6() throws Exception {
        LslSettings served = TestNetwork.settings().withIpv6(Ipv6Use.FORCE);
        LslSettings asking =
                served.withDiscovery(LslSettings.Discovery.LOOPBACK_ONLY.withKnownPeers(List.of("::1", "127.0.0.1")));
        assertThat(NetworkPaths.knownPeers(asking.discovery(), StandardProtocolFamily.INET6))
                .containsExactly(loopback);
        try (Lsl lsl = new PureJavaLsl(served);
                Outlet outlet = lsl.outlet(WANTED, OutletOptions.DEFAULTS);
                Lsl other = new PureJavaLsl(asking)) {
            assertThat(other.resolver().resolve("", 1, SOON))
                    .extracting(StreamInfo::uid)
                    .containsExactly(outlet.info().uid());
        }
    }

    @Test
    void theGroupsAreThoseOfTheScope() throws Exception {
        LslSettings.Discovery site = LslSettings.Discovery.DEFAULTS;
        assertThat(NetworkPaths.targets(site, StandardProtocolFamily.INET6))
                .containsExactly(
                        InetAddress.getByName("FF02:113D:6FDD:2C17:A643:FFE2:1BD1:3CD2"),
                        InetAddress.getByName("FF05:113D:6FDD:2C17:A643:FFE2:1BD1:3CD2"));
        assertThat(NetworkPaths.targets(site, StandardProtocolFamily.INET)).hasSize(5);
        LslSettings.Discovery everywhere =
                new LslSettings.Discovery(ResolveScope.GLOBAL, List.of(), List.of(), -1, List.of());
        assertThat(NetworkPaths.targets(everywhere, StandardProtocolFamily.INET6))
                .hasSize(4)
                .allMatch(InetAddress::isMulticastAddress);
        assertThat(NetworkPaths.targets(LslSettings.Discovery.LOOPBACK_ONLY, StandardProtocolFamily.INET6))
                .isEmpty();
    }

    @Test
    @DisplayName("O1, R1: an IPv6 group is joined and asked on the interface that is named")
    void findsAStreamByAnIpv6Group() throws Exception {
        String group = "FF02:113D:6FDD:2C17:A643:FFE2:1BD1:3CD2";
        LslSettings served = TestNetwork.settings()
                .withIpv6(Ipv6Use.FORCE)
                .withDiscovery(
                        new LslSettings.Discovery(ResolveScope.MACHINE, List.of(group), List.of("::1"), 0, List.of()));
        // Elsewhere than where outlets have their service ports, so that the group alone can find them.
        LslSettings asking = served.withPorts(new LslSettings.Ports(
                served.ports().multicast(), served.ports().multicast() == 2000 ? 2001 : 2000, 1, true));
        try (Lsl lsl = new PureJavaLsl(served);
                Outlet outlet = lsl.outlet(WANTED, OutletOptions.DEFAULTS);
                Lsl other = new PureJavaLsl(asking)) {
            List<StreamInfo> found = other.resolver().resolve("", 1, Duration.ofSeconds(1));
            Assumptions.assumeFalse(found.isEmpty(), "this machine has no IPv6 multicast on its loopback interface");
            assertThat(found.get(0).uid()).isEqualTo(outlet.info().uid());
        }
    }

    @Test
    @DisplayName("O2: every outlet answers once, to a multicast query over IPv4 as to a query over IPv6")
    void everyOutletAnswersOnce() throws Exception {
        LslSettings settings = TestNetwork.settings();
        try (Lsl lsl = new PureJavaLsl(settings);
                DatagramSocket asker = new DatagramSocket()) {
            for (int i = 0; i < 3; i++) {
                lsl.outlet(WANTED, OutletOptions.DEFAULTS);
            }
            asker.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkPaths.loopback(StandardProtocolFamily.INET));
            asker.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 0);
            String request = "LSL:shortinfo\r\n\r\n" + asker.getLocalPort() + " 1\r\n";
            int port = settings.ports().multicast();
            InetAddress group = InetAddress.getByName("239.255.172.215");
            assertThat(RawClient.askUdp(asker, request, group, port)).hasSize(3).doesNotHaveDuplicates();
            assertThat(RawClient.askUdp(asker, request, loopback, port))
                    .hasSize(3)
                    .doesNotHaveDuplicates();
        }
    }
}
