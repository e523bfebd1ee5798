package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes from the network ends in an answer, a refusal or silence. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HostileInputPropertyTest {

    private static final String[] TOKENS = {
        "name",
        "=",
        "'",
        "\"",
        "[",
        "]",
        "(",
        ")",
        "/",
        "//",
        "..",
        ".",
        "*",
        "@",
        "$x",
        " and ",
        " or ",
        "-",
        "1e9",
        "count(",
        "desc",
        "::",
        "child",
        "|",
        "\u0000",
        "ü",
        "<",
        "&",
        "comment()",
        "position()",
        "div",
        " ",
        "string("
    };

    private static String tokens(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(TOKENS[random.nextInt(TOKENS.length)]);
        }
        return text.toString();
    }

    @Test
    void anyQueryMatchesOrDoesNot() {
        ServedStream stream =
                new ServedStream(StreamInfo.builder("x", "EEG").uid("u").build());
        long seed = 21;
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            String query = tokens(random);
            try {
                stream.matches(query);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", query " + query, e);
            }
            try {
                InfoQuery.compile(query);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).as("seed %d, query %s", seed, query).isNotBlank();
            }
        }
    }

    @Test
    void anyBytesAreSamplesOrAnError() {
        long seed = 22;
        Random random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                // Small numbers often: they are tags and lengths.
                bytes[i] = random.nextBoolean() ? (byte) random.nextInt(9) : bytes[i];
            }
            for (ChannelFormat format : ChannelFormat.values()) {
                ByteBuffer in = ByteBuffer.wrap(bytes)
                        .order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
                SampleDecoder decoder = SampleDecoder.of(format, 3, random.nextBoolean());
                try {
                    int samples = 0;
                    while (decoder.decode(in)) {
                        samples++;
                    }
                    assertThat(samples).isLessThanOrEqualTo(bytes.length);
                    assertThat(decoder.bytesNeeded())
                            .as("seed %d, round %d", seed, round)
                            .isLessThanOrEqualTo(EncodedSamples.MAX_SAMPLE_BYTES + 9);
                } catch (IOException e) {
                    assertThat(format.isText())
                            .as("seed %d, round %d", seed, round)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void anOutletSurvivesWhatItIsSent() throws Exception {
        long seed = 23;
        Random random = new Random(seed);
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings());
                DatagramSocket socket = new DatagramSocket(new InetSocketAddress(TestNetwork.loopback(), 0))) {
            Outlet outlet = lsl.outlet(TestNetwork.eeg(ChannelFormat.INT8, 1, 1), OutletOptions.DEFAULTS);
            String[] heads = {"LSL:shortinfo\r\n", "LSL:timedata\r\n", "LSL:streamfeed/110 \r\n", "LSL:fullinfo", ""};
            for (int i = 0; i < 300; i++) {
                byte[] junk = new byte[random.nextInt(60)];
                random.nextBytes(junk);
                String text = heads[random.nextInt(heads.length)] + tokens(random) + "\r\n"
                        + new String(junk, StandardCharsets.ISO_8859_1) + "\r\n";
                byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
                socket.send(new DatagramPacket(
                        bytes,
                        bytes.length,
                        TestNetwork.loopback(),
                        outlet.info().v4ServicePort()));
                try (Socket client = RawClient.connect(outlet)) {
                    client.getOutputStream().write(bytes);
                }
            }
            assertThat(RawClient.askText(outlet, "LSL:fullinfo\r\n"))
                    .as("seed %d", seed)
                    .isEqualTo(outlet.info().toXml());
            String query = "LSL:shortinfo\r\n\r\n" + socket.getLocalPort() + " last\r\n";
            assertThat(RawClient.askUdp(socket, query, outlet.info().v4ServicePort()))
                    .as("seed %d", seed)
                    .contains("last\r\n" + outlet.info().toShortXml());
        }
    }
}
