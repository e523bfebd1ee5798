package org.phasor.lsl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Samples of data protocol 1.00 with the archive's head before them, taken number by number, so that a sample may be
 * larger than the buffer. Nothing is allocated for a text before its bytes are there.
 */
final class ArchiveDecoder extends SampleDecoder {

    private static final int MAX_XML_BYTES = 16 << 20;

    /** What comes next. */
    private enum Part {
        MAGIC,
        VERSION,
        DESCRIPTION,
        CLASS_TRACKED,
        CLASS_VERSION,
        TAG,
        STAMP,
        VALUES
    }

    private final ChannelFormat format;
    private final String uid;
    private final double[] values;
    private final String[] texts;
    private final int channels;
    private Part next = Part.MAGIC;
    private int done;
    private long textBytes;
    private int needed = ArchiveWriter.MAX_BYTES;
    private long number;
    private byte[] text;

    /**
     * @param uid that the description in the archive's head must have
     */
    ArchiveDecoder(ChannelFormat format, int channels, String uid) {
        this.format = format;
        this.channels = channels;
        this.uid = uid;
        this.values = new double[format.isText() ? 0 : channels];
        this.texts = new String[format.isText() ? channels : 0];
    }

    @Override
    int bytesNeeded() {
        return needed;
    }

    @Override
    boolean decode(ByteBuffer in) throws IOException {
        boolean sample;
        do {
            // The part that ends a sample is its last value, or its stamp or tag when it has no values.
            sample = next == Part.TAG || next == Part.STAMP || next == Part.VALUES;
            if (!takePart(in)) {
                return false;
            }
        } while (!sample || next != Part.TAG);
        return true;
    }

    /** False when its bytes have not all come; then it is begun anew with more. */
    private boolean takePart(ByteBuffer in) throws IOException {
        switch (next) {
            case MAGIC -> {
                if (!in.hasRemaining()) {
                    return false;
                }
                byte magic = in.get();
                if (magic != ArchiveWriter.MAGIC) {
                    throw new IOException("its feed begins with byte " + magic + ": an archive begins with 127");
                }
                next = Part.VERSION;
            }
            case VERSION -> {
                if (!takeNumber(in, Integer.BYTES)) {
                    return false;
                }
                next = Part.DESCRIPTION;
            }
            case DESCRIPTION -> {
                if (!takeText(in, MAX_XML_BYTES)) {
                    return false;
                }
                checkDescription();
                next = Part.CLASS_TRACKED;
            }
            case CLASS_TRACKED, CLASS_VERSION -> {
                if (!takeNumber(in, Integer.BYTES)) {
                    return false;
                }
                next = next == Part.CLASS_TRACKED ? Part.CLASS_VERSION : Part.TAG;
            }
            case TAG -> {
                if (!takeNumber(in, 1)) {
                    return false;
                }
                deduced = number == EncodedSamples.TAG_DEDUCED;
                stampSeconds = Outlet.DEDUCED;
                done = 0;
                textBytes = 0;
                next = deduced ? afterStamp() : Part.STAMP;
            }
            case STAMP -> {
                if (!takeNumber(in, Double.BYTES)) {
                    return false;
                }
                stampSeconds = Double.longBitsToDouble(number);
                deduced = stampSeconds == Outlet.DEDUCED;
                next = afterStamp();
            }
            case VALUES -> {
                if (!takeValue(in)) {
                    return false;
                }
                done++;
                next = afterStamp();
            }
        }
        return true;
    }

    private Part afterStamp() {
        return done < channels ? Part.VALUES : Part.TAG;
    }

    private void checkDescription() throws IOException {
        StreamInfo described;
        try {
            described = StreamInfo.fromXml(new String(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IOException("the description in its feed is invalid: " + e.getMessage(), e);
        }
        if (!described.uid().equals(uid)) {
            throw new IOException("it feeds another stream, uid " + described.uid());
        }
    }

    private boolean takeValue(ByteBuffer in) throws IOException {
        if (format.isText()) {
            if (!takeText(in, EncodedSamples.MAX_SAMPLE_BYTES - textBytes)) {
                return false;
            }
            textBytes += text.length;
            texts[done] = new String(text, StandardCharsets.UTF_8);
            return true;
        }
        if (!takeNumber(in, format.bytes())) {
            return false;
        }
        values[done] = switch (format) {
            case FLOAT32 -> Float.intBitsToFloat((int) number);
            case DOUBLE64 -> Double.longBitsToDouble(number);
            case INT16 -> (short) number;
            case INT8 -> (byte) number;
            case INT32 -> (int) number;
            default -> number;
        };
        return true;
    }

    private boolean takeNumber(ByteBuffer in, int mostBytes) throws IOException {
        int from = in.position();
        if (!in.hasRemaining() || in.remaining() < 1 + Math.abs((int) in.get(from))) {
            refuseSize(in, from, mostBytes);
            needed = ArchiveWriter.MAX_BYTES;
            return false;
        }
        refuseSize(in, from, mostBytes);
        int size = in.get();
        long bits = size < 0 ? -1L : 0;
        int bytes = Math.abs(size);
        for (int i = 0; i < bytes; i++) {
            int shift = 8 * i;
            bits = bits & ~(0xFFL << shift) | (in.get() & 0xFFL) << shift;
        }
        number = bits;
        return true;
    }

    private static void refuseSize(ByteBuffer in, int at, int mostBytes) throws IOException {
        if (at < in.limit() && Math.abs((int) in.get(at)) > mostBytes) {
            throw new IOException(
                    "a number of " + Math.abs((int) in.get(at)) + " bytes in its archive: must be <= " + mostBytes);
        }
    }

    private boolean takeText(ByteBuffer in, long mostBytes) throws IOException {
        int from = in.position();
        if (!takeNumber(in, Long.BYTES)) {
            return false;
        }
        if (number < 0 || number > mostBytes) {
            throw new IOException(
                    "a text of " + Long.toUnsignedString(number) + " bytes in its archive: must be <= " + mostBytes);
        }
        if (in.remaining() < number) {
            needed = (int) number + ArchiveWriter.MAX_BYTES;
            in.position(from);
            return false;
        }
        text = new byte[(int) number];
        in.get(text);
        needed = ArchiveWriter.MAX_BYTES;
        return true;
    }

    @Override
    void deliver(InletListener listener, double stamp, boolean anchored, long arrivalNanos) {
        if (format.isText()) {
            listener.onText(stamp, anchored, arrivalNanos, texts);
        } else {
            listener.onSample(stamp, anchored, arrivalNanos, values);
        }
    }

    @Override
    boolean isPattern(int offset) {
        boolean same = format.isText()
                ? Arrays.equals(texts, TestPattern.texts(channels))
                : Arrays.equals(values, TestPattern.values(format, channels, offset));
        return same && stampSeconds == TestPattern.STAMP_SECONDS;
    }
}
