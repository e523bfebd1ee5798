package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I8, I4: the connection breaks, and the sender is the same afterwards. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class SameSenderTest {

    /** A piece of cable to a data port that can be cut. */
    private static final class Cable implements AutoCloseable {
        private final ServerSocket end = new ServerSocket(0, 10, TestNetwork.loopback());
        private final List<Socket> strands = new CopyOnWriteArrayList<>();
        private final int dataPort;

        Cable(int dataPort) throws IOException {
            this.dataPort = dataPort;
            start(this::accept);
        }

        private static void start(Runnable run) {
            Thread thread = new Thread(run, "cable");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            try {
                for (; ; ) {
                    Socket here = end.accept();
                    Socket there = new Socket(TestNetwork.loopback(), dataPort);
                    strands.add(here);
                    strands.add(there);
                    start(() -> carry(here, there));
                    start(() -> carry(there, here));
                }
            } catch (IOException e) {
                // Cut.
            }
        }

        /** The port in a full description is made the cable's. */
        private void carry(Socket from, Socket to) {
            byte[] buffer = new byte[64 << 10];
            String port = "<v4data_port>" + dataPort + "<";
            try {
                for (int n = from.getInputStream().read(buffer);
                        n >= 0;
                        n = from.getInputStream().read(buffer)) {
                    String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1)
                            .replace(port, "<v4data_port>" + end.getLocalPort() + "<");
                    to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                }
                to.shutdownOutput();
            } catch (IOException e) {
                // Cut.
            }
        }

        @Override
        public void close() throws IOException {
            end.close();
            for (Socket strand : strands) {
                strand.close();
            }
        }
    }

    @Test
    void isFoundAgainByItsUidAmongSendersOfTheSameSourceId() throws Exception {
        Received received = new Received();
        StreamInfo stream = TestNetwork.eeg(ChannelFormat.INT16, 1, 100);
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            Outlet outlet = lsl.outlet(stream, OutletOptions.DEFAULTS);
            Outlet twin = lsl.outlet(stream, OutletOptions.DEFAULTS);
            Cable cable = new Cable(outlet.info().v4DataPort());
            StreamInfo byCable = outlet.info().toBuilder()
                    .v4("127.0.0.1", cable.end.getLocalPort(), outlet.info().v4ServicePort())
                    .build();
            Inlet inlet = lsl.inlet(byCable, InletOptions.DEFAULTS);
            SampleBuffer buffer = SampleBuffer.of(inlet.info(), 10);
            inlet.start(new InletListener() {
                @Override
                public void onSample(double stamp, boolean anchored, long arrivalNanos, double[] values) {
                    buffer.onSample(stamp, anchored, arrivalNanos, values);
                    received.onSample(stamp, anchored, arrivalNanos, values);
                }

                @Override
                public void onLost(String why) {
                    received.onLost(why);
                }

                @Override
                public void onRecovered() {
                    received.onRecovered();
                }
            });
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
            outlet.push(new double[] {1}, 10);
            received.awaitSamples(1);
            cable.close();
            received.awaitLoss();
            received.awaitRecovery();
            assertThat(inlet.info().uid()).isEqualTo(outlet.info().uid());
            assertThat(twin.hasConsumers()).isFalse();
            while (outlet.consumers().size() != 1) {
                Thread.onSpinWait();
            }
            outlet.push(new double[] {2}, 20);
            List<Received.Sample> samples = received.awaitSamples(2);
            assertThat(samples.get(1).anchored()).isTrue();
            assertThat(samples.get(1).values()).containsExactly(2.0);
            assertThat(received.losses()).hasSize(1);
            assertThat(buffer.counts().gaps()).as("what is missing shows").isEqualTo(1);
        }
    }
}
