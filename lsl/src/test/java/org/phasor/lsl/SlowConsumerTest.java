package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** O10: clients that do not keep up. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SlowConsumerTest {

    private static final int CHANNELS = 1000;
    private static final double RATE_HZ = 1000;

    private static StreamInfo wide() {
        return TestNetwork.eeg(ChannelFormat.INT32, CHANNELS, RATE_HZ);
    }

    private static Socket stalled(Outlet outlet, int samples) throws Exception {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 << 10);
        socket.setSoTimeout(5000);
        socket.connect(
                new InetSocketAddress(TestNetwork.loopback(), outlet.info().v4DataPort()));
        RawClient.send(socket, RawClient.feedRequest("", "Max-Buffer-Length: " + samples));
        assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
        return socket;
    }

    /** Reads explicit and deduced samples and checks that each one's stamp fits its number. */
    private static int readAll(Socket socket, int last) throws Exception {
        RawClient.readHeader(socket);
        RawClient.read(socket, 2 * (9 + 4 * CHANNELS));
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] body = new byte[4 * CHANNELS];
        double stamp = 0;
        int count = 0;
        for (int number = -1; number < last; count++) {
            int tag = in.readUnsignedByte();
            stamp = tag == 2 ? Double.longBitsToDouble(Long.reverseBytes(in.readLong())) : stamp + 1 / RATE_HZ;
            in.readFully(body);
            int next = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).getInt();
            assertThat(next).isGreaterThan(number);
            number = next;
            assertThat(stamp).isCloseTo(100 + number / RATE_HZ, org.assertj.core.data.Offset.offset(1e-6));
        }
        return count;
    }

    @Test
    void dropsTheOldestAndKeepsStampsRight() throws Exception {
        int pushed = 5000;
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            Outlet outlet = lsl.outlet(wide(), OutletOptions.DEFAULTS);
            try (Socket socket = stalled(outlet, 50)) {
                double[] values = new double[CHANNELS];
                for (int i = 0; i < pushed; i++) {
                    values[0] = i;
                    outlet.push(values, i == 0 ? 100 : Outlet.DEDUCED);
                }
                long dropped = outlet.droppedSamples();
                assertThat(dropped).isPositive();
                assertThat(outlet.awaitFlushed(Duration.ofMillis(50))).isFalse();
                assertThat(readAll(socket, pushed - 1)).isEqualTo(pushed - (int) dropped);
                assertThat(outlet.awaitFlushed(Duration.ofSeconds(5))).isTrue();
            }
        }
    }

    @Test
    void neverHoldsUpThePushNorOthers() throws Exception {
        Received received = new Received();
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            Outlet outlet = lsl.outlet(wide(), OutletOptions.DEFAULTS);
            try (Socket socket = stalled(outlet, 100)) {
                assertThat(socket.isConnected()).isTrue();
                Inlet inlet = lsl.inlet(TestNetwork.onLoopback(outlet.info()), new InletOptions(360, false, false));
                inlet.start(received);
                while (((StreamOutlet) outlet).consumerCount() < 2) {
                    Thread.onSpinWait();
                }
                double[] chunk = new double[CHANNELS * 10];
                long worstNanos = 0;
                for (int i = 0; i < 200; i++) {
                    long before = System.nanoTime();
                    outlet.pushChunk(chunk, 10, i + 1);
                    worstNanos = Math.max(worstNanos, System.nanoTime() - before);
                }
                assertThat(received.awaitSamples(2000)).hasSize(2000);
                assertThat(outlet.droppedSamples()).isPositive();
                assertThat(worstNanos).as("a push").isLessThan(2_000_000_000L);
            }
        }
    }

    @Test
    void boundsWhatWaitsByTheOutletsBuffer() throws Exception {
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            Outlet outlet = lsl.outlet(wide(), new OutletOptions(0.02));
            try (Socket socket = stalled(outlet, 1_000_000)) {
                double[] values = new double[CHANNELS];
                int pushed = 4000;
                for (int i = 0; i < pushed; i++) {
                    values[0] = i;
                    outlet.push(values, 100 + i / RATE_HZ);
                }
                long dropped = outlet.droppedSamples();
                int read = readAll(socket, pushed - 1);
                assertThat(read).isEqualTo(pushed - (int) dropped);
            }
        }
    }

    @Test
    void forgetsAClientThatDied() throws Exception {
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            Outlet outlet = lsl.outlet(wide(), OutletOptions.DEFAULTS);
            Socket socket = stalled(outlet, 10);
            double[] values = new double[CHANNELS];
            for (int i = 0; i < 2000; i++) {
                outlet.push(values, 1);
            }
            socket.setSoLinger(true, 0);
            socket.close();
            assertThat(outlet.awaitFlushed(Duration.ofSeconds(5))).isTrue();
            assertThat(outlet.hasConsumers()).isFalse();
        }
    }
}
