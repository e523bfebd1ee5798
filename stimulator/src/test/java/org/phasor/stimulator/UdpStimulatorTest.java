package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class UdpStimulatorTest {

    private static String next(DatagramSocket receiver) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[200], 200);
        receiver.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    }

    @Test
    void sendsOneLinePerPulse() throws IOException {
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                UdpStimulator device = new UdpStimulator("localhost", receiver.getLocalPort())) {
            receiver.setSoTimeout(5_000);
            device.open((r, d) -> {});
            long[] ids = {1, 9, 10, 1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE, 0};
            int[] conditions = {0, 1, 63, Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 10};
            for (int i = 0; i < ids.length; i++) {
                device.fire(ids[i], conditions[i]);
                assertThat(next(receiver)).isEqualTo("phasor pulse " + ids[i] + " condition " + conditions[i] + "\n");
            }
        }
    }

    @Test
    void reportsThatNobodyListens() throws IOException {
        int port;
        try (DatagramSocket gone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        try (UdpStimulator device = new UdpStimulator("127.0.0.1", port)) {
            device.open((r, d) -> {});
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            device.fire(i, 0);
                        }
                    })
                    .isInstanceOf(DeviceFailure.class)
                    .hasMessage(
                            "udp 127.0.0.1:" + port + ": the datagram could not be sent; does a program listen there?");
        }
    }

    @Test
    void acceptsThisMachineOnly() {
        for (String here : new String[] {"localhost", "127.0.0.1", "127.255.255.254", "::1"}) {
            assertThat(UdpStimulator.loopback(here).isLoopbackAddress()).isTrue();
        }
        for (String elsewhere : new String[] {
            "", "192.168.0.1", "8.8.8.8", "0.0.0.0", "127.0.0", "127.0.0.1.1", "127.0.0.256", "127.0.0.-1",
            "127.0.0.1 ", "127.1", "2130706433", "::", "fe80::1", "localhost.example.org", "example.org", "٣.0.0.1",
            "127.0.0.٣"
        }) {
            assertThatThrownBy(() -> UdpStimulator.loopback(elsewhere))
                    .as(elsewhere)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "udpHost = \"" + elsewhere + "\": must be on this machine: localhost, ::1 or 127.x.x.x");
        }
    }
}
