package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** O1, O2, O11: the datagram ports of outlets. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class OutletUdpTest {

    private LslSettings settings;
    private Lsl lsl;
    private Outlet outlet;
    private DatagramSocket asker;
    private DatagramSocket returned;

    @BeforeEach
    void serve() throws IOException {
        settings = TestNetwork.settings();
        lsl = new PureJavaLsl(settings);
        outlet = lsl.outlet(TestNetwork.eeg(ChannelFormat.FLOAT32, 2, 100), OutletOptions.DEFAULTS);
        asker = new DatagramSocket(new InetSocketAddress(TestNetwork.loopback(), 0));
        returned = new DatagramSocket(new InetSocketAddress(TestNetwork.loopback(), 0));
    }

    @AfterEach
    void close() {
        asker.close();
        returned.close();
        lsl.close();
    }

    private List<String> ask(int port, String query, String id) throws IOException {
        String request = "LSL:shortinfo\r\n" + query + "\r\n" + returned.getLocalPort() + " " + id + "\r\n";
        assertThat(RawClient.askUdp(asker, request, port))
                .as("at the source port")
                .isEmpty();
        return RawClient.askUdp(returned, "nothing", returned.getLocalPort()).stream()
                .filter(reply -> !reply.equals("nothing"))
                .toList();
    }

    @Test
    void answersToTheReturnPortWithTheId() throws IOException {
        String expected = "abc-DEF\r\n" + outlet.info().toShortXml();
        assertThat(ask(settings.ports().multicast(), "type='EEG'", "abc-DEF")).containsExactly(expected);
        assertThat(ask(outlet.info().v4ServicePort(), "type='EEG'", "abc-DEF")).containsExactly(expected);
    }

    /** O1. On Linux 127.255.255.255 is the broadcast address of the loopback interface: nothing leaves the machine. */
    @Test
    void answersABroadcast() throws IOException {
        answersAt(InetAddress.getByAddress(new byte[] {127, (byte) 255, (byte) 255, (byte) 255}));
    }

    /** O1. */
    @Test
    void answersItsGroup() throws IOException {
        asker.setOption(
                StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByInetAddress(TestNetwork.loopback()));
        answersAt(InetAddress.getByName("239.255.172.215"));
    }

    private void answersAt(InetAddress address) throws IOException {
        asker.setBroadcast(true);
        byte[] request = ("LSL:shortinfo\r\ntype='EEG'\r\n" + returned.getLocalPort() + " wide\r\n")
                .getBytes(StandardCharsets.UTF_8);
        asker.send(new DatagramPacket(
                request, request.length, address, settings.ports().multicast()));
        DatagramPacket reply = new DatagramPacket(new byte[65536], 65536);
        returned.setSoTimeout(5000);
        returned.receive(reply);
        assertThat(new String(reply.getData(), 0, reply.getLength(), StandardCharsets.UTF_8))
                .isEqualTo("wide\r\n" + outlet.info().toShortXml());
    }

    @Test
    void toleratesLooseLines() throws IOException {
        String loose = "LSL:shortinfo\n  \n " + asker.getLocalPort() + " 0";
        assertThat(RawClient.askUdp(asker, loose, outlet.info().v4ServicePort()))
                .hasSize(1);
        String noId = "LSL:shortinfo\r\n\r\n" + asker.getLocalPort();
        assertThat(RawClient.askUdp(asker, noId, outlet.info().v4ServicePort()))
                .singleElement()
                .asString()
                .startsWith("\r\n<?xml");
    }

    @Test
    void isSilentOtherwise() throws IOException {
        int port = outlet.info().v4ServicePort();
        int back = asker.getLocalPort();
        for (String request : List.of(
                "LSL:shortinfo\r\ntype='EMG'\r\n" + back + " 1\r\n",
                "LSL:shortinfo\r\ntype='\r\n" + back + " 1\r\n",
                "lsl:shortinfo\r\n\r\n" + back + " 1\r\n",
                "LSL:other\r\n\r\n" + back + " 1\r\n",
                "LSL:shortinfo\r\n\r\n99999 1\r\n",
                "LSL:shortinfo\r\n\r\nport 1\r\n",
                "LSL:timedata\r\n42\r\n",
                "LSL:timedata\r\nx y\r\n",
                "LSL:timedata",
                "")) {
            byte[] bytes = request.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            asker.send(new java.net.DatagramPacket(bytes, bytes.length, TestNetwork.loopback(), port));
        }
        assertThat(RawClient.askUdp(asker, "LSL:timedata\r\n7 1\r\n", port))
                .as("the last question only")
                .singleElement()
                .asString()
                .startsWith(" 7 ");
    }

    @Test
    void everyOutletAnswersOnce() throws IOException {
        lsl.outlet(TestNetwork.eeg(ChannelFormat.INT16, 2, 100), OutletOptions.DEFAULTS);
        lsl.outlet(TestNetwork.eeg(ChannelFormat.STRING, 1, 0), OutletOptions.DEFAULTS);
        List<String> replies = ask(settings.ports().multicast(), "", "1");
        assertThat(replies).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void tellsTheTimeOnTheServicePort() throws IOException {
        double before = LslClock.seconds();
        List<String> replies = RawClient.askUdp(
                asker, "LSL:timedata\r\n42 869.390500403\r\n", outlet.info().v4ServicePort());
        String[] words = replies.get(0).split(" ");
        assertThat(replies).hasSize(1);
        assertThat(words[0]).isEmpty();
        assertThat(words[1]).isEqualTo("42");
        assertThat(Double.parseDouble(words[2])).isEqualTo(869.390500403);
        assertThat(Double.parseDouble(words[3])).isBetween(before, LslClock.seconds());
        assertThat(Double.parseDouble(words[4])).isBetween(Double.parseDouble(words[3]), LslClock.seconds());
    }

    @Test
    void keepsTheTimeToItselfOnTheMulticastPort() throws IOException {
        assertThat(RawClient.askUdp(
                        asker, "LSL:timedata\r\n42 1.5\r\n", settings.ports().multicast()))
                .isEmpty();
    }

    @Test
    void isSilentOnceClosed() throws IOException {
        outlet.close();
        assertThat(ask(settings.ports().multicast(), "", "1")).isEmpty();
    }
}
