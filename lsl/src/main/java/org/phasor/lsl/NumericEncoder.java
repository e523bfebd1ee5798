package org.phasor.lsl;

import java.nio.ByteBuffer;

/**
 * Writes a sample's numbers in the stream's format. Integers are rounded to the nearest and held to the format's range;
 * NaN becomes 0 there.
 */
final class NumericEncoder {

    private NumericEncoder() {}

    /** In the byte order of the buffer. */
    static void putRaw(ByteBuffer out, ChannelFormat format, double[] values, int from, int to) {
        switch (format) {
            case FLOAT32 -> {
                for (int i = from; i < to; i++) {
                    out.putFloat((float) values[i]);
                }
            }
            case DOUBLE64 -> {
                for (int i = from; i < to; i++) {
                    out.putDouble(values[i]);
                }
            }
            case INT32 -> {
                for (int i = from; i < to; i++) {
                    out.putInt((int) Math.rint(values[i]));
                }
            }
            case INT16 -> {
                for (int i = from; i < to; i++) {
                    out.putShort((short) within(values[i], Short.MIN_VALUE, Short.MAX_VALUE));
                }
            }
            case INT8 -> {
                for (int i = from; i < to; i++) {
                    out.put((byte) within(values[i], Byte.MIN_VALUE, Byte.MAX_VALUE));
                }
            }
            case INT64 -> {
                for (int i = from; i < to; i++) {
                    out.putLong((long) Math.rint(values[i]));
                }
            }
            case STRING -> throw new IllegalArgumentException("text streams take texts");
        }
    }

    /** As a portable archive. */
    static void putArchived(ByteBuffer out, ChannelFormat format, double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            double value = values[i];
            switch (format) {
                case FLOAT32 -> ArchiveWriter.putFloat(out, (float) value);
                case DOUBLE64 -> ArchiveWriter.putDouble(out, value);
                case INT32 -> ArchiveWriter.putSigned(out, (int) Math.rint(value));
                case INT16 -> ArchiveWriter.putSigned(out, within(value, Short.MIN_VALUE, Short.MAX_VALUE));
                case INT8 -> ArchiveWriter.putSigned(out, within(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
                case INT64 -> ArchiveWriter.putSigned(out, (long) Math.rint(value));
                case STRING -> throw new IllegalArgumentException("text streams take texts");
            }
        }
    }

    private static int within(double value, int least, int most) {
        return Math.min(Math.max((int) Math.rint(value), least), most);
    }
}
