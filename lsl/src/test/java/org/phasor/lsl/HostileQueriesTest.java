package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What discovery outlives of those who ask. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HostileQueriesTest extends BesideAWatchedStream {

    private static final long SEED = 4712;

    @Test
    void aHundredThousandQueriesASecondSlowNobodyDown() throws Exception {
        int count = 100_000;
        int[] ports = {watched.outlet().info().v4ServicePort(), settings.ports().multicast()};
        for (int port : ports) {
            long start = System.nanoTime();
            try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(TestNetwork.loopback(), 0))) {
                Thread flood = new Thread(() -> flood(socket, port, count), "flood");
                flood.start();
                // The other port still answers, and time does not stand still on either.
                resolves();
                flood.join();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("%d queries to port %d in %.2f s%n", count, port, seconds);
            resolves();
        }
    }

    private static void flood(DatagramSocket socket, int port, int count) {
        Random random = new Random(SEED);
        byte[][] queries = new byte[500][];
        for (int i = 0; i < queries.length; i++) {
            String query = switch (i % 4) {
                case 0 -> "name='" + random.nextInt() + "'";
                case 1 -> "count(desc//channel) > " + i;
                case 2 -> "name='Watched'";
                default -> "(((" + random.nextInt() + " and [";
            };
            queries[i] = ("LSL:shortinfo\r\n" + query + "\r\n" + socket.getLocalPort() + " " + i + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }
        try {
            for (int i = 0; i < count; i++) {
                byte[] query = queries[i % queries.length];
                socket.send(new DatagramPacket(query, query.length, TestNetwork.loopback(), port));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void queriesThatWouldKeepTheEvaluatorBusyAreRefused() throws Exception {
        String[] costly = {
            "//*[//*[//*='q']]",
            "count(//*/preceding::*/following::*)>0",
            "count(/info/desc/channels/channel/*[count(/info/desc/channels/channel[count(/info/desc/*/*)>0])>0])>0",
            "string-length(concat(" + ".,".repeat(30_000) + ".))>0",
            "(".repeat(60_000),
            "1" + "+1".repeat(30_000),
            "not(".repeat(15_000) + "1" + ")".repeat(1000),
            "-".repeat(60_000) + "1",
            "name='" + "x".repeat(64_000) + "'"
        };
        List<ChannelInfo> channels = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            channels.add(new ChannelInfo("C" + i, "microvolts", "EEG"));
        }
        try (Lsl lsl = new PureJavaLsl(settings);
                DatagramSocket socket = new DatagramSocket(new InetSocketAddress(TestNetwork.loopback(), 0))) {
            Outlet outlet = lsl.outlet(
                    StreamInfo.builder("Wide", "EEG").channels(channels).build(), OutletOptions.DEFAULTS);
            socket.setSoTimeout(5000);
            for (String query : costly) {
                long start = System.nanoTime();
                for (String asked : List.of(query, "name='Wide'")) {
                    byte[] bytes = ("LSL:shortinfo\r\n" + asked + "\r\n" + socket.getLocalPort() + " good\r\n")
                            .getBytes(StandardCharsets.US_ASCII);
                    socket.send(new DatagramPacket(
                            bytes,
                            bytes.length,
                            TestNetwork.loopback(),
                            outlet.info().v4ServicePort()));
                }
                socket.receive(new DatagramPacket(new byte[65_536], 65_536));
                RawClient.ask(outlet, "LSL:shortinfo\r\n" + query + "\r\n");
                assertThat((System.nanoTime() - start) / 1e9)
                        .as("seconds for %.60s", query)
                        .isLessThan(1.5);
            }
        }
    }
}
