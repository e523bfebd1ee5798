package org.phasor.lsl;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * An agreed feed of samples: the connection, what was read of it already, and the decoder that the test patterns have
 * proved. Read by one thread; {@link #close} may be called by any.
 */
final class FeedConnection implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int MAX_HEADER_BYTES = 64 << 10;
    private static final double SAMPLES_PER_SECOND_WHEN_IRREGULAR = 100;

    private final SocketChannel channel;
    private final SampleDecoder decoder;
    private ByteBuffer buffer;

    private FeedConnection(SocketChannel channel, SampleDecoder decoder, ByteBuffer buffer) {
        this.channel = channel;
        this.decoder = decoder;
        this.buffer = buffer;
    }

    /**
     * @throws IOException when there is no feed to be had; one line that says why
     */
    static FeedConnection open(StreamInfo info, double bufferSeconds, LslSettings settings) throws IOException {
        int version = Math.min(info.protocolVersion(), settings.tuning().protocolVersion());
        if (info.protocolVersion() < FeedTerms.LEGACY) {
            throw new IOException(
                    "it speaks protocol " + info.protocolVersion() / 100.0 + " only: must be 1.0 or newer");
        }
        long sampleBytes = EncodedSamples.bytesOf(info.format(), info.channelCount());
        if (sampleBytes > EncodedSamples.MAX_SAMPLE_BYTES
                || info.channelCount() > EncodedSamples.MAX_SAMPLE_BYTES / 8) {
            throw new IOException("channel_count = " + info.channelCount() + ": a sample would be larger than "
                    + EncodedSamples.MAX_SAMPLE_BYTES + " bytes");
        }
        HandshakeChannel channel = HandshakeChannel.connect(
                info, settings.timing().handshakeSeconds(), settings.tuning().receiveBufferBytes());
        try {
            ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.max(BUFFER_BYTES, sampleBytes));
            SampleDecoder decoder;
            if (version < StreamInfo.PROTOCOL_VERSION) {
                channel.write(legacyRequest(info, bufferSeconds));
                buffer.limit(0);
                decoder = new ArchiveDecoder(info.format(), info.channelCount(), info.uid());
            } else {
                channel.write(request(info, bufferSeconds, settings.sessionId()));
                decoder = agreedDecoder(readResponse(channel, buffer, info), info, buffer);
            }
            for (int offset : TestPattern.OFFSETS) {
                buffer = readPattern(channel, buffer, decoder, offset);
            }
            return new FeedConnection(channel.release(), decoder, buffer);
        } catch (IllegalArgumentException e) {
            channel.close();
            throw new IOException("its response makes no sense: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static SampleDecoder agreedDecoder(FeedHeaders headers, StreamInfo info, ByteBuffer buffer)
            throws IOException {
        double protocol = headers.number("data-protocol-version", FeedTerms.LEGACY);
        if (protocol == FeedTerms.LEGACY) {
            return new ArchiveDecoder(info.format(), info.channelCount(), info.uid());
        }
        if (protocol != StreamInfo.PROTOCOL_VERSION) {
            throw new IOException("it wants to send data protocol " + protocol / 100 + ": must be 1.0 or 1.1");
        }
        buffer.order(orderOf(headers));
        boolean suppress = headers.text("suppress-subnormals", "0").equals("1");
        return SampleDecoder.of(info.format(), info.channelCount(), suppress);
    }

    /** That of protocol 1.00, which an outlet answers with the feed itself. */
    static String legacyRequest(StreamInfo info, double bufferSeconds) {
        return "LSL:streamfeed\r\n" + bufferSamples(info, bufferSeconds) + " 0\r\n";
    }

    private static int bufferSamples(StreamInfo info, double bufferSeconds) {
        double rateHz = info.nominalRateHz() > 0 ? info.nominalRateHz() : SAMPLES_PER_SECOND_WHEN_IRREGULAR;
        return Math.max(1, (int) (bufferSeconds * rateHz));
    }

    static String request(StreamInfo info, double bufferSeconds, String sessionId) {
        boolean floats = info.format() == ChannelFormat.FLOAT32 || info.format() == ChannelFormat.DOUBLE64;
        return "LSL:streamfeed/" + StreamInfo.PROTOCOL_VERSION + " " + info.uid() + "\r\n"
                + "Native-Byte-Order: " + FeedTerms.codeOf(ByteOrder.nativeOrder()) + "\r\n"
                + "Endian-Performance: " + (long) FeedTerms.OUR_SWAPS + "\r\n"
                + "Has-IEEE754-Floats: 1\r\n"
                + "Supports-Subnormals: " + (floats ? 1 : 0) + "\r\n"
                + "Value-Size: " + (info.format().isText() ? 32 : info.format().bytes()) + "\r\n"
                + "Data-Protocol-Version: " + StreamInfo.PROTOCOL_VERSION + "\r\n"
                + "Max-Buffer-Length: " + bufferSamples(info, bufferSeconds) + "\r\n"
                + "Max-Chunk-Length: 0\r\n"
                + "Hostname: " + oneLine(info.hostname()) + "\r\n"
                + "Source-Id: " + oneLine(info.sourceId()) + "\r\n"
                + "Session-Id: " + oneLine(sessionId) + "\r\n\r\n";
    }

    private static String oneLine(String text) {
        return text.replace('\r', ' ').replace('\n', ' ');
    }

    /** Leaves what follows the header in the buffer, ready to be taken. */
    private static FeedHeaders readResponse(HandshakeChannel channel, ByteBuffer buffer, StreamInfo info)
            throws IOException {
        StringBuilder text = new StringBuilder();
        buffer.limit(0);
        int end;
        do {
            buffer.clear();
            int bytes = channel.read(buffer);
            buffer.flip();
            if (bytes < 0) {
                refuse(text.toString());
                throw new EOFException("it closed the connection before it had answered");
            }
            int before = text.length();
            text.append(StandardCharsets.ISO_8859_1.decode(buffer.duplicate()));
            end = text.indexOf("\r\n\r\n", Math.max(0, before - 3));
            if (end >= 0) {
                buffer.position(end + 4 - before);
            } else if (text.length() > MAX_HEADER_BYTES) {
                throw new IOException("its answer has no end within " + MAX_HEADER_BYTES + " bytes");
            }
        } while (end < 0);
        List<String> lines = Arrays.asList(text.substring(0, end).split("\n"));
        refuse(lines.get(0).strip());
        FeedHeaders headers = FeedHeaders.parse(lines.subList(1, lines.size()));
        String uid = headers.text("uid", "");
        if (!uid.isEmpty() && !uid.equals(info.uid())) {
            throw new IOException("it answered as another stream, uid " + uid);
        }
        return headers;
    }

    /** Throws unless the status line says 200. */
    private static void refuse(String status) throws IOException {
        if (status.isEmpty()) {
            return;
        }
        String[] words = status.split("\\s+", 3);
        if (words.length < 3 || !words[0].matches("LSL/[0-9]{1,6}") || !words[1].matches("[0-9]{3}")) {
            throw new IOException("its answer \"" + (status.length() > 80 ? status.substring(0, 80) : status)
                    + "\" is none: must be as LSL/110 200 OK");
        }
        if (Integer.parseInt(words[0].substring(4)) / 100 > StreamInfo.PROTOCOL_VERSION / 100) {
            throw new IOException("it answers in protocol " + words[0] + ": must be LSL/1xx");
        }
        if (words[1].equals("404")) {
            throw new IOException("it is no longer served there (" + status + ")");
        }
        if (!words[1].equals("200")) {
            throw new IOException("it refused the feed (" + status + ")");
        }
    }

    private static ByteOrder orderOf(FeedHeaders headers) throws IOException {
        int code = (int) headers.number("byte-order", 0);
        return switch (code) {
            case 0 -> ByteOrder.nativeOrder();
            case FeedTerms.LITTLE -> ByteOrder.LITTLE_ENDIAN;
            case FeedTerms.BIG -> ByteOrder.BIG_ENDIAN;
            default -> throw new IOException("its byte order is " + code + ": must be 1234 or 4321");
        };
    }

    private static ByteBuffer readPattern(
            HandshakeChannel channel, ByteBuffer buffer, SampleDecoder decoder, int offset) throws IOException {
        ByteBuffer current = buffer;
        while (!decoder.decode(current)) {
            current = roomier(current, decoder.bytesNeeded());
            int bytes = channel.read(current);
            current.flip();
            if (bytes < 0) {
                throw new EOFException("it closed the connection within the test pattern");
            }
        }
        if (!decoder.isPattern(offset)) {
            throw new IOException("its test pattern does not decode as it should: the formats are incompatible");
        }
        return current;
    }

    /** The same bytes with room for more, ready to be read into. Doubles, so that memory follows what has come. */
    private static ByteBuffer roomier(ByteBuffer buffer, int needed) {
        ByteBuffer room = buffer;
        if (buffer.position() == 0 && buffer.limit() == buffer.capacity() && needed > buffer.capacity()) {
            room = ByteBuffer.allocateDirect(2 * buffer.capacity()).order(buffer.order());
            room.put(buffer);
            return room;
        }
        return room.compact();
    }

    SampleDecoder decoder() {
        return decoder;
    }

    /** Takes the next sample out of what was read; false when there is none. */
    boolean take() throws IOException {
        return decoder.decode(buffer);
    }

    /**
     * Waits for more bytes.
     *
     * @throws EOFException when there will be none
     */
    void receive() throws IOException {
        buffer = roomier(buffer, decoder.bytesNeeded());
        int bytes = channel.read(buffer);
        buffer.flip();
        if (bytes < 0) {
            throw new EOFException("the sender closed the connection");
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
