package org.phasor.lsl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Samples of texts, taken element by element, so that a sample may be larger than the buffer. Lengths come from the
 * network: nothing is allocated for a text before its bytes are there.
 */
final class TextDecoder extends SampleDecoder {

    private final String[] texts;
    private boolean begun;
    private int done;
    private long sampleBytes;
    private int needed;

    TextDecoder(int channels) {
        this.texts = new String[channels];
    }

    @Override
    int bytesNeeded() {
        return Math.max(needed, 1 + Double.BYTES);
    }

    @Override
    boolean decode(ByteBuffer in) throws IOException {
        if (!begun && !begin(in)) {
            return false;
        }
        while (done < texts.length) {
            String text = next(in);
            if (text == null) {
                return false;
            }
            texts[done++] = text;
        }
        begun = false;
        return true;
    }

    private boolean begin(ByteBuffer in) {
        if (!in.hasRemaining()) {
            return false;
        }
        boolean untold = in.get(in.position()) == EncodedSamples.TAG_DEDUCED;
        if (in.remaining() < (untold ? 1 : 1 + Double.BYTES)) {
            return false;
        }
        in.get();
        stampSeconds = untold ? Outlet.DEDUCED : in.getDouble();
        deduced = stampSeconds == Outlet.DEDUCED;
        begun = true;
        done = 0;
        sampleBytes = 0;
        return true;
    }

    /** Null when its bytes have not all come. */
    private String next(ByteBuffer in) throws IOException {
        if (!in.hasRemaining()) {
            return null;
        }
        int lengthBytes = in.get(in.position());
        if (lengthBytes != 1 && lengthBytes != 2 && lengthBytes != 4 && lengthBytes != 8) {
            throw new IOException("a text whose length takes " + lengthBytes + " bytes: must be 1, 2, 4 or 8");
        }
        if (in.remaining() < 1 + lengthBytes) {
            needed = 1 + lengthBytes;
            return null;
        }
        int at = in.position() + 1;
        long length = switch (lengthBytes) {
            case 1 -> in.get(at) & 0xFF;
            case 2 -> in.getShort(at) & 0xFFFF;
            case 4 -> in.getInt(at) & 0xFFFF_FFFFL;
            default -> in.getLong(at);
        };
        if (length < 0 || length > EncodedSamples.MAX_SAMPLE_BYTES - sampleBytes) {
            throw new IOException("a text of " + Long.toUnsignedString(length) + " bytes: a sample may have at most "
                    + EncodedSamples.MAX_SAMPLE_BYTES);
        }
        if (in.remaining() < 1 + lengthBytes + length) {
            needed = (int) (1 + lengthBytes + length);
            return null;
        }
        in.position(at + lengthBytes);
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        sampleBytes += length;
        needed = 0;
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    void deliver(InletListener listener, double stamp, boolean anchored, long arrivalNanos) {
        listener.onText(stamp, anchored, arrivalNanos, texts);
    }

    @Override
    boolean isPattern(int offset) {
        return stampSeconds == TestPattern.STAMP_SECONDS && Arrays.equals(texts, TestPattern.texts(texts.length));
    }
}
