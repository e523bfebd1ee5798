package org.phasor.lsl;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.UUID;

/** Settings that keep a test to itself: the loopback interface, own ports, an own session. */
final class TestNetwork {

    private TestNetwork() {}

    static LslSettings settings() throws IOException {
        int multicast;
        try (DatagramSocket free = new DatagramSocket(new InetSocketAddress("0.0.0.0", 0))) {
            multicast = free.getLocalPort();
        }
        return LslSettings.loopbackOnly()
                .withPorts(new LslSettings.Ports(multicast, freeBase(), 16, true))
                .withSessionId("test-" + UUID.randomUUID());
    }

    /** The first of 16 ports that are free now. */
    private static int freeBase() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return Math.min(free.getLocalPort(), 65_000);
        }
    }

    static StreamInfo eeg(ChannelFormat format, int channels, double rateHz) {
        return StreamInfo.builder("Test " + format.wireName(), "EEG")
                .channelCount(channels)
                .format(format)
                .nominalRateHz(rateHz)
                .sourceId("src-" + format.wireName())
                .build();
    }

    /** As a resolver on this machine would give it. */
    static StreamInfo onLoopback(StreamInfo served) {
        return served.toBuilder()
                .v4("127.0.0.1", served.v4DataPort(), served.v4ServicePort())
                .build();
    }

    static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    static List<ChannelFormat> numericFormats() {
        return List.of(
                ChannelFormat.FLOAT32,
                ChannelFormat.DOUBLE64,
                ChannelFormat.INT32,
                ChannelFormat.INT16,
                ChannelFormat.INT8,
                ChannelFormat.INT64);
    }
}
