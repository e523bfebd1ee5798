package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** O9: when samples leave, and with which stamps. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class PushthroughTest {

    private static final int SAMPLE_BYTES = 1 + 8 + 2;
    private static final int PATTERN_BYTES = 2 * SAMPLE_BYTES;

    private Lsl lsl;

    @BeforeEach
    void open() throws IOException {
        lsl = new PureJavaLsl(TestNetwork.settings());
    }

    @AfterEach
    void close() {
        lsl.close();
    }

    private Outlet serve(OutletOptions options) throws IOException {
        return lsl.outlet(TestNetwork.eeg(ChannelFormat.INT16, 1, 100), options);
    }

    /** A receiver past its handshake. */
    private static Socket receiver(Outlet outlet, String... headers) throws Exception {
        Socket socket = RawClient.connect(outlet);
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Max-Buffer-Length: 1000";
        RawClient.send(socket, RawClient.feedRequest("", all));
        RawClient.readHeader(socket);
        RawClient.read(socket, PATTERN_BYTES);
        assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
        return socket;
    }

    private static int[] values(Socket socket, int samples) throws IOException {
        int[] values = new int[samples];
        for (int i = 0; i < samples; i++) {
            int stampBytes = RawClient.read(socket, 1)[0] == EncodedSamples.TAG_DEDUCED ? 0 : Double.BYTES;
            RawClient.read(socket, stampBytes);
            values[i] = ByteBuffer.wrap(RawClient.read(socket, Short.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getShort();
        }
        return values;
    }

    /** Nothing more comes within a while in which it would have come long ago. */
    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(100);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(java.net.SocketTimeoutException.class);
        socket.setSoTimeout(5000);
    }

    @Test
    @DisplayName("O9: what is not pushed through waits for what is")
    void holdsUntilAPushthrough() throws Exception {
        Outlet outlet = serve(OutletOptions.DEFAULTS);
        try (Socket socket = receiver(outlet)) {
            for (int i = 1; i <= 20; i++) {
                outlet.push(new double[] {i}, i, false);
            }
            assertSilent(socket);
            assertThat(outlet.awaitFlushed(Duration.ZERO)).isTrue();
            outlet.push(new double[] {21}, 21, true);
            assertThat(values(socket, 21)).startsWith(1, 2, 3).endsWith(20, 21);
            outlet.push(new double[] {22}, 22);
            assertThat(values(socket, 1)).containsExactly(22);
        }
    }

    @Test
    @DisplayName("O9: the client's Max-Chunk-Length comes before the outlet's chunk size")
    void flushesFullChunks() throws Exception {
        Outlet outlet = serve(OutletOptions.DEFAULTS.withChunkSamples(5));
        try (Socket asOutletSays = receiver(outlet);
                Socket asItSays = receiver(outlet, "Max-Chunk-Length: 3")) {
            while (((StreamOutlet) outlet).consumerCount() < 2) {
                Thread.onSpinWait();
            }
            for (int i = 1; i <= 7; i++) {
                outlet.push(new double[] {i}, i, false);
            }
            assertThat(values(asOutletSays, 5)).containsExactly(1, 2, 3, 4, 5);
            assertSilent(asOutletSays);
            assertThat(values(asItSays, 6)).containsExactly(1, 2, 3, 4, 5, 6);
            assertSilent(asItSays);
            outlet.push(new double[] {8}, 8);
            assertThat(values(asOutletSays, 3)).containsExactly(6, 7, 8);
            assertThat(values(asItSays, 2)).containsExactly(7, 8);
        }
    }

    @Test
    @DisplayName("O9: a pushed chunk may be held, too, and full chunks of it leave")
    void holdsTheRestOfAChunk() throws Exception {
        Outlet outlet = serve(OutletOptions.DEFAULTS.withChunkSamples(4));
        Received received = new Received();
        try (Inlet inlet = lsl.inlet(TestNetwork.onLoopback(outlet.info()), new InletOptions(10, false, false))) {
            inlet.start(received);
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
            outlet.pushChunk(new double[] {1, 2, 3, 4, 5, 6}, 6, 100.05, false);
            assertThat(received.awaitSamples(4)).hasSize(4);
            outlet.pushChunk(new double[] {7}, 1, 100.06, true);
            received.awaitSamples(7);
        }
        assertThat(received.samples())
                .extracting(s -> s.values().get(0))
                .containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
        assertThat(received.samples().get(0).stampSeconds()).isEqualTo(100.05 - 5 * 0.01);
        assertThat(received.samples().get(6).stampSeconds()).isEqualTo(100.06);
    }

    @Test
    @DisplayName("O9, O10: what is held leaves early rather than be dropped")
    void dropsNothingThatIsHeld() throws Exception {
        Outlet outlet = serve(new OutletOptions(0.05));
        try (Socket socket = receiver(outlet)) {
            for (int i = 1; i <= 12; i++) {
                outlet.push(new double[] {i}, i, false);
            }
            assertThat(values(socket, 10)).startsWith(1, 2).endsWith(9, 10);
            assertSilent(socket);
            outlet.pushChunk(new double[] {13, 14, 15, 16, 17, 18, 19}, 7, 19, false);
            assertThat(values(socket, 9)).containsExactly(11, 12, 13, 14, 15, 16, 17, 18, 19);
            outlet.push(new double[] {20}, 20, false);
            outlet.pushChunk(new double[] {21, 22, 23, 24}, 4, 24, true);
            assertThat(values(socket, 5)).containsExactly(20, 21, 22, 23, 24);
            assertThat(outlet.droppedSamples()).isZero();
        }
    }

    @Test
    @DisplayName("O9: held texts arrive in order")
    void holdsTexts() throws Exception {
        Outlet outlet = lsl.outlet(TestNetwork.eeg(ChannelFormat.STRING, 1, 0), OutletOptions.DEFAULTS);
        Received received = new Received();
        try (Inlet inlet = lsl.inlet(TestNetwork.onLoopback(outlet.info()), new InletOptions(10, false, false))) {
            inlet.start(received);
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
            outlet.push(new String[] {"a"}, 1, false);
            outlet.push(new String[] {"b"}, 2, false);
            outlet.push(new String[] {"c"}, 3, true);
            assertThat(received.awaitTexts(3))
                    .extracting(t -> t.values().get(0))
                    .containsExactly("a", "b", "c");
        }
    }

    @Test
    @DisplayName("O9: ForceDefaultTimestamps stamps every sample with the time of its push")
    void stampsWithThePresentWhenForced() throws Exception {
        LslSettings settings = TestNetwork.settings().withTuning(LslTuning.DEFAULTS.withForceDefaultTimestamps(true));
        Received received = new Received();
        double before = LslClock.seconds();
        try (Lsl forced = new PureJavaLsl(settings);
                Outlet outlet = forced.outlet(TestNetwork.eeg(ChannelFormat.INT8, 1, 1), OutletOptions.DEFAULTS);
                Inlet inlet = forced.inlet(TestNetwork.onLoopback(outlet.info()), new InletOptions(10, false, false))) {
            inlet.start(received);
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
            outlet.push(new double[] {1}, 1000.5);
            outlet.push(new double[] {2}, Outlet.DEDUCED);
            outlet.pushChunk(new double[] {3, 4}, 2, Outlet.DEDUCED);
            outlet.pushChunk(new double[] {5, 6}, 2, 17);
            received.awaitSamples(6);
        }
        double after = LslClock.seconds();
        assertThat(received.samples())
                .allMatch(s -> s.anchored() && s.stampSeconds() >= before && s.stampSeconds() <= after);
    }
}
