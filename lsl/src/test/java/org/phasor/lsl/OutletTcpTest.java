package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** O4, O5, O6, O12, O13, O14: the data port of an outlet. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class OutletTcpTest {

    private static final StreamInfo WANTED = TestNetwork.eeg(ChannelFormat.FLOAT32, 3, 100).toBuilder()
            .describe(InfoElement.text("note", "ü & <µ>"))
            .build();

    private LslSettings settings;
    private Lsl lsl;
    private Outlet outlet;

    @BeforeEach
    void serve() throws IOException {
        settings = TestNetwork.settings();
        lsl = new PureJavaLsl(settings);
        outlet = lsl.outlet(WANTED, OutletOptions.DEFAULTS);
    }

    @AfterEach
    void close() {
        lsl.close();
    }

    @Test
    void fillsInWhoItIs() {
        StreamInfo info = outlet.info();
        assertThat(info.uid()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(info.sessionId()).isEqualTo(settings.sessionId());
        assertThat(info.hostname()).isNotBlank();
        assertThat(info.createdAtSeconds()).isPositive();
        assertThat(info.v4DataPort()).isPositive();
        assertThat(info.v4ServicePort()).isPositive();
    }

    @Test
    void sendsTheFullInfoAndCloses() throws IOException {
        String xml = RawClient.askText(outlet, "LSL:fullinfo\r\n");
        assertThat(xml).isEqualTo(outlet.info().toXml());
        assertThat(StreamInfo.fromXml(xml).desc().child("note").text()).isEqualTo("ü & <µ>");
    }

    @Test
    void sendsTheShortInfoToWhoAsksForIt() throws IOException {
        assertThat(RawClient.askText(outlet, "LSL:shortinfo\r\ntype='EEG'\r\n"))
                .isEqualTo(outlet.info().toShortXml());
        assertThat(RawClient.ask(outlet, "LSL:shortinfo\r\ntype='EMG'\r\n")).isEmpty();
        String long60k = "LSL:shortinfo\r\nname!='" + "x".repeat(60_000) + "'\r\n";
        assertThat(RawClient.askText(outlet, long60k)).isNotEmpty();
    }

    @Test
    void closesOnWhatItDoesNotKnow() throws IOException {
        assertThat(RawClient.ask(outlet, "GET / HTTP/1.1\r\n")).isEmpty();
        assertThat(RawClient.ask(outlet, "LSL:streamfeed\r\nmany 0\r\n")).isEmpty();
        assertThat(RawClient.ask(outlet, "LSL:streamfeed/x1 u\r\n\r\n")).isEmpty();
        assertThat(RawClient.ask(outlet, RawClient.feedRequest("", "Max-Buffer-Length: many")))
                .isEmpty();
    }

    @Test
    void refusesAnotherUidAndNewerProtocols() throws IOException {
        assertThat(RawClient.askText(outlet, RawClient.feedRequest("someone-else", "Value-Size: 4")))
                .isEqualTo("LSL/110 404 Not found");
        assertThat(RawClient.askText(outlet, "LSL:streamfeed/210 \r\nValue-Size: 4\r\n\r\n"))
                .isEqualTo("LSL/110 505 Version not supported");
    }

    @Test
    void answersAsTheCapturedRefusalsDo() throws IOException {
        assertThat(Vectors.text("tcp-streamfeed110-reply-wrong-uid.bin")).isEqualTo("LSL/110 404 Not found");
        assertThat(Vectors.text("tcp-streamfeed-reply-version210.bin")).isEqualTo("LSL/110 505 Version not supported");
    }

    @Test
    void sendsHeaderAndPatternsOnlyToWhoBuffersNothing() throws IOException {
        byte[] captured = Vectors.bytes("tcp-streamfeed110-reply-maxbuf0.bin");
        for (String request : new String[] {
            RawClient.feedRequest(outlet.info().uid(), "Max-Buffer-Length: 0"), "LSL:streamfeed/110\r\n\r\n"
        }) {
            byte[] answer = RawClient.ask(outlet, request);
            assertThat(Vectors.body(answer)).isEqualTo(Vectors.body(captured));
            assertThat(Vectors.header(answer))
                    .isEqualTo(Vectors.header(captured)
                            .replace(Vectors.uid(captured), outlet.info().uid()));
        }
        assertThat(outlet.hasConsumers()).isFalse();
    }

    @Test
    void answers199As110() throws IOException {
        assertThat(RawClient.askText(outlet, "LSL:streamfeed/199 \r\nMax-Buffer-Length: 0\r\n\r\n"))
                .startsWith("LSL/110 200 OK\r\n")
                .contains("Data-Protocol-Version: 110\r\n");
    }

    @Test
    void answersARequestThatComesByteByByte() throws IOException, InterruptedException {
        try (Socket socket = RawClient.connect(outlet)) {
            socket.setTcpNoDelay(true);
            for (char c : RawClient.feedRequest(outlet.info().uid(), "Max-Buffer-Length: 10")
                    .toCharArray()) {
                socket.getOutputStream().write(c);
                socket.getOutputStream().flush();
            }
            assertThat(RawClient.readHeader(socket)).startsWith("LSL/110 200 OK");
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void noticesThatAClientLeft() throws IOException, InterruptedException {
        try (Socket socket = RawClient.connect(outlet)) {
            RawClient.send(socket, RawClient.feedRequest("", "Max-Buffer-Length: 10"));
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
        }
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (outlet.hasConsumers() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(outlet.hasConsumers()).isFalse();
        assertThat(outlet.awaitConsumer(Duration.ofMillis(20))).isFalse();
    }

    @Test
    void endsARequestThatNeverEnds() throws IOException {
        byte[] flood = new byte[ClientRequest.MAX_BYTES + 100_000];
        Arrays.fill(flood, (byte) 'x');
        try (Socket socket = RawClient.connect(outlet)) {
            try {
                socket.getOutputStream().write(flood);
                assertThat(socket.getInputStream().read()).isNegative();
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                assertThat(e).hasMessageMatching(".*(reset|Broken pipe).*");
            }
        }
    }

    @Test
    void endsARequestThatTakesTooLong() throws IOException {
        LslSettings.Timing t = LslSettings.Timing.DEFAULTS;
        LslSettings impatient = TestNetwork.settings()
                .withTiming(new LslSettings.Timing(
                        t.multicastWaveSeconds(),
                        t.unicastWaveSeconds(),
                        t.clockWaveSeconds(),
                        t.clockProbes(),
                        t.clockProbeSeconds(),
                        t.clockReplySeconds(),
                        t.clockMinProbes(),
                        0.2,
                        t.silenceSeconds()));
        try (Lsl other = new PureJavaLsl(impatient);
                Socket socket = RawClient.connect(other.outlet(WANTED, OutletOptions.DEFAULTS))) {
            RawClient.send(socket, "LSL:shortinfo\r\n");
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void closesEverySocketAtOnce() throws IOException, InterruptedException {
        try (Socket idle = RawClient.connect(outlet);
                Socket fed = RawClient.connect(outlet)) {
            RawClient.send(fed, RawClient.feedRequest("", "Max-Buffer-Length: 10"));
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
            RawClient.readHeader(fed);
            RawClient.read(fed, 2 * 21);
            int port = outlet.info().v4DataPort();
            outlet.close();
            assertThat(fed.getInputStream().read()).isNegative();
            assertThat(idle.getInputStream().read()).isNegative();
            assertThatThrownBy(() -> new Socket(TestNetwork.loopback(), port)).hasMessageContaining("refused");
        }
        assertThatThrownBy(() -> outlet.push(new double[3], 1)).hasMessageContaining("is closed");
    }

    @Test
    void saysWhenNoPortIsFree() throws IOException {
        LslSettings.Ports ports = settings.ports();
        LslSettings.Ports one =
                new LslSettings.Ports(ports.multicast(), outlet.info().v4DataPort(), 1, false);
        try (Lsl crowded = new PureJavaLsl(settings.withPorts(one))) {
            assertThatThrownBy(() -> crowded.outlet(WANTED, OutletOptions.DEFAULTS))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no free TCP port in " + one.base() + " to " + one.base());
        }
        LslSettings.Ports orAny = new LslSettings.Ports(ports.multicast(), one.base(), 1, true);
        try (Lsl relaxed = new PureJavaLsl(settings.withPorts(orAny))) {
            Outlet other = relaxed.outlet(WANTED, OutletOptions.DEFAULTS);
            assertThat(other.info().v4DataPort()).isPositive().isNotEqualTo(one.base());
        }
    }

    @Test
    void refusesWhatIsNoSample() {
        assertThatThrownBy(() -> outlet.push(new double[2], 1)).hasMessageContaining("2 values");
        assertThatThrownBy(() -> outlet.push(new String[3], 1)).hasMessageContaining("numeric stream");
        assertThatThrownBy(() -> outlet.push(new double[3], Double.NaN)).hasMessageContaining("stampSeconds = NaN");
        assertThatThrownBy(() -> outlet.pushChunk(new double[5], 2, 1)).hasMessageContaining("count = 2");
    }

    @Test
    void refusesADescriptionThatNoXmlCanHold() {
        StreamInfo bad = StreamInfo.builder("bell \u0007", "EEG").build();
        assertThatThrownBy(() -> lsl.outlet(bad, OutletOptions.DEFAULTS)).isInstanceOf(IllegalArgumentException.class);
    }
}
