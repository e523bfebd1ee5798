package org.phasor.lsl;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An outlet over TCP and UDP. A stamp of 0 means now, as in native liblsl. Integer formats round to the nearest and
 * hold values to their range.
 */
final class StreamOutlet implements Outlet {

    private static final double NOW = 0.0;

    /** Longer chunks go out in several writes, so that no buffer must hold more. */
    private static final int MAX_WRITE_BYTES = 4 << 20;

    private final DiscoveryResponder responder;
    private final ServedStream stream;
    private final Consumers consumers = new Consumers();
    private final OutletServer server;
    private final List<DatagramServer> services = new ArrayList<>();
    private final Runnable whenClosed;
    private final EncodedSamples[] encoders = new EncodedSamples[WireForm.values().length];
    private final boolean alwaysNow;
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
        OutletSockets sockets = OutletSockets.open(settings);
        try {
            stream = new ServedStream(
                    described(wanted, settings, sockets), settings.tuning().cachedQueries());
            server = new OutletServer(
                    sockets.pairs().stream().map(OutletSockets.Pair::data).toList(), settings);
        } catch (IOException | RuntimeException e) {
            sockets.close();
            throw e;
        }
        channels = wanted.channelCount();
        intervalSeconds = wanted.nominalRateHz() > 0 ? 1 / wanted.nominalRateHz() : 0;
        alwaysNow = settings.tuning().forceDefaultTimestamps();
        for (WireForm form : WireForm.values()) {
            encoders[form.ordinal()] = new EncodedSamples(wanted.format(), form);
        }
        server.start(stream, consumers, OutletLimits.of(options, wanted.nominalRateHz()));
        ServedStream[] alone = {stream};
        for (OutletSockets.Pair pair : sockets.pairs()) {
            services.add(new DatagramServer(
                    pair.service(), pair.family(), "lsl-service-" + wanted.name(), () -> alone, true));
        }
        try {
            responder.add(stream);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static StreamInfo described(StreamInfo wanted, LslSettings settings, OutletSockets sockets) {
        return wanted.toBuilder()
                .uid(UUID.randomUUID().toString())
                .createdAtSeconds(LslClock.seconds())
                .protocolVersion(settings.tuning().protocolVersion())
                .sessionId(settings.sessionId())
                .hostname(HostName.local())
                .v4("", sockets.dataPort(StandardProtocolFamily.INET), sockets.servicePort(StandardProtocolFamily.INET))
                .v6(
                        "",
                        sockets.dataPort(StandardProtocolFamily.INET6),
                        sockets.servicePort(StandardProtocolFamily.INET6))
                .build();
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
        push(values, stampSeconds, true);
    }

    @Override
    public void push(double[] values, double stampSeconds, boolean pushthrough) {
        require(!stream.info().format().isText(), "a text stream");
        requireCount(values.length);
        boolean deduced = isDeduced(stampSeconds);
        double stamp = deduced ? deduce() : explicit(stampSeconds);
        int forms = consumers.forms();
        for (EncodedSamples encoder : encoders) {
            if ((forms & encoder.form().bit()) != 0) {
                encoder.clear();
                encoder.add(values, 0, channels, deduced, stamp);
                consumers.send(encoder, pushthrough);
            }
        }
    }

    @Override
    public void push(String[] values, double stampSeconds) {
        push(values, stampSeconds, true);
    }

    @Override
    public void push(String[] values, double stampSeconds, boolean pushthrough) {
        require(stream.info().format().isText(), "a numeric stream");
        requireCount(values.length);
        boolean deduced = isDeduced(stampSeconds);
        double stamp = deduced ? deduce() : explicit(stampSeconds);
        // Also without a receiver: a sample that is too large is refused in any case.
        int forms = consumers.forms() | WireForm.OWN.bit();
        for (EncodedSamples encoder : encoders) {
            if ((forms & encoder.form().bit()) != 0) {
                encoder.clear();
                encoder.add(values, deduced, stamp);
                consumers.send(encoder, pushthrough);
            }
        }
    }

    @Override
    public void pushChunk(double[] samples, int count, double chunkStampSeconds) {
        pushChunk(samples, count, chunkStampSeconds, true);
    }

    @Override
    public void pushChunk(double[] samples, int count, double chunkStampSeconds, boolean pushthrough) {
        require(!stream.info().format().isText(), "a text stream");
        if (count < 0 || (long) count * channels > samples.length) {
            throw new IllegalArgumentException("count = " + count + ": " + samples.length + " values hold 0 to "
                    + (channels == 0 ? "any number of" : samples.length / channels) + " samples of stream "
                    + stream.info());
        }
        if (count == 0) {
            return;
        }
        boolean deduced = isDeduced(chunkStampSeconds);
        double first = deduced ? deduce() : explicit(chunkStampSeconds) - (count - 1) * intervalSeconds;
        lastStampSeconds = alwaysNow ? lastStampSeconds : first;
        int perWrite = (int) Math.max(
                1, MAX_WRITE_BYTES / EncodedSamples.bytesOf(stream.info().format(), channels));
        for (int from = 0; from < count; from += perWrite) {
            pushSamples(samples, from, Math.min(count, from + perWrite), deduced, pushthrough);
        }
    }

    /** The stamp of the chunk's first sample is set already; it is sent unless all are deduced. */
    private void pushSamples(double[] samples, int from, int to, boolean allDeduced, boolean pushthrough) {
        int forms = consumers.forms();
        for (EncodedSamples encoder : encoders) {
            encoder.clear();
        }
        for (int i = from; i < to; i++) {
            double stamp = i == 0 || alwaysNow ? lastStampSeconds : deduce();
            boolean deduced = (i > 0 || allDeduced) && !alwaysNow;
            for (EncodedSamples encoder : encoders) {
                if ((forms & encoder.form().bit()) != 0) {
                    encoder.add(samples, i * channels, channels, deduced, stamp);
                }
            }
        }
        for (EncodedSamples encoder : encoders) {
            if (encoder.count() > 0) {
                consumers.send(encoder, pushthrough);
            }
        }
    }

    private boolean isDeduced(double stampSeconds) {
        return stampSeconds == DEDUCED && !alwaysNow;
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
        lastStampSeconds = given == NOW || alwaysNow ? LslClock.seconds() : given;
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
    public List<ConsumerState> consumers() {
        return consumers.states();
    }

    @Override
    public void listen(OutletListener listener) {
        consumers.listen(new ConsumerEvents(listener, stream.info().name()));
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
        services.forEach(DatagramServer::close);
        whenClosed.run();
    }
}
