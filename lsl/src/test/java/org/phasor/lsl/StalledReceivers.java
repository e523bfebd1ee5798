package org.phasor.lsl;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Forty receivers that never read, in a small heap that holds much less than each may have queued for it. */
public final class StalledReceivers {

    private static final int RECEIVERS = 40;

    private StalledReceivers() {}

    public static void main(String[] args) throws Exception {
        double[] values = new double[4000];
        StreamInfo info = TestNetwork.eeg(ChannelFormat.DOUBLE64, values.length, 1000);
        List<Socket> stalled = new ArrayList<>();
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            StreamOutlet outlet = (StreamOutlet) lsl.outlet(info, new OutletOptions(1e6));
            for (int i = 0; i < RECEIVERS; i++) {
                Socket socket = new Socket();
                stalled.add(socket);
                socket.setReceiveBufferSize(4096);
                socket.connect(new InetSocketAddress(
                        TestNetwork.loopback(), outlet.info().v4DataPort()));
                RawClient.send(socket, RawClient.feedRequest("", "Max-Buffer-Length: 2000000000"));
            }
            while (outlet.consumerCount() < RECEIVERS) {
                Thread.sleep(2);
            }
            for (int i = 0; i < 500; i++) {
                outlet.push(values, 1 + i);
            }
            if (outlet.consumerCount() != RECEIVERS || outlet.droppedSamples() == 0) {
                throw new IllegalStateException(
                        outlet.consumerCount() + " receivers left, " + outlet.droppedSamples() + " samples dropped");
            }
            System.out.println(outlet.droppedSamples() + " samples dropped");
        }
        for (Socket socket : stalled) {
            socket.close();
        }
    }
}
