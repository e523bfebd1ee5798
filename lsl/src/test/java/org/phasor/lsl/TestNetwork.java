package org.phasor.lsl;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
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

    /** As {@link #settings}, with a short wait in handshakes. */
    static LslSettings hasty(double handshakeSeconds) throws IOException {
        LslSettings.Timing t = LslSettings.Timing.DEFAULTS;
        return settings()
                .withTiming(new LslSettings.Timing(
                        t.multicastWaveSeconds(),
                        t.unicastWaveSeconds(),
                        t.clockWaveSeconds(),
                        t.clockProbes(),
                        t.clockProbeSeconds(),
                        t.clockReplySeconds(),
                        t.clockMinProbes(),
                        handshakeSeconds,
                        t.silenceSeconds()));
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

    /** Not what the machine prefers: that may be ::1. */
    static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
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
