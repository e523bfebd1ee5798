package org.phasor.lsl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One TCP client of an outlet, from its request to the end of its feed. For the server thread only; once it is a
 * {@link Consumer} the pushing thread writes to the socket, too.
 */
final class ClientConnection {

    private static final byte[] NOT_FOUND = ascii("LSL/110 404 Not found");
    private static final byte[] NOT_SUPPORTED = ascii("LSL/110 505 Version not supported");
    private static final byte[] NOTHING = {};

    private enum Phase {
        REQUEST,
        REPLY,
        /** Everything is said; waits for the client to close, so that nothing on its way to it is lost. */
        PARTING,
        FEED
    }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ServedStream stream;
    private final Consumers consumers;
    private final OutletLimits limits;
    private final ByteBuffer scratch;
    private final long deadlineNanos;

    private Phase phase = Phase.REQUEST;
    private byte[] received = new byte[1024];
    private int receivedBytes;
    private ByteBuffer reply;
    private FeedTerms feed;
    private Consumer consumer;

    /**
     * @param scratch shared by all connections of the server thread
     * @param deadlineNanos when its request must be answered
     */
    ClientConnection(
            SelectionKey key,
            ServedStream stream,
            Consumers consumers,
            OutletLimits limits,
            ByteBuffer scratch,
            long deadlineNanos) {
        this.key = key;
        this.channel = (SocketChannel) key.channel();
        this.stream = stream;
        this.consumers = consumers;
        this.limits = limits;
        this.scratch = scratch;
        this.deadlineNanos = deadlineNanos;
    }

    boolean isOverdue(long nowNanos) {
        return phase != Phase.FEED && nowNanos - deadlineNanos > 0;
    }

    void ready() throws IOException {
        if (key.isReadable()) {
            read();
        }
        if (key.isValid() && key.isWritable()) {
            if (phase == Phase.FEED) {
                if (consumer.drain()) {
                    consumers.flushed();
                }
            } else if (phase == Phase.REPLY) {
                writeReply();
            }
        }
    }

    void close() {
        if (consumer != null) {
            consumers.leave(consumer);
        }
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private void read() throws IOException {
        scratch.clear();
        int bytes = channel.read(scratch);
        if (bytes < 0) {
            close();
        } else if (phase == Phase.REQUEST) {
            scratch.flip();
            readRequest();
        }
    }

    private void readRequest() throws IOException {
        int bytes = scratch.remaining();
        if (receivedBytes + bytes > ClientRequest.MAX_BYTES) {
            close();
            return;
        }
        if (receivedBytes + bytes > received.length) {
            received = Arrays.copyOf(received, Math.max(2 * received.length, receivedBytes + bytes));
        }
        scratch.get(received, receivedBytes, bytes);
        boolean lineEnded = false;
        for (int i = receivedBytes; i < receivedBytes + bytes; i++) {
            lineEnded |= received[i] == '\n';
        }
        receivedBytes += bytes;
        if (!lineEnded) {
            return;
        }
        ClientRequest request = ClientRequest.parse(new String(received, 0, receivedBytes, StandardCharsets.UTF_8));
        if (request != null) {
            received = NOTHING;
            answer(request);
        }
    }

    private void answer(ClientRequest request) throws IOException {
        switch (request.kind()) {
            case FULL_INFO -> reply(stream.fullXml());
            case SHORT_INFO -> reply(stream.matches(request.argument()) ? stream.shortXml() : NOTHING);
            case FEED -> answerFeed(request);
            case LEGACY_FEED -> answerLegacyFeed(request.argument());
            case UNKNOWN -> close();
        }
    }

    private void answerFeed(ClientRequest request) throws IOException {
        if (request.version() / 100 > StreamInfo.PROTOCOL_VERSION / 100) {
            reply(NOT_SUPPORTED);
            return;
        }
        if (!request.argument().isEmpty()
                && !request.argument().equals(stream.info().uid())) {
            reply(NOT_FOUND);
            return;
        }
        FeedTerms terms;
        try {
            terms = FeedTerms.agree(
                    stream.info().format(), stream.info().protocolVersion(), request.version(), request.headers());
        } catch (IllegalArgumentException e) {
            close();
            return;
        }
        open(terms, ascii(terms.response(stream.info().uid())));
    }

    /** Without a response: the feed begins at once. */
    private void answerLegacyFeed(String lengths) throws IOException {
        String[] words = lengths.split("\\s+");
        try {
            int chunk = words.length > 1 ? Integer.parseInt(words[1]) : 0;
            open(FeedTerms.legacy(Integer.parseInt(words[0]), chunk), NOTHING);
        } catch (NumberFormatException e) {
            close();
        }
    }

    private void open(FeedTerms terms, byte[] response) throws IOException {
        feed = terms;
        byte[] archive = WireForm.of(terms) == WireForm.ARCHIVE ? ArchiveWriter.opening(stream.shortXml()) : NOTHING;
        byte[] patterns = patterns(WireForm.of(terms));
        reply(ByteBuffer.allocate(response.length + archive.length + patterns.length)
                .put(response)
                .put(archive)
                .put(patterns)
                .array());
    }

    private byte[] patterns(WireForm form) {
        StreamInfo info = stream.info();
        EncodedSamples patterns = new EncodedSamples(info.format(), form);
        for (int offset : TestPattern.OFFSETS) {
            int channels = info.channelCount();
            if (info.format().isText()) {
                patterns.add(TestPattern.texts(channels), false, TestPattern.STAMP_SECONDS);
            } else {
                double[] values = TestPattern.values(info.format(), channels, offset);
                patterns.add(values, 0, channels, false, TestPattern.STAMP_SECONDS);
            }
        }
        return patterns.copy(0, patterns.end(patterns.count() - 1));
    }

    private void reply(byte[] bytes) throws IOException {
        reply = ByteBuffer.wrap(bytes);
        phase = Phase.REPLY;
        writeReply();
    }

    private void writeReply() throws IOException {
        channel.write(reply);
        if (reply.hasRemaining()) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
            return;
        }
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
        reply = null;
        if (feed != null && feed.maxBufferSamples() > 0) {
            phase = Phase.FEED;
            int capacity = Math.min(feed.maxBufferSamples(), limits.bufferSamples());
            int chunk = feed.maxChunkSamples() > 0 ? feed.maxChunkSamples() : limits.chunkSamples();
            consumer = new Consumer(channel, key, WireForm.of(feed), capacity, chunk);
            consumers.join(consumer);
        } else {
            phase = Phase.PARTING;
            channel.shutdownOutput();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
