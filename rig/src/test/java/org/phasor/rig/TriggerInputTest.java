package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real datagrams on loopback. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TriggerInputTest {

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void send(int port, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        }
    }

    /** How often the channel rises until it has, and a little longer. */
    private static int rises(TriggerInput input, long patienceNanos) {
        long start = System.nanoTime();
        int rises = 0;
        double last = 0;
        while (System.nanoTime() - start < patienceNanos) {
            double now = input.at(System.nanoTime());
            rises += now > last ? 1 : 0;
            last = now;
            LockSupport.parkNanos(200_000);
        }
        return rises;
    }

    @Test
    void showsADatagramOfTheUdpDeviceAndNothingElse() throws Exception {
        int port = freePort();
        try (TriggerInput input = TriggerInput.open(new TriggerInputSettings(port, 0, 0, 1))) {
            send(port, "hello");
            send(port, "phasor puls");
            assertThat(rises(input, 100_000_000L)).isZero();
            send(port, "phasor pulse 1 condition 0\n");
            long start = System.nanoTime();
            while (input.at(System.nanoTime()) == 0 && System.nanoTime() - start < 20_000_000_000L) {
                LockSupport.parkNanos(200_000);
            }
            assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
        }
    }

    @Test
    void saysWhichPortCannotBeHadAndGivesItBackWhenClosed() throws Exception {
        int port = freePort();
        TriggerInput first = TriggerInput.open(new TriggerInputSettings(port, 0, 0, 1));
        try {
            assertThatThrownBy(() -> TriggerInput.open(new TriggerInputSettings(port, 0, 0, 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(
                            "trigger-port = " + port + ": UDP port " + port + " on 127.0.0.1 cannot be had: ");
        } finally {
            first.close();
        }
        TriggerInput.open(new TriggerInputSettings(port, 0, 0, 1)).close();
    }
}
