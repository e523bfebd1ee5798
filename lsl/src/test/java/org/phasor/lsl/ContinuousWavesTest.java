package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** R1: when a continuous resolver asks, and from where. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class ContinuousWavesTest {

    private static final Offset<Double> NEAR = Offset.offset(0.25);

    private record Query(double atSeconds, int fromPort, String text) {}

    /** What arrives at one socket while a continuous resolver runs. */
    private static List<Query> heard(DatagramSocket at, LslSettings settings, int count) throws Exception {
        List<Query> queries = new ArrayList<>();
        try (Lsl lsl = new PureJavaLsl(settings);
                ContinuousResolver watch = lsl.resolver()
                        .watch("type='EEG'", ContinuousResolver.DEFAULT_FORGET_AFTER, new ResolverListener() {})) {
            long start = System.nanoTime();
            at.setSoTimeout(5000);
            DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
            while (queries.size() < count) {
                packet.setLength(2048);
                at.receive(packet);
                String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                queries.add(new Query((System.nanoTime() - start) / 1e9, packet.getPort(), text));
            }
            assertThat(watch.results()).isEmpty();
        }
        return queries;
    }

    private static LslSettings asking(int multicastPort, int basePort, List<String> peers) {
        return LslSettings.loopbackOnly()
                .withPorts(new LslSettings.Ports(multicastPort, basePort, 1, true))
                .withDiscovery(new LslSettings.Discovery(
                        ResolveScope.MACHINE, List.of("127.0.0.1"), List.of("127.0.0.1"), 0, peers));
    }

    /** A turn each 510 ms. */
    private static LslSettings quick(LslSettings like) {
        LslSettings.Timing t = like.timing();
        return like.withTiming(new LslSettings.Timing(
                0.01,
                0.01,
                t.clockWaveSeconds(),
                t.clockProbes(),
                t.clockProbeSeconds(),
                t.clockReplySeconds(),
                t.clockMinProbes(),
                t.handshakeSeconds(),
                t.silenceSeconds()));
    }

    private static DatagramSocket listening(String host) throws Exception {
        return new DatagramSocket(new InetSocketAddress(InetAddress.getByName(host), 0));
    }

    @Test
    void asksEachSecondFromTheSocketThatHearsTheAnswers() throws Exception {
        try (DatagramSocket group = listening("127.0.0.1");
                DatagramSocket taken = listening("127.0.0.1")) {
            List<Query> queries = heard(group, asking(group.getLocalPort(), taken.getLocalPort(), List.of()), 2);
            for (int i = 1; i < queries.size(); i++) {
                assertThat(queries.get(i).atSeconds() - queries.get(i - 1).atSeconds())
                        .isCloseTo(1.0, NEAR);
            }
            assertThat(queries)
                    .extracting(Query::fromPort)
                    .containsOnly(queries.get(0).fromPort());
            assertThat(queries.get(0).text())
                    .startsWith("LSL:shortinfo\r\nsession_id='default' and type='EEG'\r\n"
                            + queries.get(0).fromPort() + " ");
        }
    }

    @Test
    void asksKnownPeersHalfASecondLaterAndAllMoreSlowly() throws Exception {
        // 127.0.0.2 is asked as a peer only; other systems than Linux may not have it.
        DatagramSocket peer;
        try {
            peer = listening("127.0.0.2");
        } catch (java.net.BindException e) {
            org.junit.jupiter.api.Assumptions.abort("127.0.0.2 is no address of this machine");
            return;
        }
        try (peer;
                DatagramSocket group = listening("127.0.0.1")) {
            List<Query> queries =
                    heard(peer, asking(group.getLocalPort(), peer.getLocalPort(), List.of("127.0.0.2")), 2);
            assertThat(queries.get(0).atSeconds()).isCloseTo(0.5, NEAR);
            assertThat(queries.get(1).atSeconds()).isCloseTo(2.25, NEAR);
        }
    }

    @Test
    void aBusyListenerDoesNotMakeItAskInBursts() throws Exception {
        try (DatagramSocket group = listening("127.0.0.1");
                DatagramSocket taken = listening("127.0.0.1")) {
            LslSettings settings = quick(asking(group.getLocalPort(), taken.getLocalPort(), List.of()));
            try (UdpSearch search = new UdpSearch(settings, "")) {
                search.listen(1_000_000);
                Thread.sleep(1300);
                search.listen(1_000_000);
                search.listen(1_000_000);
                search.listen(1_000_000);
            }
            group.setSoTimeout(100);
            int count = 0;
            try {
                for (; ; ) {
                    group.receive(new DatagramPacket(new byte[2048], 2048));
                    count++;
                }
            } catch (java.net.SocketTimeoutException e) {
                assertThat(count).isEqualTo(2);
            }
        }
    }

    @Test
    void beginsAnewWhenTheNetworksChange() throws Exception {
        try (DatagramSocket group = listening("127.0.0.1");
                DatagramSocket taken = listening("127.0.0.1")) {
            LslSettings settings = quick(asking(group.getLocalPort(), taken.getLocalPort(), List.of()));
            Set<String> networks = new HashSet<>();
            List<Integer> ports = new ArrayList<>();
            group.setSoTimeout(5000);
            DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
            try (UdpSearch search = new UdpSearch(settings, "", () -> Set.copyOf(networks))) {
                for (int turn = 0; turn < 3; turn++) {
                    if (turn == 2) {
                        networks.add("wlan0");
                    }
                    if (turn > 0) {
                        Thread.sleep(520);
                    }
                    search.listen(1_000_000);
                    group.receive(packet);
                    ports.add(packet.getPort());
                }
            }
            assertThat(ports.get(1)).as("one socket as long as nothing changes").isEqualTo(ports.get(0));
            assertThat(ports.get(2)).isNotEqualTo(ports.get(1));
        }
    }
}
