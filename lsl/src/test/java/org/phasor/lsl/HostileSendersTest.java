package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a resolver and an inlet outlive of those who answer them. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HostileSendersTest extends BesideAWatchedStream {

    private static final String UID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
    private static final String OK =
            "LSL/110 200 OK\r\nUID: " + UID + "\r\nByte-Order: 1234\r\nData-Protocol-Version: 110\r\n\r\n";

    private static List<StreamInfo> resolve(int minimum, long timeoutMs) throws Exception {
        return watched.lsl().resolver().resolve("", minimum, Duration.ofMillis(timeoutMs));
    }

    private static StreamInfo info(ChannelFormat format, int channels) {
        return StreamInfo.builder("Hostile", "EEG")
                .channelCount(channels)
                .format(format)
                .nominalRateHz(100)
                .uid(UID)
                .createdAtSeconds(1)
                .protocolVersion(110)
                .build();
    }

    @Test
    void aResolverFindsTheHonestAmongHostileReplies() throws Exception {
        try (ServerSocket lure = new ServerSocket(0, 5, TestNetwork.loopback())) {
            Thread replies;
            try (DatagramSocket hostile = servicePort()) {
                Map<String, String> bad = BadDescriptions.like(info(ChannelFormat.FLOAT32, 1), lure.getLocalPort());
                replies = new Thread(() -> replyTo(hostile, bad), "hostile-replies");
                replies.start();
                long start = System.nanoTime();
                assertThat(resolve(0, 1500))
                        .extracting(StreamInfo::uid)
                        .containsExactly(watched.outlet().info().uid());
                assertThat((System.nanoTime() - start) / 1e9)
                        .as("seconds for a search of 1.5 s")
                        .isLessThan(3);
            }
            replies.join();
            lure.setSoTimeout(1);
            assertThatThrownBy(lure::accept).as("nobody fetches an entity").isInstanceOf(IOException.class);
        }
    }

    /** Bound where resolvers of this machine ask. */
    private DatagramSocket servicePort() throws IOException {
        for (int i = 0; i < settings.ports().range(); i++) {
            try {
                return new DatagramSocket(new InetSocketAddress(
                        TestNetwork.loopback(), settings.ports().base() + i));
            } catch (java.net.BindException e) {
                // The outlet's own.
            }
        }
        throw new IOException("no free service port");
    }

    /** To each query all the bad replies, then a flood of them for as long as the resolver listens. */
    private static void replyTo(DatagramSocket hostile, Map<String, String> bad) {
        try {
            DatagramPacket query = new DatagramPacket(new byte[65_536], 65_536);
            hostile.receive(query);
            ShortInfoRequest request =
                    ShortInfoRequest.parse(new String(query.getData(), 0, query.getLength(), StandardCharsets.UTF_8));
            String id = request.id();
            // A head start for the honest: a full buffer drops everyone's replies.
            Thread.sleep(50);
            for (; ; ) {
                for (String xml : bad.values()) {
                    send(hostile, request.returnPort(), id + "\r\n" + xml);
                }
                send(hostile, request.returnPort(), id);
                send(hostile, request.returnPort(), id + "1\r\n<info/>");
                send(hostile, request.returnPort(), id + "\r\n" + "\u00FC".repeat(30_000));
                // Takes longer to read than to send: there is always one more.
                byte[] slow = (id + "\r\n" + bad.get("deep nesting")).getBytes(StandardCharsets.US_ASCII);
                for (int i = 0; i < 2000; i++) {
                    hostile.send(new DatagramPacket(slow, slow.length, TestNetwork.loopback(), request.returnPort()));
                }
            }
        } catch (IOException e) {
            // The test has closed the socket.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(DatagramSocket from, int port, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        from.send(new DatagramPacket(bytes, Math.min(bytes.length, 65_000), TestNetwork.loopback(), port));
    }

    private Inlet inlet(HostileOutlet outlet, StreamInfo info) throws IOException {
        StreamInfo resolved =
                info.toBuilder().v4("127.0.0.1", outlet.port(), outlet.port()).build();
        return watched.lsl().inlet(resolved, new InletOptions(10, false, false));
    }

    @Test
    void anInletRefusesHostileDescriptions() throws Exception {
        try (ServerSocket lure = new ServerSocket(0, 5, TestNetwork.loopback())) {
            Map<String, String> bad = BadDescriptions.like(info(ChannelFormat.FLOAT32, 1), lure.getLocalPort());
            bad.put("sixteen million characters of tags", "<info>" + "<a/>".repeat(4_000_000) + "</info>");
            for (Map.Entry<String, String> one : bad.entrySet()) {
                byte[] xml = one.getValue().getBytes(StandardCharsets.UTF_8);
                try (HostileOutlet outlet = new HostileOutlet((request, out) -> out.write(xml))) {
                    assertThatThrownBy(() -> inlet(outlet, info(ChannelFormat.FLOAT32, 1)))
                            .as(one.getKey())
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining("Hostile")
                            .hasMessageContaining("its description is invalid: ");
                }
            }
            lure.setSoTimeout(1);
            assertThatThrownBy(lure::accept).as("nobody fetches an entity").isInstanceOf(IOException.class);
        }
    }

    @Test
    void anInletMeetsItsDeadlineWhateverItIsAnswered() throws Exception {
        StreamInfo info = info(ChannelFormat.STRING, 2);
        Map<String, HostileOutlet.Answer> feeds = new LinkedHashMap<>();
        feeds.put("silence", (request, out) -> Thread.sleep(5000));
        feeds.put("an end", (request, out) -> {});
        feeds.put("an endless status", (request, out) -> HostileOutlet.endless(out, "LSL/110 200 "));
        feeds.put("endless headers", (request, out) -> HostileOutlet.endless(out, "Name: value\r\n"));
        feeds.put("a dribble", (request, out) -> HostileOutlet.dribble(out, "L"));
        feeds.put(
                "half an answer",
                (request, out) -> out.write(OK.substring(0, 40).getBytes(StandardCharsets.US_ASCII)));
        feeds.put("an endless text", (request, out) -> {
            out.write(OK.getBytes(StandardCharsets.US_ASCII));
            HostileOutlet.endless(out, "\u0001\u0001x");
        });
        feeds.put("a pattern that stops", (request, out) -> {
            out.write((OK + "\u0001").getBytes(StandardCharsets.US_ASCII));
            HostileOutlet.dribble(out, "\u0008");
        });
        for (Map.Entry<String, HostileOutlet.Answer> one : feeds.entrySet()) {
            long start = System.nanoTime();
            try (HostileOutlet outlet = HostileOutlet.describing(info, one.getValue())) {
                assertThatThrownBy(() -> inlet(outlet, info))
                        .as(one.getKey())
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("Hostile")
                        .hasMessageNotContaining("must come from a resolver");
            }
            assertThat((System.nanoTime() - start) / 1e9).as(one.getKey()).isLessThan(3);
        }
        for (HostileOutlet.Answer answer : List.<HostileOutlet.Answer>of(
                (request, out) -> Thread.sleep(5000),
                (request, out) -> HostileOutlet.dribble(out, "<"),
                (request, out) -> HostileOutlet.endless(out, "<info>"))) {
            try (HostileOutlet outlet = new HostileOutlet(answer)) {
                assertThatThrownBy(() -> inlet(outlet, info)).isInstanceOf(IOException.class);
            }
        }
    }

    /** Header and test patterns of two text channels, then those bytes. */
    private static byte[] feed(byte[] after) throws IOException {
        EncodedSamples patterns = new EncodedSamples(ChannelFormat.STRING, ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < TestPattern.OFFSETS.length; i++) {
            patterns.add(TestPattern.texts(2), false, TestPattern.STAMP_SECONDS);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(OK.getBytes(StandardCharsets.US_ASCII));
        all.write(patterns.copy(0, patterns.end(patterns.count() - 1)));
        all.write(after);
        return all.toByteArray();
    }

    private static byte[] secondText(long length) {
        ByteBuffer bytes = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.put((byte) 1)
                .put((byte) 1)
                .put((byte) 1)
                .put((byte) 'x')
                .put((byte) 8)
                .putLong(length)
                .array();
    }

    @Test
    void absurdTextLengthsEndTheStreamWithALine() throws Exception {
        StreamInfo info = info(ChannelFormat.STRING, 2);
        long most = EncodedSamples.MAX_SAMPLE_BYTES;
        for (long length : new long[] {1L << 62, Long.MAX_VALUE, Long.MAX_VALUE - 8, -1, most, most + 1, 1L << 32}) {
            byte[] feed = feed(secondText(length));
            try (HostileOutlet outlet = HostileOutlet.describing(info, (request, out) -> out.write(feed));
                    Inlet inlet = inlet(outlet, info)) {
                Received received = new Received();
                inlet.start(received);
                assertThat(received.awaitLoss())
                        .singleElement()
                        .asString()
                        .as("length %d", length)
                        .contains("a text of " + Long.toUnsignedString(length) + " bytes");
            }
        }
    }

    @Test
    void garbageSamplesEndTheStreamOrAreSamples() throws Exception {
        long seed = 99;
        Random random = new Random(seed);
        StreamInfo info = info(ChannelFormat.STRING, 2);
        for (int i = 0; i < 30; i++) {
            byte[] garbage = new byte[2000];
            random.nextBytes(garbage);
            for (int k = 0; k < garbage.length; k++) {
                garbage[k] = random.nextBoolean() ? (byte) random.nextInt(9) : garbage[k];
            }
            byte[] feed = feed(garbage);
            try (HostileOutlet outlet = HostileOutlet.describing(info, (request, out) -> out.write(feed));
                    Inlet inlet = inlet(outlet, info)) {
                Received received = new Received();
                inlet.start(received);
                assertThat(received.awaitLoss())
                        .as("seed %d, round %d", seed, i)
                        .hasSize(1);
            }
        }
    }

    @Test
    void hostileTimeRepliesAreNoCorrection() throws Exception {
        String[] replies = {
            " %s 0 0 0",
            " %s NaN NaN NaN",
            " %s 1e308 -1e308 1e308",
            " %s 1e999 0 0",
            "%s",
            "",
            " x y z t",
            " 99999999999999999999 1 2 3",
            " %s 0x1p3 1 1"
        };
        StreamInfo info = info(ChannelFormat.STRING, 2);
        try (DatagramSocket service = new DatagramSocket(new InetSocketAddress(TestNetwork.loopback(), 0));
                TimeSync sync = new TimeSync(
                        info.toBuilder()
                                .v4("127.0.0.1", 1, service.getLocalPort())
                                .build(),
                        new LslSettings.Timing(0.5, 0.75, 0.05, 8, 0.002, 0.01, 6, 5, 15))) {
            sync.start();
            DatagramPacket probe = new DatagramPacket(new byte[1000], 1000);
            service.setSoTimeout(2000);
            for (int i = 0; i < 80; i++) {
                probe.setLength(1000);
                service.receive(probe);
                String wave =
                        new String(probe.getData(), 0, probe.getLength(), StandardCharsets.US_ASCII).split("\\s+")[1];
                for (String reply : replies) {
                    byte[] bytes = reply.replace("%s", wave).getBytes(StandardCharsets.US_ASCII);
                    service.send(new DatagramPacket(bytes, bytes.length, probe.getSocketAddress()));
                }
                TimeCorrection newest = sync.newest();
                assertThat(newest == null || Double.isFinite(newest.offsetSeconds()))
                        .isTrue();
            }
        }
    }
}
