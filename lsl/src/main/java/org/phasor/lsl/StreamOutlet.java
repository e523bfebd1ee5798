package org.phasor.lsl;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.UUID;

/**
 * An outlet over TCP and UDP. A stamp of 0 means now, as in native liblsl. Integer formats round to the nearest and
 * hold values to their range.
 */
final class StreamOutlet implements Outlet {

    private static final double NOW = 0.0;
    private static final double SAMPLES_PER_SECOND_WHEN_IRREGULAR = 100;

    /** Longer chunks go out in several writes, so that no buffer must hold more. */
    private static final int MAX_WRITE_BYTES = 4 << 20;

    private final DiscoveryResponder responder;
    private final ServedStream stream;
    private final Consumers consumers = new Consumers();
    private final OutletServer server;
    private final DatagramServer service;
    private final Runnable whenClosed;
    private final EncodedSamples ownOrder;
    private final EncodedSamples otherOrder;
    private final double intervalSeconds;
    private final int channels;

    /** What receivers take for the stamp of the last sample; NaN before the first stamp. */
    private double lastStampSeconds = Double.NaN;

    private volatile boolean closed;

    StreamOutlet(
            StreamInfo wanted,
            OutletOptions options,
            LslSettings settings,
            DiscoveryResponder responder,
            Runnable whenClosed)
            throws IOException {
        requireServable(wanted);
        this.responder = responder;
        this.whenClosed = whenClosed;
        server = new OutletServer(settings);
        DatagramChannel udp = null;
        try {
            udp = DatagramChannel.open(StandardProtocolFamily.INET);
            PortSearch.bind(settings.ports(), "UDP", udp::bind);
            stream = new ServedStream(wanted.toBuilder()
                    .uid(UUID.randomUUID().toString())
                    .createdAtSeconds(LslClock.seconds())
                    .protocolVersion(StreamInfo.PROTOCOL_VERSION)
                    .sessionId(settings.sessionId())
                    .hostname(HostName.local())
                    .v4("", server.port(), udp.socket().getLocalPort())
                    .v6("", 0, 0)
                    .build());
        } catch (IOException | RuntimeException e) {
            server.close();
            if (udp != null) {
                udp.close();
            }
            throw e;
        }
        channels = wanted.channelCount();
        intervalSeconds = wanted.nominalRateHz() > 0 ? 1 / wanted.nominalRateHz() : 0;
        ownOrder = new EncodedSamples(wanted.format(), ByteOrder.nativeOrder());
        otherOrder = new EncodedSamples(wanted.format(), FeedTerms.foreign(ByteOrder.nativeOrder()));
        double rateHz = wanted.nominalRateHz() > 0 ? wanted.nominalRateHz() : SAMPLES_PER_SECOND_WHEN_IRREGULAR;
        server.start(stream, consumers, Math.max(1, (int) (options.bufferSeconds() * rateHz)));
        ServedStream[] alone = {stream};
        service = new DatagramServer(udp, "lsl-service-" + wanted.name(), () -> alone, true);
        try {
            responder.add(stream);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static void requireServable(StreamInfo wanted) {
        long bytes = EncodedSamples.bytesOf(wanted.format(), wanted.channelCount());
        if (bytes > EncodedSamples.MAX_SAMPLE_BYTES) {
            throw new IllegalArgumentException("channel_count = " + wanted.channelCount() + ": a sample of " + bytes
                    + " bytes is too large, must be <= " + EncodedSamples.MAX_SAMPLE_BYTES);
        }
    }

    @Override
    public StreamInfo info() {
        return stream.info();
    }

    @Override
    public void push(double[] values, double stampSeconds) {
        require(!stream.info().format().isText(), "a text stream");
        requireCount(values.length);
        boolean deduced = stampSeconds == DEDUCED;
        double stamp = deduced ? deduce() : explicit(stampSeconds);
        if (consumers.isEmpty()) {
            return;
        }
        ownOrder.clear();
        ownOrder.add(values, 0, channels, deduced, stamp);
        consumers.send(ownOrder, ByteOrder.nativeOrder());
        if (consumers.anyForeignOrder()) {
            otherOrder.clear();
            otherOrder.add(values, 0, channels, deduced, stamp);
            consumers.send(otherOrder, FeedTerms.foreign(ByteOrder.nativeOrder()));
        }
    }

    @Override
    public void push(String[] values, double stampSeconds) {
        require(stream.info().format().isText(), "a numeric stream");
        requireCount(values.length);
        boolean deduced = stampSeconds == DEDUCED;
        double stamp = deduced ? deduce() : explicit(stampSeconds);
        ownOrder.clear();
        ownOrder.add(values, deduced, stamp);
        consumers.send(ownOrder, ByteOrder.nativeOrder());
        if (consumers.anyForeignOrder()) {
            otherOrder.clear();
            otherOrder.add(values, deduced, stamp);
            consumers.send(otherOrder, FeedTerms.foreign(ByteOrder.nativeOrder()));
        }
    }

    @Override
    public void pushChunk(double[] samples, int count, double chunkStampSeconds) {
        require(!stream.info().format().isText(), "a text stream");
        if (count < 0 || (long) count * channels > samples.length) {
            throw new IllegalArgumentException("count = " + count + ": " + samples.length + " values hold 0 to "
                    + (channels == 0 ? "any number of" : samples.length / channels) + " samples of stream "
                    + stream.info());
        }
        if (count == 0) {
            return;
        }
        boolean deduced = chunkStampSeconds == DEDUCED;
        double first = deduced ? deduce() : explicit(chunkStampSeconds) - (count - 1) * intervalSeconds;
        lastStampSeconds = first;
        int perWrite = (int) Math.max(
                1, MAX_WRITE_BYTES / EncodedSamples.bytesOf(stream.info().format(), channels));
        for (int from = 0; from < count; from += perWrite) {
            pushSamples(samples, from, Math.min(count, from + perWrite), deduced);
        }
    }

    /** The stamp of the chunk's first sample is set already; it is sent unless all are deduced. */
    private void pushSamples(double[] samples, int from, int to, boolean allDeduced) {
        boolean both = consumers.anyForeignOrder();
        ownOrder.clear();
        otherOrder.clear();
        for (int i = from; i < to; i++) {
            double stamp = i == 0 ? lastStampSeconds : deduce();
            boolean deduced = i > 0 || allDeduced;
            ownOrder.add(samples, i * channels, channels, deduced, stamp);
            if (both) {
                otherOrder.add(samples, i * channels, channels, deduced, stamp);
            }
        }
        consumers.send(ownOrder, ByteOrder.nativeOrder());
        if (both) {
            consumers.send(otherOrder, FeedTerms.foreign(ByteOrder.nativeOrder()));
        }
    }

    /** What receivers will make of a sample without a stamp. */
    private double deduce() {
        lastStampSeconds += intervalSeconds;
        return lastStampSeconds;
    }

    private double explicit(double given) {
        if (!Double.isFinite(given)) {
            throw new IllegalArgumentException("stampSeconds = " + given + ": must be finite");
        }
        lastStampSeconds = given == NOW ? LslClock.seconds() : given;
        return lastStampSeconds;
    }

    private void require(boolean kind, String not) {
        if (!kind) {
            throw new IllegalArgumentException("stream " + stream.info() + " is " + not);
        }
        if (closed) {
            throw new IllegalStateException("the outlet of stream " + stream.info() + " is closed");
        }
    }

    private void requireCount(int values) {
        if (values != channels) {
            throw new IllegalArgumentException(
                    values + " values: stream " + stream.info() + " takes " + channels + " per sample");
        }
    }

    int consumerCount() {
        return consumers.count();
    }

    @Override
    public boolean hasConsumers() {
        return !consumers.isEmpty();
    }

    @Override
    public boolean awaitConsumer(Duration timeout) throws InterruptedException {
        return consumers.awaitAny(timeout);
    }

    @Override
    public boolean awaitFlushed(Duration timeout) throws InterruptedException {
        return consumers.awaitFlushed(timeout);
    }

    @Override
    public long droppedSamples() {
        return consumers.dropped();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        responder.remove(stream);
        consumers.closeAll();
        server.close();
        service.close();
        whenClosed.run();
    }
}
