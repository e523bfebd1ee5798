package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an outlet outlives of those who connect. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HostilePeersTest extends BesideAWatchedStream {

    private static final long SEED = 4711;

    private Socket connect() throws IOException {
        return RawClient.connect(watched.outlet());
    }

    /** True when the outlet ends the connection in time; what it says before counts for nothing. */
    private static boolean isClosedByOutlet(Socket socket) {
        try {
            socket.setSoTimeout(3000);
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void garbageAndTruncatedRequestsEndTheirConnectionOnly() throws Exception {
        Random random = new Random(SEED);
        String whole = RawClient.feedRequest(watched.outlet().info().uid(), "Max-Buffer-Length: 100");
        for (int i = 0; i < 200; i++) {
            try (Socket socket = connect()) {
                byte[] bytes = new byte[1 + random.nextInt(3000)];
                random.nextBytes(bytes);
                if (i % 2 == 0) {
                    bytes = whole.substring(0, random.nextInt(whole.length())).getBytes(StandardCharsets.US_ASCII);
                }
                socket.getOutputStream().write(bytes);
                // Every third leaves without a goodbye.
                socket.setSoLinger(i % 3 == 0, 0);
            } catch (IOException e) {
                // The outlet was faster.
            }
        }
    }

    @Test
    void endlessRequestsAreCutOff() throws Exception {
        String[] beginnings = {"", "LSL:shortinfo\r\n", "LSL:streamfeed/110 \r\nA: b\r\n"};
        for (String beginning : beginnings) {
            for (String endless : List.of("x".repeat(4096), "Name: value\r\n".repeat(300))) {
                boolean answeredAtOnce = beginning.isEmpty() || beginning.contains("short");
                if (answeredAtOnce && endless.contains("\n")) {
                    continue;
                }
                try (Socket socket = connect()) {
                    RawClient.send(socket, beginning);
                    int sent = 0;
                    try {
                        for (; sent < 64 << 20; sent += endless.length()) {
                            RawClient.send(socket, endless);
                        }
                    } catch (IOException e) {
                        // Cut off, as it should be.
                    }
                    assertThat(sent).as("bytes taken after \"%s\"", beginning).isLessThan(64 << 20);
                }
            }
        }
    }

    @Test
    void clientsThatDribbleMeetTheirDeadline() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            slow.add(connect());
        }
        byte[] letters = "LSL:streamfeed/110 x\r\nA: b\r\nC: d\r\n".getBytes(StandardCharsets.US_ASCII);
        for (byte letter : letters) {
            for (Socket socket : slow) {
                try {
                    socket.getOutputStream().write(letter);
                } catch (IOException e) {
                    // Its time was up.
                }
            }
            Thread.sleep(20);
        }
        for (Socket socket : slow) {
            assertThat(isClosedByOutlet(socket)).isTrue();
            socket.close();
        }
    }

    @Test
    void connectionsHeldOpenDoNotLockOthersOutForLong() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 280; i++) {
                Socket socket = new Socket();
                idle.add(socket);
                socket.connect(
                        new InetSocketAddress(
                                TestNetwork.loopback(), watched.outlet().info().v4DataPort()),
                        2000);
            }
            for (Socket socket : idle) {
                assertThat(isClosedByOutlet(socket)).isTrue();
            }
            assertThat(RawClient.askText(watched.outlet(), "LSL:fullinfo\r\n"))
                    .isEqualTo(watched.outlet().info().toXml());
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void absurdNumbersAreNoTerms() throws Exception {
        String huge = "4611686018427387904";
        String[] headers = {
            "Max-Buffer-Length: " + huge + huge,
            "Max-Buffer-Length: -" + huge,
            "Max-Buffer-Length: NaN",
            "Max-Buffer-Length: 1e999",
            "Value-Size: " + huge,
            "Native-Byte-Order: -1e308",
            "Endian-Performance: Infinity",
            "Protocol-Version: " + huge,
            "Protocol-Version: -" + huge,
            "Max-Chunk-Length: " + huge
        };
        for (String header : headers) {
            try (Socket socket = connect()) {
                RawClient.send(socket, RawClient.feedRequest("", header));
                socket.setSoTimeout(2000);
                // An answer, a refusal or the end; a feed goes on until we leave.
                assertThat(socket.getInputStream().readNBytes(20).length).isBetween(0, 20);
            }
        }
        for (String version : List.of(huge, "-1", "0x6e", "110.5", "")) {
            RawClient.askText(watched.outlet(), "LSL:streamfeed/" + version + " \r\nA: b\r\n\r\n");
        }
    }

    @Test
    void receiversThatNeverReadLeaveNoMemoryBehind() throws Exception {
        List<Socket> stalled = new ArrayList<>();
        double[] wide = new double[8000];
        StreamInfo info = TestNetwork.eeg(ChannelFormat.DOUBLE64, wide.length, 1000);
        try (Lsl lsl = new PureJavaLsl(settings)) {
            Outlet outlet = lsl.outlet(info, new OutletOptions(1e6));
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket();
                stalled.add(socket);
                socket.setReceiveBufferSize(4096);
                socket.connect(new InetSocketAddress(
                        TestNetwork.loopback(), outlet.info().v4DataPort()));
                RawClient.send(socket, RawClient.feedRequest("", "Max-Buffer-Length: 2000000000"));
            }
            while (((StreamOutlet) outlet).consumerCount() < stalled.size()) {
                Thread.sleep(2);
            }
            for (int i = 0; i < 150; i++) {
                outlet.push(wide, 1);
            }
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    @Test
    void receiversThatVanishAreForgotten() throws Exception {
        int others = ((StreamOutlet) watched.outlet()).consumerCount();
        for (int i = 0; i < 50; i++) {
            try (Socket socket = connect()) {
                RawClient.send(socket, RawClient.feedRequest("", "Max-Buffer-Length: 1000"));
                RawClient.readHeader(socket);
                socket.setSoLinger(i % 2 == 0, 0);
            }
        }
        while (((StreamOutlet) watched.outlet()).consumerCount() > others) {
            Thread.sleep(2);
        }
    }

    @Test
    void takenPortsAreNoLeak() throws Exception {
        LslSettings.Ports taken = new LslSettings.Ports(
                settings.ports().multicast(), watched.outlet().info().v4DataPort(), 1, false);
        StreamInfo info = TestNetwork.eeg(ChannelFormat.INT8, 1, 1);
        for (int i = 0; i < 50; i++) {
            try (Lsl lsl = new PureJavaLsl(settings.withPorts(taken))) {
                org.assertj.core.api.Assertions.assertThatThrownBy(() -> lsl.outlet(info, OutletOptions.DEFAULTS))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("no free TCP port in " + taken.base() + " to " + taken.base());
            }
        }
    }
}
