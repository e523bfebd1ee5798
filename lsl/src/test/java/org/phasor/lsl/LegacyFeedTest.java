package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** O12: data protocol 1.00, as native outlets sent it, read and written. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class LegacyFeedTest {

    private static final InletOptions ONCE = new InletOptions(3, false, false);

    private static byte[] captured(ChannelFormat format) throws IOException {
        return Vectors.bytes("feed-100-" + format.wireName() + "-3ch.bin");
    }

    private static String xml(byte[] archive) {
        String text = new String(archive, StandardCharsets.UTF_8);
        return text.substring(text.indexOf("<?xml"), text.indexOf("</info>\n") + 8);
    }

    private static byte[] afterXml(byte[] archive) {
        String text = new String(archive, StandardCharsets.ISO_8859_1);
        return Arrays.copyOfRange(archive, text.indexOf("</info>\n") + 8, archive.length);
    }

    static Stream<Arguments> feedsInPieces() {
        return Stream.of(ChannelFormat.values())
                .flatMap(format -> Stream.of(1, 7, 1 << 20).map(bytes -> Arguments.of(format, bytes)));
    }

    @ParameterizedTest
    @MethodSource("feedsInPieces")
    @DisplayName("O12: the inlet reads a captured archive, whole and byte by byte")
    void readsACapturedArchiveInPieces(ChannelFormat format, int pieceBytes) throws Exception {
        byte[] feed = captured(format);
        StreamInfo described = StreamInfo.fromXml(xml(feed));
        Received received = new Received();
        StreamInfo like =
                TestNetwork.eeg(format, 3, 100).toBuilder().protocolVersion(100).build();
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings());
                FakeOutlet outlet = new FakeOutlet(like, described.uid(), out -> {
                    for (int i = 0; i < feed.length; i += pieceBytes) {
                        out.write(feed, i, Math.min(pieceBytes, feed.length - i));
                        out.flush();
                    }
                });
                Inlet inlet = lsl.inlet(outlet.info(), ONCE)) {
            inlet.start(received);
            assertThat(received.awaitLoss()).hasSize(1);
            assertThat(inlet.receivedSamples()).isEqualTo(3);
            assertThat(outlet.feedRequests()).containsExactly(Vectors.text("feed-100-float32-3ch.request.txt"));
        }
        if (format.isText()) {
            assertThat(received.texts())
                    .extracting(Received.Texts::stampSeconds)
                    .containsExactly(1000.5, 1000.51, 1001.25);
            assertThat(received.texts().get(0).values().subList(0, 2)).isEqualTo(List.of("", "x".repeat(255)));
            assertThat(received.texts().get(1).values()).containsExactly("y".repeat(256), "a\0b", "z");
        } else {
            assertThat(received.samples())
                    .extracting(Received.Sample::values)
                    .containsExactly(List.of(1.0, -2.0, 100.0), List.of(0.0, 7.0, -128.0), List.of(1.0, -2.0, 100.0));
            assertThat(received.samples())
                    .extracting(Received.Sample::stampSeconds)
                    .containsExactly(1000.5, 1000.51, 1001.25);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("O12: the outlet answers the plain request with the captured bytes")
    void writesTheArchiveThatWasCaptured(ChannelFormat format) throws Exception {
        byte[] captured = captured(format);
        byte[] written = written(format, "LSL:streamfeed\r\n300 0\r\n", captured);
        assertThat(Arrays.copyOf(written, 4)).isEqualTo(Arrays.copyOf(captured, 4));
        assertThat(afterXml(written)).isEqualTo(afterXml(captured));
    }

    @Test
    @DisplayName("O12: a value size that differs gets the archive behind the header")
    void downgradesOnAnotherValueSize() throws Exception {
        byte[] captured = Vectors.bytes("tcp-streamfeed110-reply-valuesize-mismatch.bin");
        byte[] expected = captured(ChannelFormat.FLOAT32);
        String request = RawClient.feedRequest("", "Value-Size: 8", "Max-Buffer-Length: 300");
        byte[] written = written(ChannelFormat.FLOAT32, request, expected);
        assertThat(Vectors.header(written).replaceFirst("UID: .*", "UID:"))
                .isEqualTo(Vectors.header(captured).replaceFirst("UID: .*", "UID:"));
        assertThat(Arrays.copyOf(Vectors.body(written), 4)).isEqualTo(Arrays.copyOf(Vectors.body(captured), 4));
        byte[] patterns = afterXml(captured);
        assertThat(afterXml(written)).startsWith(patterns).isEqualTo(afterXml(expected));
    }

    @Test
    @DisplayName("O12: a client without IEEE floats gets the archive")
    void downgradesWithoutIeeeFloats() throws Exception {
        String request = RawClient.feedRequest("", "Has-IEEE754-Floats: 0", "Max-Buffer-Length: 300");
        byte[] written = written(ChannelFormat.DOUBLE64, request, captured(ChannelFormat.DOUBLE64));
        assertThat(Vectors.header(written)).contains("Data-Protocol-Version: 100\r\n");
        assertThat(afterXml(written)).isEqualTo(afterXml(captured(ChannelFormat.DOUBLE64)));
    }

    /** All that an outlet sends to that request while the three captured samples are pushed. */
    private static byte[] written(ChannelFormat format, String request, byte[] like) throws Exception {
        Lsl lsl = new PureJavaLsl(TestNetwork.settings());
        Outlet outlet = lsl.outlet(TestNetwork.eeg(format, 3, 100), OutletOptions.DEFAULTS);
        try (Socket socket = RawClient.connect(outlet)) {
            RawClient.send(socket, request);
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
            if (format.isText()) {
                String bytes = new String(like, StandardCharsets.ISO_8859_1);
                int at = bytes.indexOf("x".repeat(255)) + 255;
                String third = new String(like, at + 2, like[at + 1], StandardCharsets.UTF_8);
                outlet.push(new String[] {"", "x".repeat(255), third}, 1000.5);
                outlet.push(new String[] {"y".repeat(256), "a\0b", "z"}, Outlet.DEDUCED);
                outlet.push(new String[] {"", "x".repeat(255), third}, 1001.25);
            } else {
                outlet.push(new double[] {1, -2, 100}, 1000.5);
                outlet.push(new double[] {0, 7, -128}, Outlet.DEDUCED);
                outlet.push(new double[] {1, -2, 100}, 1001.25);
            }
            lsl.close();
            return socket.getInputStream().readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("O12: two peers with UseProtocolVersion = 100 exchange extremes")
    void extremesSurviveBetweenLegacyPeers(ChannelFormat format) throws Exception {
        LslSettings legacy =
                TestNetwork.settings().withTuning(LslTuning.DEFAULTS.withProtocolVersion(FeedTerms.LEGACY));
        Received received = new Received();
        double[] numbers = {
            Double.NaN, Double.NEGATIVE_INFINITY, -0.0, Float.MIN_VALUE, 1e300, -32768, 32767, 255, 256, -256, -1
        };
        String[] texts = {"", "a\0b", "µV", "x".repeat(70_000), "\n", "1", "2", "3", "4", "5", "6"};
        try (Lsl lsl = new PureJavaLsl(legacy);
                Outlet outlet = lsl.outlet(TestNetwork.eeg(format, 11, 100), OutletOptions.DEFAULTS)) {
            assertThat(outlet.info().protocolVersion()).isEqualTo(100);
            try (Inlet inlet = lsl.inlet(TestNetwork.onLoopback(outlet.info()), ONCE)) {
                inlet.start(received);
                assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
                if (format.isText()) {
                    outlet.push(texts, 5);
                    assertThat(received.awaitTexts(1).get(0).values()).containsExactly(texts);
                } else {
                    outlet.push(numbers, 5);
                    assertThat(received.awaitSamples(1).get(0).values()).isEqualTo(asSent(format, numbers));
                }
            }
        }
    }

    /** What data protocol 1.10 makes of the same values. */
    private static List<Double> asSent(ChannelFormat format, double[] numbers) throws IOException {
        EncodedSamples encoded = new EncodedSamples(format, ByteOrder.nativeOrder());
        encoded.add(numbers, 0, numbers.length, false, 5);
        SampleDecoder decoder = SampleDecoder.of(format, numbers.length, false);
        assertThat(decoder.decode(encoded.all())).isTrue();
        Received one = new Received();
        decoder.deliver(one, 5, true, 0);
        return one.samples().get(0).values();
    }

    @Test
    @DisplayName("O12: the inlet refuses archives that make no sense")
    void refusesHostileArchives() throws Exception {
        byte[] head = archiveHead("u");
        refused("\u007E", "begins with byte 126");
        refused("\u007F\u0005\u0001\u0001\u0001\u0001\u0001", "a number of 5 bytes");
        refused("\u007F\u0001\u0009\u0008\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u003F", "a text of");
        refused("\u007F\u0001\u0009\u0001\u0003<x>", "description in its feed is invalid");
        String foreign = new String(archiveHead("v"), StandardCharsets.ISO_8859_1);
        refused(foreign, "feeds another stream, uid v");
        String ours = new String(head, StandardCharsets.ISO_8859_1);
        refused(ours + "\u0001\u0002\u0009", "a number of 9 bytes");
        refused(ours, "within the test pattern");
        refused(ours + "\u0001\u0001\u0001\u0005\u0001\u0005", "test pattern does not decode");
    }

    private static byte[] archiveHead(String uid) {
        StreamInfo info = TestNetwork.eeg(ChannelFormat.INT16, 2, 100).toBuilder()
                .uid(uid)
                .build();
        return ArchiveWriter.opening(info.toShortXml().getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(String latin1, String why) throws Exception {
        StreamInfo like = TestNetwork.eeg(ChannelFormat.INT16, 2, 100).toBuilder()
                .protocolVersion(100)
                .build();
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings());
                FakeOutlet outlet = new FakeOutlet(like, "u", out -> out.write(bytes))) {
            assertThatThrownBy(() -> lsl.inlet(outlet.info(), ONCE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(why);
        }
    }

    @Test
    void numbersTakeTheBytesThatMatter() {
        assertThat(signed(0)).containsExactly(0);
        assertThat(signed(200)).containsExactly(1, 200);
        assertThat(signed(-2)).containsExactly(0xFF, 0xFE);
        assertThat(signed(-200)).containsExactly(0xFF, 0x38);
        assertThat(signed(261)).containsExactly(2, 5, 1);
        assertThat(signed(-1)).containsExactly(0xFF, 0xFF);
        assertThat(signed(Long.MIN_VALUE)).containsExactly(0xF8, 0, 0, 0, 0, 0, 0, 0, 0x80);
    }

    private static int[] signed(long value) {
        ByteBuffer out = ByteBuffer.allocate(ArchiveWriter.MAX_BYTES);
        ArchiveWriter.putSigned(out, value);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(out.array(), 0, out.position());
        int[] unsigned = new int[bytes.size()];
        for (int i = 0; i < unsigned.length; i++) {
            unsigned[i] = bytes.toByteArray()[i] & 0xFF;
        }
        return unsigned;
    }
}
