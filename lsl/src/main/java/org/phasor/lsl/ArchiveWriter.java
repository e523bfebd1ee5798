package org.phasor.lsl;

import java.nio.ByteBuffer;

/**
 * The numbers of data protocol 1.00, as Boost's portable binary archive writes them: a size byte, negative for negative
 * numbers, then only the bytes that matter, lowest first; zero is the size byte 0 alone.
 */
final class ArchiveWriter {

    /** The most that one number takes. */
    static final int MAX_BYTES = 1 + Long.BYTES;

    static final byte MAGIC = 0x7F;
    static final byte VERSION = 9;

    private ArchiveWriter() {}

    static void putSigned(ByteBuffer out, long value) {
        if (value == 0) {
            out.put((byte) 0);
            return;
        }
        int size = 0;
        long rest = value;
        do {
            rest >>= 8;
            size++;
        } while (rest != 0 && rest != -1);
        out.put((byte) (value > 0 ? size : -size));
        putBytes(out, value, size);
    }

    static void putUnsigned(ByteBuffer out, long bits) {
        int size = (Long.SIZE - Long.numberOfLeadingZeros(bits) + 7) / 8;
        out.put((byte) size);
        putBytes(out, bits, size);
    }

    private static void putBytes(ByteBuffer out, long bits, int size) {
        long rest = bits;
        for (int i = 0; i < size; i++) {
            out.put((byte) rest);
            rest >>>= 8;
        }
    }

    /** Every NaN becomes the one with all bits set but the sign. */
    static void putFloat(ByteBuffer out, float value) {
        putUnsigned(out, Float.isNaN(value) ? 0x7FFF_FFFFL : Float.floatToRawIntBits(value) & 0xFFFF_FFFFL);
    }

    /** As {@link #putFloat}. */
    static void putDouble(ByteBuffer out, double value) {
        putUnsigned(out, Double.isNaN(value) ? Long.MAX_VALUE : Double.doubleToRawLongBits(value));
    }

    /** What stands before the first sample: the archive's own head and the description. */
    static byte[] opening(byte[] shortXml) {
        ByteBuffer out = ByteBuffer.allocate(3 + MAX_BYTES + shortXml.length + 2);
        out.put(MAGIC);
        putSigned(out, VERSION);
        putSigned(out, shortXml.length);
        out.put(shortXml);
        // The archive's note on the first object of a class: not tracked, version 0.
        out.put((byte) 0).put((byte) 0);
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }
}
