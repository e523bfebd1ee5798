package org.phasor.lsl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Fetches a stream's full description over its data port. */
final class FullInfo {

    private static final int MAX_BYTES = 32 << 20;

    private FullInfo() {}

    /**
     * The description with the address it was fetched from.
     *
     * @throws IOException when nobody answers in time, or another stream does
     */
    static StreamInfo fetch(StreamInfo resolved, double seconds) throws IOException {
        byte[] received;
        try (HandshakeChannel channel = HandshakeChannel.connect(resolved, seconds)) {
            channel.write("LSL:fullinfo\r\n");
            received = readToEnd(channel);
        }
        StreamInfo full;
        try {
            full = StreamInfo.fromXml(new String(received, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IOException("its description is invalid: " + e.getMessage(), e);
        }
        if (!full.uid().equals(resolved.uid()) || full.createdAtSeconds() == 0) {
            throw new IOException(
                    "its data port " + SenderAddress.of(resolved).dataPort() + " now serves another stream, " + full);
        }
        return full.toBuilder()
                .v4(resolved.v4Address(), full.v4DataPort(), full.v4ServicePort())
                .v6(resolved.v6Address(), full.v6DataPort(), full.v6ServicePort())
                .build();
    }

    private static byte[] readToEnd(HandshakeChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(16 << 10);
        while (channel.read(buffer) >= 0) {
            if (!buffer.hasRemaining()) {
                if (buffer.capacity() >= MAX_BYTES) {
                    throw new IOException("its description is longer than " + MAX_BYTES + " bytes");
                }
                buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), 2 * buffer.capacity()))
                        .position(buffer.capacity());
            }
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
