package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What single settings do to the network. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class TuningEffectsTest {

    private static final StreamInfo WANTED = TestNetwork.eeg(ChannelFormat.INT16, 2, 100);

    @Test
    @DisplayName("multicast.ListenAddress: queries are heard on that address only")
    void hearsQueriesOnOneAddress() throws Exception {
        LslSettings settings = TestNetwork.settings();
        LslSettings.Discovery d = settings.discovery();
        LslSettings narrow = settings.withIpv6(Ipv6Use.DISABLE)
                .withDiscovery(new LslSettings.Discovery(
                        d.scope(), d.addresses(), d.interfaces(), 0, List.of(), d.scopeAddresses(), "127.0.0.1"));
        try (Lsl lsl = new PureJavaLsl(narrow);
                Outlet outlet = lsl.outlet(WANTED, OutletOptions.DEFAULTS);
                DatagramSocket asker = new DatagramSocket(new InetSocketAddress(TestNetwork.loopback(), 0))) {
            assertThat(outlet.info().v4DataPort()).isPositive();
            String request = "LSL:shortinfo\r\n\r\n" + asker.getLocalPort() + " 1\r\n";
            int port = settings.ports().multicast();
            assertThat(RawClient.askUdp(asker, request, port)).hasSize(1);
            assertThat(RawClient.askUdp(asker, request, InetAddress.getByName("127.0.0.2"), port))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("multicast.SiteAddresses: groups of one's own are joined and asked")
    void asksTheListedGroups() throws Exception {
        LslSettings settings = TestNetwork.settings();
        ScopeAddresses own = new ScopeAddresses(List.of(), List.of(), List.of("239.7.7.7"), List.of(), List.of(), "");
        LslSettings.Discovery listed =
                new LslSettings.Discovery(ResolveScope.SITE, List.of(), List.of("127.0.0.1"), 0, List.of(), own, "");
        LslSettings served = settings.withDiscovery(listed);
        LslSettings elsewhere =
                served.withPorts(new LslSettings.Ports(settings.ports().multicast(), 2000, 1, true));
        try (Lsl lsl = new PureJavaLsl(served);
                Outlet outlet = lsl.outlet(WANTED, OutletOptions.DEFAULTS);
                Lsl other = new PureJavaLsl(elsewhere)) {
            assertThat(other.resolver().resolve("", 1, Duration.ofSeconds(5)))
                    .extracting(StreamInfo::uid)
                    .containsExactly(outlet.info().uid());
        }
    }

    @Test
    @DisplayName("tuning.MaxCachedQueries: none need be remembered")
    void answersWithoutACache() {
        ServedStream stream = new ServedStream(WANTED, 0);
        for (int i = 0; i < 3; i++) {
            assertThat(stream.matches("type='EEG'")).isTrue();
            assertThat(stream.matches("type='EMG'")).isFalse();
        }
    }

    @Test
    @DisplayName("tuning.SendSocketBufferSize, ReceiveSocketBufferSize: a feed goes through small buffers")
    void feedsThroughSmallBuffers() throws Exception {
        LslTuning small = new LslTuning(110, false, 100, 2048, 2048, 15, 0.5, 90);
        Received received = new Received();
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings().withTuning(small));
                Outlet outlet = lsl.outlet(TestNetwork.eeg(ChannelFormat.DOUBLE64, 2000, 100), OutletOptions.DEFAULTS);
                Inlet inlet = lsl.inlet(TestNetwork.onLoopback(outlet.info()), new InletOptions(10, false, false))) {
            inlet.start(received);
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
            for (int i = 0; i < 20; i++) {
                outlet.push(new double[2000], i + 1);
            }
            assertThat(received.awaitSamples(20)).hasSize(20);
            assertThat(outlet.droppedSamples()).isZero();
        }
    }

    @Test
    @DisplayName("a datagram that throws is survived by the service port")
    void survivesAnyDatagram() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        ServedStream[] one = {new ServedStream(WANTED)};
        DatagramChannel channel = DatagramChannel.open(java.net.StandardProtocolFamily.INET);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(new InetSocketAddress(TestNetwork.loopback(), 0));
        int port = channel.socket().getLocalPort();
        try (DatagramServer server = new DatagramServer(
                        channel, java.net.StandardProtocolFamily.INET, "test", () -> failFirst(asked, one), true);
                DatagramSocket asker = new DatagramSocket(new InetSocketAddress(TestNetwork.loopback(), 0))) {
            assertThat(server).isNotNull();
            String request = "LSL:shortinfo\r\n\r\n" + asker.getLocalPort() + " 1\r\n";
            assertThat(RawClient.askUdp(asker, request, port)).isEmpty();
            assertThat(RawClient.askUdp(asker, request, port)).hasSize(1);
        }
    }

    private static ServedStream[] failFirst(AtomicInteger asked, ServedStream[] then) {
        if (asked.getAndIncrement() == 0) {
            throw new IllegalStateException("the first of two");
        }
        return then;
    }
}
