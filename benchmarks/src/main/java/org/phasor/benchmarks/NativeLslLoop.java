package org.phasor.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;
import org.phasor.lsl.Inlet;
import org.phasor.lsl.InletListener;
import org.phasor.lsl.InletOptions;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.Outlet;
import org.phasor.lsl.OutletOptions;
import org.phasor.lsl.Predicates;
import org.phasor.lsl.StreamInfo;

/**
 * What a program over native liblsl does at the least: a native outlet, a native inlet, and a listener that looks at the
 * first channel and sends a datagram. Nothing is estimated, gated or recorded.
 */
final class NativeLslLoop implements AutoCloseable, SampleFeed {

    private static final String NAME = "phasor-latency-native";

    private final Outlet outlet;
    private final Inlet inlet;
    private final DatagramChannel datagrams;

    NativeLslLoop(Lsl liblsl, int channels, double rateHz, double level, InetSocketAddress target)
            throws IOException, InterruptedException {
        datagrams = DatagramChannel.open();
        datagrams.connect(target);
        outlet = liblsl.outlet(
                StreamInfo.builder(NAME, "EEG")
                        .channelCount(channels)
                        .nominalRateHz(rateHz)
                        .sourceId(NAME)
                        .build(),
                OutletOptions.DEFAULTS);
        List<StreamInfo> found = liblsl.resolver().resolve(Predicates.equalTo("name", NAME), 1, Duration.ofSeconds(10));
        if (found.isEmpty()) {
            throw new IOException("the native outlet was not found again on this machine");
        }
        inlet = liblsl.inlet(found.get(0), InletOptions.DEFAULTS.withRecovery(false));
        inlet.start(new Trigger(level));
        outlet.awaitConsumer(Duration.ofSeconds(10));
    }

    @Override
    public void push(double[] values, double stampSeconds) {
        outlet.push(values, stampSeconds);
    }

    @Override
    public void close() throws IOException {
        inlet.close();
        outlet.close();
        datagrams.close();
    }

    private final class Trigger implements InletListener {
        private final ByteBuffer datagram = ByteBuffer.allocateDirect(16);
        private final double level;
        private boolean above = true;

        Trigger(double level) {
            this.level = level;
        }

        @Override
        public void onSample(double stampSeconds, boolean anchored, long arrivalNanos, double[] values) {
            boolean nowAbove = values[0] >= level;
            if (nowAbove && !above) {
                datagram.clear();
                try {
                    datagrams.write(datagram);
                } catch (IOException e) {
                    // Counted as an event without a datagram.
                }
            }
            above = nowAbove;
        }
    }
}
