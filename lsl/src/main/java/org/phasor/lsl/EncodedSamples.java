package org.phasor.lsl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Samples in the form of data protocol 1.10, one after the other in one direct buffer, with where each ends. Reused for
 * every push; grows when a larger one comes. For the pushing thread only.
 */
final class EncodedSamples {

    static final byte TAG_DEDUCED = 1;
    static final byte TAG_STAMPED = 2;

    /** Larger samples are refused, by the sender as by the receiver. */
    static final int MAX_SAMPLE_BYTES = 64 << 20;

    private static final int STAMP_BYTES = 1 + Double.BYTES;

    private final ChannelFormat format;
    private ByteBuffer bytes;
    private int[] ends = new int[64];
    private double[] stamps = new double[64];
    private int count;

    EncodedSamples(ChannelFormat format, ByteOrder order) {
        this.format = format;
        this.bytes = ByteBuffer.allocateDirect(4096).order(order);
    }

    /** The most that one sample of a numeric format takes. */
    static long bytesOf(ChannelFormat format, int channels) {
        return STAMP_BYTES + (long) channels * format.bytes();
    }

    void clear() {
        bytes.clear();
        count = 0;
    }

    /**
     * Appends a numeric sample. Integers are rounded to the nearest and held to the format's range; NaN becomes 0 there.
     *
     * @param deduced sent without a stamp
     * @param stampSeconds what the stamp is, also when it is not sent; NaN when nobody knows
     */
    void add(double[] values, int from, int channels, boolean deduced, double stampSeconds) {
        open((int) bytesOf(format, channels), deduced, stampSeconds);
        int to = from + channels;
        switch (format) {
            case FLOAT32 -> {
                for (int i = from; i < to; i++) {
                    bytes.putFloat((float) values[i]);
                }
            }
            case DOUBLE64 -> {
                for (int i = from; i < to; i++) {
                    bytes.putDouble(values[i]);
                }
            }
            case INT32 -> {
                for (int i = from; i < to; i++) {
                    bytes.putInt((int) Math.rint(values[i]));
                }
            }
            case INT16 -> {
                for (int i = from; i < to; i++) {
                    bytes.putShort((short) within(values[i], Short.MIN_VALUE, Short.MAX_VALUE));
                }
            }
            case INT8 -> {
                for (int i = from; i < to; i++) {
                    bytes.put((byte) within(values[i], Byte.MIN_VALUE, Byte.MAX_VALUE));
                }
            }
            case INT64 -> {
                for (int i = from; i < to; i++) {
                    bytes.putLong((long) Math.rint(values[i]));
                }
            }
            case STRING -> throw new IllegalArgumentException("text streams take texts");
        }
        close(stampSeconds);
    }

    private static int within(double value, int least, int most) {
        return Math.min(Math.max((int) Math.rint(value), least), most);
    }

    /**
     * Appends a text sample, in UTF-8.
     *
     * @throws IllegalArgumentException when it takes more than {@link #MAX_SAMPLE_BYTES}
     */
    void add(String[] texts, boolean deduced, double stampSeconds) {
        byte[][] encoded = new byte[texts.length][];
        long total = STAMP_BYTES;
        for (int i = 0; i < texts.length; i++) {
            encoded[i] = texts[i].getBytes(StandardCharsets.UTF_8);
            total += 1 + Integer.BYTES + encoded[i].length;
        }
        if (total > MAX_SAMPLE_BYTES) {
            throw new IllegalArgumentException("a text sample of " + total + " bytes: must be <= " + MAX_SAMPLE_BYTES);
        }
        open((int) total, deduced, stampSeconds);
        for (byte[] text : encoded) {
            if (text.length <= 255) {
                bytes.put((byte) 1).put((byte) text.length);
            } else {
                bytes.put((byte) 4).putInt(text.length);
            }
            bytes.put(text);
        }
        close(stampSeconds);
    }

    private void open(int most, boolean deduced, double stampSeconds) {
        if (bytes.remaining() < most) {
            long grown = Math.max(2L * bytes.capacity(), (long) bytes.position() + most);
            ByteBuffer larger =
                    ByteBuffer.allocateDirect(Math.toIntExact(grown)).order(bytes.order());
            bytes = larger.put(bytes.flip());
        }
        if (deduced) {
            bytes.put(TAG_DEDUCED);
        } else {
            bytes.put(TAG_STAMPED).putDouble(stampSeconds);
        }
    }

    private void close(double stampSeconds) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            stamps = Arrays.copyOf(stamps, 2 * count);
        }
        ends[count] = bytes.position();
        stamps[count++] = stampSeconds;
    }

    int count() {
        return count;
    }

    int start(int sample) {
        return sample == 0 ? 0 : ends[sample - 1];
    }

    int end(int sample) {
        return ends[sample];
    }

    double stampSeconds(int sample) {
        return stamps[sample];
    }

    boolean isDeduced(int sample) {
        return bytes.get(start(sample)) == TAG_DEDUCED;
    }

    /** Everything, ready to be written: the same buffer each time, its position at the start. */
    ByteBuffer all() {
        return bytes.limit(ends[count - 1]).position(0);
    }

    byte[] copy(int from, int to) {
        byte[] copy = new byte[to - from];
        bytes.limit(bytes.capacity());
        bytes.get(from, copy);
        return copy;
    }
}
