package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** R1, R2, I10, O1, O14: discovery. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class ResolverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Test
    void findsAStreamByPredicate() throws Exception {
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            Outlet outlet = lsl.outlet(TestNetwork.eeg(ChannelFormat.INT16, 2, 100), OutletOptions.DEFAULTS);
            lsl.outlet(TestNetwork.eeg(ChannelFormat.STRING, 1, 0), OutletOptions.DEFAULTS);
            List<StreamInfo> found = lsl.resolver().resolve("channel_format='int16'", 1, PATIENCE);
            assertThat(found).hasSize(1);
            assertThat(found.get(0).uid()).isEqualTo(outlet.info().uid());
            assertThat(found.get(0).v4Address()).isNotEmpty();
            assertThat(lsl.resolver().resolve("type='EMG'", 1, Duration.ofMillis(200)))
                    .isEmpty();
            outlet.close();
            assertThat(lsl.resolver().resolve("channel_format='int16'", 1, Duration.ofMillis(200)))
                    .isEmpty();
        }
    }

    @Test
    void findsEveryOutletOfSeveralProcessesOnce() throws Exception {
        LslSettings settings = TestNetwork.settings();
        try (Lsl one = new PureJavaLsl(settings);
                Lsl two = new PureJavaLsl(settings)) {
            for (int i = 0; i < 2; i++) {
                one.outlet(TestNetwork.eeg(ChannelFormat.INT16, 2, 100), OutletOptions.DEFAULTS);
                two.outlet(TestNetwork.eeg(ChannelFormat.INT16, 2, 100), OutletOptions.DEFAULTS);
            }
            List<StreamInfo> found = two.resolver().resolve("", 0, Duration.ofMillis(700));
            assertThat(found).extracting(StreamInfo::uid).hasSize(4).doesNotHaveDuplicates();
        }
    }

    @Test
    void findsOutletsByTheirServicePortsAlone() throws Exception {
        LslSettings settings = TestNetwork.settings();
        LslSettings.Discovery nowhere = new LslSettings.Discovery(
                ResolveScope.MACHINE, List.of("127.0.0.1"), List.of("127.0.0.1"), 0, List.of());
        LslSettings.Ports ports = settings.ports();
        LslSettings otherPort = settings.withDiscovery(nowhere)
                .withPorts(new LslSettings.Ports(
                        ports.multicast() == 65535 ? 1024 : ports.multicast() + 1, ports.base(), ports.range(), true));
        try (Lsl serving = new PureJavaLsl(settings);
                Lsl asking = new PureJavaLsl(otherPort)) {
            serving.outlet(TestNetwork.eeg(ChannelFormat.INT16, 2, 100), OutletOptions.DEFAULTS);
            serving.outlet(TestNetwork.eeg(ChannelFormat.INT8, 2, 100), OutletOptions.DEFAULTS);
            assertThat(asking.resolver().resolve("", 2, PATIENCE)).hasSize(2);
        }
    }

    @Test
    void findsKnownPeersByName() throws Exception {
        LslSettings settings = TestNetwork.settings();
        LslSettings peers =
                settings.withDiscovery(settings.discovery().withKnownPeers(List.of("localhost", "127.0.0.2")));
        try (Lsl lsl = new PureJavaLsl(peers)) {
            lsl.outlet(TestNetwork.eeg(ChannelFormat.INT16, 2, 100), OutletOptions.DEFAULTS);
            assertThat(lsl.resolver().resolve("", 0, Duration.ofMillis(900))).hasSize(1);
        }
    }

    @Test
    void keepsSessionsApart() throws Exception {
        LslSettings settings = TestNetwork.settings();
        String quoted = settings.sessionId() + " 'b' \"c\"";
        try (Lsl here = new PureJavaLsl(settings);
                Lsl there = new PureJavaLsl(settings.withSessionId(quoted))) {
            here.outlet(TestNetwork.eeg(ChannelFormat.INT16, 2, 100), OutletOptions.DEFAULTS);
            assertThat(there.resolver().resolve("", 0, Duration.ofMillis(200))).isEmpty();
            assertThat(there.resolver().resolve("name='x' or type='EEG'", 0, Duration.ofMillis(200)))
                    .isEmpty();
            there.outlet(TestNetwork.eeg(ChannelFormat.INT16, 2, 100), OutletOptions.DEFAULTS);
            assertThat(there.resolver().resolve("", 1, PATIENCE))
                    .singleElement()
                    .satisfies(found -> assertThat(found.sessionId()).isEqualTo(quoted));
        }
    }

    @Test
    void findsNamesWithQuotes() throws Exception {
        String name = "it's \"quoted\"";
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            lsl.outlet(StreamInfo.builder(name, "EEG").build(), OutletOptions.DEFAULTS);
            assertThat(lsl.resolver().resolve(Predicates.equalTo("name", name), 1, PATIENCE))
                    .hasSize(1);
        }
    }

    @Test
    void refusesWhatIsNoXPathBeforeItAsks() throws Exception {
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            Resolver resolver = lsl.resolver();
            assertThatThrownBy(() -> resolver.resolve("name='x", 1, PATIENCE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no XPath");
            assertThatThrownBy(() -> resolver.resolve("name='x'\nor 1", 1, PATIENCE))
                    .hasMessageContaining("one line");
        }
    }

    @Test
    void refusesSenselessNumbers() throws Exception {
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            assertThatThrownBy(() -> lsl.resolver().resolve("", -1, PATIENCE)).hasMessageContaining("minimum = -1");
            assertThatThrownBy(() -> lsl.resolver().resolve("", 1, Duration.ofMillis(-1)))
                    .hasMessageContaining("negative");
        }
    }

    @Test
    void namesAnInterfaceThatDoesNotExist() throws Exception {
        LslSettings.Discovery wrong =
                new LslSettings.Discovery(ResolveScope.MACHINE, List.of(), List.of("nic99"), 0, List.of());
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings().withDiscovery(wrong))) {
            assertThatThrownBy(() -> lsl.resolver().resolve("", 1, PATIENCE)).hasMessageContaining("nic99");
        }
    }

    @Test
    void canBeInterrupted() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            Thread thread = new Thread(() -> {
                try {
                    lsl.resolver().resolve("", 0, Duration.ofSeconds(100));
                } catch (IOException | InterruptedException e) {
                    thrown.set(e);
                }
            });
            thread.start();
            thread.interrupt();
            thread.join(5000);
            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        }
    }

    /** Collects what is sent to the multicast port, and answers it. */
    private static List<String> asked(LslSettings settings, String predicate, Duration listen, String... replies)
            throws Exception {
        List<String> queries = new ArrayList<>();
        try (DatagramSocket port = new DatagramSocket(
                new InetSocketAddress("127.0.0.1", settings.ports().multicast()))) {
            Thread thread = new Thread(() -> {
                DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
                try {
                    for (; ; ) {
                        packet.setLength(65_536);
                        port.receive(packet);
                        String query = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                        synchronized (queries) {
                            queries.add(packet.getPort() + "|" + query);
                        }
                        String[] last = query.split("\r\n")[2].split(" ");
                        for (String reply : replies) {
                            byte[] bytes = reply.replace("ID", last[1]).getBytes(StandardCharsets.UTF_8);
                            port.send(new DatagramPacket(
                                    bytes, bytes.length, packet.getAddress(), Integer.parseInt(last[0])));
                        }
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            thread.setDaemon(true);
            thread.start();
            List<StreamInfo> found = new UdpResolver(settings).resolve(predicate, 0, listen);
            synchronized (queries) {
                List<String> all = new ArrayList<>(queries);
                found.forEach(info -> all.add("found " + info.name()));
                return all;
            }
        }
    }

    private static LslSettings unicast() throws IOException {
        return TestNetwork.settings()
                .withSessionId("default")
                .withDiscovery(new LslSettings.Discovery(
                        ResolveScope.MACHINE, List.of("127.0.0.1"), List.of("127.0.0.1"), 0, List.of()));
    }

    @Test
    void asksAsNativeDoesFromThePortItListensOn() throws Exception {
        String captured = Vectors.text("native-resolver-query-udp.bin");
        List<String> queries = asked(unicast(), "name='FakeEEG'", Duration.ofMillis(100));
        String[] parts = queries.get(0).split("\\|", 2);
        assertThat(parts[1]).matches("(?s).*\r\n" + parts[0] + " \\S+\r\n");
        String portAndId = "\\d+ \\S+\r\n$";
        assertThat(parts[1].replaceFirst(portAndId, "")).isEqualTo(captured.replaceFirst(portAndId, ""));
    }

    @Test
    void asksAgainInWaves() throws Exception {
        assertThat(asked(unicast(), "", Duration.ofMillis(1200))).hasSize(3);
    }

    @Test
    void dropsInvalidAndForeignAndRepeatedReplies() throws Exception {
        String good =
                StreamInfo.builder("good", "EEG").uid("u1").v4("", 5, 6).build().toShortXml();
        String noUid = StreamInfo.builder("no uid", "EEG").build().toShortXml();
        List<String> answers = asked(
                unicast(),
                "",
                Duration.ofMillis(150),
                "other\r\n" + good,
                "ID\r\n<info><name>bad</name></info>",
                "ID\r\nno xml",
                "ID",
                "ID\r\n" + noUid,
                "ID\r\n" + good.replace("good", "first"),
                "ID\r\n" + good);
        assertThat(answers.stream().filter(line -> line.startsWith("found"))).containsExactly("found first");
    }

    @Test
    void recoveryAsksAsNativeDoes() throws Exception {
        String captured = Vectors.text("native-inlet-recovery-query-udp.bin").split("\r\n")[1];
        StreamInfo lost = StreamInfo.builder("FakeEEG", "EEG")
                .channelCount(3)
                .sourceId("fake-src")
                .build();
        assertThat(SenderSearch.query(lost)).isEqualTo(captured);
    }
}
