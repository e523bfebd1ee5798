package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** I1, I2, I4, I5: how an inlet comes to an agreement, and what it refuses. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class InletHandshakeTest {

    private static final String UID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
    private static final InletOptions ONCE = new InletOptions(360, false, false);
    private static final String OK =
            "LSL/110 200 OK\r\nUID: " + UID + "\r\nByte-Order: 1234\r\nData-Protocol-Version: 110\r\n\r\n";

    private Lsl lsl;

    @BeforeEach
    void open() throws IOException {
        LslSettings.Timing t = LslSettings.Timing.DEFAULTS;
        lsl = new PureJavaLsl(TestNetwork.settings()
                .withSessionId("default")
                .withTiming(new LslSettings.Timing(
                        t.multicastWaveSeconds(),
                        t.unicastWaveSeconds(),
                        t.clockWaveSeconds(),
                        t.clockProbes(),
                        t.clockProbeSeconds(),
                        t.clockReplySeconds(),
                        t.clockMinProbes(),
                        0.5,
                        t.silenceSeconds())));
    }

    @AfterEach
    void close() {
        lsl.close();
    }

    private static byte[] patterns(ChannelFormat format, int channels) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        EncodedSamples encoded = new EncodedSamples(format, ByteOrder.LITTLE_ENDIAN);
        for (int offset : TestPattern.OFFSETS) {
            if (format.isText()) {
                encoded.add(TestPattern.texts(channels), false, TestPattern.STAMP_SECONDS);
            } else {
                encoded.add(
                        TestPattern.values(format, channels, offset), 0, channels, false, TestPattern.STAMP_SECONDS);
            }
        }
        all.writeBytes(encoded.copy(0, encoded.end(1)));
        return all.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void asksAsANativeInletDoes() throws Exception {
        String captured = Vectors.text("native-inlet-streamfeed110-request.bin");
        StreamInfo like = StreamInfo.builder("FakeEEG", "EEG")
                .channelCount(3)
                .nominalRateHz(100)
                .sourceId("fake-src")
                .hostname("fakehost")
                .build();
        try (FakeOutlet outlet = new FakeOutlet(like, UID, out -> {
                    out.write(ascii(OK));
                    out.write(patterns(ChannelFormat.FLOAT32, 3));
                });
                Inlet inlet = lsl.inlet(outlet.info(), ONCE)) {
            assertThat(inlet.info().name()).isEqualTo("FakeEEG");
            String performance = "Endian-Performance: \\S+";
            assertThat(outlet.feedRequests().get(0).replaceFirst(performance, ""))
                    .isEqualTo(captured.replaceFirst(performance, ""));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "LSL/110 404 Not found, no longer served",
                "LSL/110 505 Version not supported, refused the feed",
                "LSL/110 200, is none",
                "HTTP/1.1 400 Bad Request, is none",
                "LSL/200 200 OK$$, protocol LSL/200",
                "LSL/110 302 Moved$$, refused the feed",
                "LSL/110 200 OK$UID: other$$, another stream",
                "LSL/110 200 OK$Byte-Order: 1234$$, within the test pattern",
                "LSL/110 200 OK$Data-Protocol-Version: 120$$, data protocol 1.2",
                "LSL/110 200 OK$Data-Protocol-Version: x$$, makes no sense",
                "LSL/110 200 OK$Byte-Order: 2134$Data-Protocol-Version: 110$$, byte order is 2134",
                "LSL/110 200 OK$Data-Protocol-Version: 110$$, within the test pattern",
                "LSL/110 200 OK$Data-Proto, before it had answered",
                "\"\", before it had answered"
            })
    void refusesAnswers(String answer, String why) throws Exception {
        StreamInfo like = TestNetwork.eeg(ChannelFormat.INT16, 2, 100);
        try (FakeOutlet outlet = new FakeOutlet(like, UID, out -> out.write(ascii(answer.replace("$", "\r\n"))))) {
            assertThatThrownBy(() -> lsl.inlet(outlet.info(), ONCE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("stream 'Test int16'")
                    .hasMessageContaining(why);
        }
    }

    @Test
    void acceptsANewerMinorVersionAndNoByteOrder() throws Exception {
        StreamInfo like = TestNetwork.eeg(ChannelFormat.INT8, 2, 100);
        try (FakeOutlet outlet = new FakeOutlet(like, UID, out -> {
                    out.write(ascii("LSL/115 200 OK\r\nData-Protocol-Version: 110\r\n\r\n"));
                    out.write(
                            ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                                    ? patterns(ChannelFormat.INT8, 2)
                                    : new byte[0]);
                });
                Inlet inlet = lsl.inlet(outlet.info(), ONCE)) {
            assertThat(inlet.info().uid()).isEqualTo(UID);
        }
    }

    @Test
    void refusesAWrongTestPattern() throws Exception {
        StreamInfo like = TestNetwork.eeg(ChannelFormat.INT16, 2, 100);
        byte[] wrong = patterns(ChannelFormat.INT16, 2);
        wrong[10] ^= 1;
        try (FakeOutlet outlet = new FakeOutlet(like, UID, out -> {
            out.write(ascii(OK));
            out.write(wrong);
        })) {
            assertThatThrownBy(() -> lsl.inlet(outlet.info(), ONCE)).hasMessageContaining("formats are incompatible");
        }
    }

    @Test
    void doesNotWaitForeverForAnAnswer() throws Exception {
        StreamInfo like = TestNetwork.eeg(ChannelFormat.INT16, 2, 100);
        try (FakeOutlet outlet = new FakeOutlet(like, UID, out -> {
            out.write(ascii("LSL/110 200 OK\r\n"));
            Thread.sleep(3000);
        })) {
            assertThatThrownBy(() -> lsl.inlet(outlet.info(), ONCE)).hasMessageContaining("timed out");
        }
    }

    @Test
    void readsNoEndlessHeader() throws Exception {
        StreamInfo like = TestNetwork.eeg(ChannelFormat.INT16, 2, 100);
        try (FakeOutlet outlet = new FakeOutlet(like, UID, out -> {
            for (int i = 0; i < 10_000; i++) {
                out.write(ascii("Header: " + "x".repeat(1000) + "\r\n"));
            }
        })) {
            assertThatThrownBy(() -> lsl.inlet(outlet.info(), ONCE)).hasMessageContaining("no end within");
        }
    }

    @Test
    void refusesProtocolsOlderThanTheLegacyOneAndUnresolvedStreams() {
        StreamInfo old = TestNetwork.eeg(ChannelFormat.INT16, 2, 100);
        assertThatThrownBy(() -> lsl.inlet(old, ONCE)).hasMessageContaining("must come from a resolver");
        StreamInfo legacy =
                old.toBuilder().protocolVersion(90).v4("127.0.0.1", 1, 1).build();
        assertThatThrownBy(() -> FeedConnection.open(legacy, 1, LslSettings.DEFAULTS))
                .hasMessageContaining("speaks protocol 0.9 only");
    }

    @Test
    void refusesAbsurdChannelCounts() {
        StreamInfo absurd = TestNetwork.eeg(ChannelFormat.STRING, Integer.MAX_VALUE, 100).toBuilder()
                .v4("127.0.0.1", 1, 1)
                .build();
        assertThatThrownBy(() -> FeedConnection.open(absurd, 1, LslSettings.DEFAULTS))
                .hasMessageContaining("channel_count = 2147483647");
    }

    private Received receive(StreamInfo like, byte[] samples) throws Exception {
        Received received = new Received();
        try (FakeOutlet outlet = new FakeOutlet(like, UID, out -> {
                    out.write(ascii(OK));
                    out.write(patterns(like.format(), like.channelCount()));
                    out.write(samples);
                });
                Inlet inlet = lsl.inlet(outlet.info(), ONCE)) {
            inlet.start(received);
            received.awaitLoss();
        }
        return received;
    }

    @ParameterizedTest
    @CsvSource({"4000000000000000", "ffffffffffffffff", "0000000004000001"})
    void refusesAbsurdTextLengths(String lengthHex) throws Exception {
        ByteBuffer sample = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        sample.put((byte) 1).put((byte) 8).putLong(Long.parseUnsignedLong(lengthHex, 16));
        Received received = receive(TestNetwork.eeg(ChannelFormat.STRING, 1, 0), sample.array());
        assertThat(received.losses()).singleElement().asString().contains("at most 67108864");
        assertThat(received.texts()).isEmpty();
    }

    @Test
    void readsTextLengthsOfEverySize() throws Exception {
        ByteBuffer sample = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        sample.put((byte) 1);
        sample.put((byte) 1).put((byte) 1).put((byte) 'a');
        sample.put((byte) 2).putShort((short) 2).put(ascii("bb"));
        sample.put((byte) 4).putInt(3).put(ascii("ccc"));
        sample.put((byte) 8).putLong(4).put(ascii("dddd"));
        byte[] bytes = new byte[sample.position()];
        sample.flip().get(bytes);
        Received received = receive(TestNetwork.eeg(ChannelFormat.STRING, 4, 0), bytes);
        assertThat(received.texts())
                .singleElement()
                .satisfies(texts -> assertThat(texts.values()).containsExactly("a", "bb", "ccc", "dddd"));
        assertThat(receive(TestNetwork.eeg(ChannelFormat.STRING, 1, 0), new byte[] {1, 3, 0, 0, 0})
                        .losses())
                .singleElement()
                .asString()
                .contains("takes 3 bytes");
    }

    @Test
    void marksStampsBeforeTheFirstExplicitOne() throws Exception {
        ByteBuffer samples = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        samples.put((byte) 1).put((byte) 1);
        samples.put((byte) 1).put((byte) 2);
        samples.put((byte) 2).putDouble(50).put((byte) 3);
        samples.put((byte) 1).put((byte) 4);
        samples.put((byte) 2).putDouble(-1).put((byte) 5);
        samples.put((byte) 7).putDouble(60).put((byte) 6);
        byte[] bytes = new byte[samples.position()];
        samples.flip().get(bytes);
        Received received = receive(TestNetwork.eeg(ChannelFormat.INT8, 1, 100), bytes);
        assertThat(received.samples())
                .extracting(Received.Sample::anchored)
                .containsExactly(false, false, true, true, true, true);
        assertThat(received.samples())
                .extracting(Received.Sample::stampSeconds)
                .containsExactly(0.01, 0.02, 50.0, 50.01, 50.019999999999996, 60.0);
        Received irregular = receive(TestNetwork.eeg(ChannelFormat.INT8, 1, 0), new byte[] {1, 9});
        assertThat(irregular.samples().get(0).stampSeconds()).isZero();
    }
}
