package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutated messages against everything that reads the network: a result or the documented refusal, soon, and in bounded
 * memory. {@code -Dphasor.fuzz.seconds=N} runs longer, {@code -Dphasor.fuzz.seed=N} elsewhere.
 */
class LslFuzzTest {

    private static final double SECONDS = Double.parseDouble(System.getProperty("phasor.fuzz.seconds", "5"));
    private static final long SEED = Long.getLong("phasor.fuzz.seed", 20_261_120);
    private static final double SHARE_OF_PARSERS = 0.6;

    private static final long MAX_NANOS = 3_000_000_000L;
    private static final long MAX_ALLOCATED_BYTES = 256L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final ServedStream STREAM = new ServedStream(MutatedMessages.info(ChannelFormat.FLOAT32));

    /** Reads a message, and throws for anything but what is documented. */
    private interface Reader {
        void read(byte[] message, MutatedMessages.Kind kind, ChannelFormat format, ByteOrder order) throws Exception;
    }

    private static void fuzz(String where, double seconds, Reader reader) throws Exception {
        System.out.println(where + ": seed " + SEED + ", " + seconds + " s");
        Random choice = new Random(SEED);
        MutatedMessages messages = new MutatedMessages(SEED + 1);
        MutatedMessages.Kind[] kinds = MutatedMessages.Kind.values();
        ChannelFormat[] formats = ChannelFormat.values();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long round = 0;
        for (; System.nanoTime() < end; round++) {
            MutatedMessages.Kind kind = kinds[choice.nextInt(kinds.length)];
            ChannelFormat format = formats[choice.nextInt(formats.length)];
            ByteOrder order = choice.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            byte[] message = messages.next(kind, format, order);
            long start = System.nanoTime();
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            try {
                reader.read(message, kind, format, order);
                assertThat(System.nanoTime() - start).as("nanoseconds").isLessThan(MAX_NANOS);
                assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated)
                        .as("bytes allocated")
                        .isLessThan(MAX_ALLOCATED_BYTES);
            } catch (Exception | Error e) {
                throw new AssertionError(
                        where + ": seed " + SEED + ", round " + round + ", " + kind + " " + format + " " + order
                                + " message " + HexFormat.of().formatHex(message),
                        e);
            }
        }
        System.out.println(where + ": " + round + " messages");
        assertThat(round).as("messages").isPositive();
    }

    @Test
    void everyParserGivesAResultOrItsDocumentedRefusal() {
        assertTimeoutPreemptively(Duration.ofMillis((long) (SECONDS * 1000) + 20_000), () -> {
            Footprint before = Footprint.now();
            fuzz("parsers", SECONDS * SHARE_OF_PARSERS, LslFuzzTest::parse);
            before.requireAgain("fuzzed parsers");
        });
    }

    private static void parse(byte[] message, MutatedMessages.Kind kind, ChannelFormat format, ByteOrder order)
            throws Exception {
        String text = new String(message, StandardCharsets.UTF_8);
        switch (kind) {
            case QUERY -> {
                ShortInfoRequest request = ShortInfoRequest.parse(text);
                if (request != null) {
                    assertThat(request.returnPort()).isBetween(1, 65_535);
                    STREAM.matches(request.query());
                    assertThat(request.reply(STREAM.shortXml())).isNotEmpty();
                }
            }
            case TIME_REQUEST -> TimeProbe.reply(text, 1);
            case TIME_REPLY -> {
                TimeCorrection measured = TimeProbe.measure(text, 42, 870);
                if (measured != null) {
                    assertThat(measured.offsetSeconds()).isFinite();
                    assertThat(measured.roundTripSeconds()).isFinite().isNotNegative();
                }
            }
            case CLIENT_REQUEST -> parseRequest(text, format);
            case DESCRIPTION -> parseDescription(text);
            case SAMPLES, RESPONSE -> decode(message, format, order);
        }
    }

    private static void parseRequest(String text, ChannelFormat format) {
        ClientRequest request = ClientRequest.parse(text);
        if (request != null && request.kind() == ClientRequest.Kind.FEED) {
            try {
                FeedTerms terms = FeedTerms.agree(format, request.version(), request.headers());
                assertThat(terms.maxBufferSamples()).isNotNegative();
                assertThat(terms.dataProtocol()).isLessThanOrEqualTo(StreamInfo.PROTOCOL_VERSION);
            } catch (IllegalArgumentException e) {
                assertOneLine(e);
            }
        } else if (request != null && request.kind() == ClientRequest.Kind.SHORT_INFO) {
            STREAM.matches(request.argument());
        }
    }

    private static void parseDescription(String text) {
        StreamInfo info;
        try {
            info = StreamInfo.fromXml(text);
        } catch (IllegalArgumentException e) {
            assertOneLine(e);
            return;
        }
        assertThat(info.channelCount()).isNotNegative();
        StreamInfo again = StreamInfo.fromXml(info.toXml());
        assertThat(again.uid()).isEqualTo(info.uid());
        assertThat(again.channelCount()).isEqualTo(info.channelCount());
    }

    private static void assertOneLine(Exception e) {
        assertThat(e.getMessage()).isNotBlank();
    }

    /** In portions, as they come from a socket. */
    private static void decode(byte[] message, ChannelFormat format, ByteOrder order) {
        SampleDecoder decoder = SampleDecoder.of(format, 3, message.length % 2 == 0);
        ByteBuffer in = ByteBuffer.allocate(message.length).order(order);
        int given = 0;
        int samples = 0;
        try {
            while (given < message.length) {
                int portion = Math.min(message.length - given, 1 + given % 700);
                in.put(message, given, portion).flip();
                given += portion;
                while (decoder.decode(in)) {
                    samples++;
                }
                in.compact();
                assertThat(decoder.bytesNeeded()).isBetween(1, EncodedSamples.MAX_SAMPLE_BYTES + 9);
            }
        } catch (IOException e) {
            assertThat(format.isText()).as("only texts can be malformed").isTrue();
            assertOneLine(e);
        }
        assertThat(samples).isLessThanOrEqualTo(message.length);
    }

    @Test
    void outletAndInletOutliveWhatTheyAreSent() {
        assertTimeoutPreemptively(Duration.ofMillis((long) (SECONDS * 1000) + 20_000), () -> {
            LslSettings settings = TestNetwork.hasty(0.3);
            try (Lsl lsl = new PureJavaLsl(settings);
                    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(TestNetwork.loopback(), 0))) {
                Outlet outlet = lsl.outlet(TestNetwork.eeg(ChannelFormat.FLOAT32, 3, 100), OutletOptions.DEFAULTS);
                // Once without faults, so that what is loaded and opened for good is there.
                byte[] good = new MutatedMessages(SEED)
                        .real(MutatedMessages.Kind.RESPONSE, ChannelFormat.INT8, ByteOrder.nativeOrder());
                talk(lsl, outlet, socket, settings, good, MutatedMessages.Kind.RESPONSE, ChannelFormat.INT8);
                Footprint before = Footprint.now();
                fuzz(
                        "sockets",
                        SECONDS * (1 - SHARE_OF_PARSERS),
                        (message, kind, format, order) -> talk(lsl, outlet, socket, settings, message, kind, format));
                before.requireAgain("fuzzed sockets");
                assertThat(RawClient.askText(outlet, "LSL:fullinfo\r\n"))
                        .isEqualTo(outlet.info().toXml());
                // Not the socket that the answers to the fuzz lie in.
                try (DatagramSocket other = new DatagramSocket(new InetSocketAddress(TestNetwork.loopback(), 0))) {
                    String query = "LSL:shortinfo\r\n\r\n" + other.getLocalPort() + " last\r\n";
                    assertThat(RawClient.askUdp(other, query, outlet.info().v4ServicePort()))
                            .contains("last\r\n" + outlet.info().toShortXml());
                }
            }
        });
    }

    private static void talk(
            Lsl lsl,
            Outlet outlet,
            DatagramSocket socket,
            LslSettings settings,
            byte[] message,
            MutatedMessages.Kind kind,
            ChannelFormat format)
            throws Exception {
        switch (kind) {
            case QUERY, TIME_REQUEST, TIME_REPLY -> {
                for (int port : new int[] {
                    outlet.info().v4ServicePort(), settings.ports().multicast()
                }) {
                    int bytes = Math.min(message.length, 65_000);
                    socket.send(new DatagramPacket(message, bytes, TestNetwork.loopback(), port));
                }
            }
            case CLIENT_REQUEST -> {
                try (Socket client = RawClient.connect(outlet)) {
                    client.getOutputStream().write(message);
                } catch (IOException e) {
                    // Cut off: as good as an answer.
                }
            }
            case DESCRIPTION -> receive(lsl, new HostileOutlet((request, out) -> out.write(message)), format);
            case SAMPLES, RESPONSE ->
                receive(
                        lsl,
                        HostileOutlet.describing(MutatedMessages.info(format), (request, out) -> out.write(message)),
                        format);
        }
    }

    private static void receive(Lsl lsl, HostileOutlet hostile, ChannelFormat format) throws Exception {
        StreamInfo resolved = MutatedMessages.info(format).toBuilder()
                .v4("127.0.0.1", hostile.port(), hostile.port())
                .build();
        try (hostile;
                Inlet inlet = lsl.inlet(resolved, new InletOptions(1, false, false))) {
            Received received = new Received();
            inlet.start(received);
            assertThat(received.awaitLoss())
                    .singleElement()
                    .asString()
                    .contains("Fuzz")
                    .doesNotContain("its listener failed");
        } catch (IOException e) {
            // Refused, in a line.
            assertOneLine(e);
        }
    }
}
