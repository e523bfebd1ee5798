package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** O6, O7, O8, I3, I4, I5, I9: feeds that native outlets sent, read and written. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class FeedVectorsTest {

    private static final List<String> KINDS = List.of("le", "be-requested", "be-client-fast");

    static Stream<Arguments> feeds() {
        return Stream.of(ChannelFormat.values())
                .flatMap(format -> KINDS.stream().map(kind -> Arguments.of(kind, format)));
    }

    static Stream<Arguments> feedsInPieces() {
        return feeds().flatMap(feed ->
                Stream.of(1, 7, 1 << 20).map(bytes -> Arguments.of(feed.get()[0], feed.get()[1], bytes)));
    }

    @ParameterizedTest
    @MethodSource("feedsInPieces")
    void readsACapturedFeedInPieces(String kind, ChannelFormat format, int pieceBytes) throws Exception {
        byte[] feed = Vectors.bytes(Vectors.feedName(kind, format));
        Received received = new Received();
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings());
                FakeOutlet outlet = new FakeOutlet(TestNetwork.eeg(format, 3, 100), Vectors.uid(feed), out -> {
                    for (int i = 0; i < feed.length; i += pieceBytes) {
                        out.write(feed, i, Math.min(pieceBytes, feed.length - i));
                        out.flush();
                    }
                });
                Inlet inlet = lsl.inlet(outlet.info(), new InletOptions(10, false, false))) {
            inlet.start(received);
            assertThat(received.awaitLoss()).hasSize(1);
            assertThat(inlet.receivedSamples()).isEqualTo(3);
        }
        if (format.isText()) {
            List<String> first = List.of("", "x".repeat(255), "µV ✓");
            assertThat(received.texts()).hasSize(3);
            assertThat(received.texts().get(0).values().subList(0, 2)).isEqualTo(first.subList(0, 2));
            assertThat(received.texts().get(0).values().get(2)).startsWith("µV");
            assertThat(received.texts().get(1).values()).containsExactly("y".repeat(256), "a\0b", "z");
            assertThat(received.texts().get(2).values())
                    .isEqualTo(received.texts().get(0).values());
            assertThat(received.texts())
                    .extracting(Received.Texts::stampSeconds)
                    .containsExactly(1000.5, 1000.51, 1001.25);
        } else {
            assertThat(received.samples())
                    .extracting(Received.Sample::values)
                    .containsExactly(List.of(1.0, -2.0, 100.0), List.of(0.0, 7.0, -128.0), List.of(1.0, -2.0, 100.0));
            assertThat(received.samples())
                    .extracting(Received.Sample::stampSeconds)
                    .containsExactly(1000.5, 1000.51, 1001.25);
            assertThat(received.samples()).allMatch(Received.Sample::anchored);
        }
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void writesWhatWasCaptured(String kind, ChannelFormat format) throws Exception {
        byte[] captured = Vectors.bytes(Vectors.feedName(kind, format));
        String request = Vectors.text("feed-110-" + kind + "-float32-3ch.request.txt")
                .replaceFirst("(?<=streamfeed/110 )\\S+", "")
                .replace("Value-Size: 4", "Value-Size: " + (format.isText() ? 32 : format.bytes()));
        byte[] written;
        String uid;
        Lsl lsl = new PureJavaLsl(TestNetwork.settings());
        Outlet outlet = lsl.outlet(TestNetwork.eeg(format, 3, 100), OutletOptions.DEFAULTS);
        try (Socket socket = RawClient.connect(outlet)) {
            uid = outlet.info().uid();
            RawClient.send(socket, request);
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
            if (format.isText()) {
                String third = capturedThirdText(captured);
                outlet.push(new String[] {"", "x".repeat(255), third}, 1000.5);
                outlet.push(new String[] {"y".repeat(256), "a\0b", "z"}, Outlet.DEDUCED);
                outlet.push(new String[] {"", "x".repeat(255), third}, 1001.25);
            } else {
                outlet.push(new double[] {1, -2, 100}, 1000.5);
                outlet.push(new double[] {0, 7, -128}, Outlet.DEDUCED);
                outlet.push(new double[] {1, -2, 100}, 1001.25);
            }
            lsl.close();
            written = socket.getInputStream().readAllBytes();
        }
        assertThat(Vectors.header(written)).isEqualTo(Vectors.header(captured).replace(Vectors.uid(captured), uid));
        assertThat(Vectors.body(written)).isEqualTo(Vectors.body(captured));
    }

    /** The text after the 255 crosses of the first sample. */
    private static String capturedThirdText(byte[] captured) throws IOException {
        String bytes = new String(Vectors.body(captured), StandardCharsets.ISO_8859_1);
        int at = bytes.indexOf("x".repeat(255)) + 255;
        String raw = bytes.substring(at + 2, at + 2 + bytes.charAt(at + 1));
        return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
