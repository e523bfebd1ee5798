package org.phasor.lsl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Samples in one of the forms of the wire, one after the other in one direct buffer, with where each ends. Reused for
 * every push; grows when a larger one comes. For the pushing thread only.
 */
final class EncodedSamples {

    static final byte TAG_DEDUCED = 1;
    static final byte TAG_STAMPED = 2;

    /** Larger samples are refused, by the sender as by the receiver. */
    static final int MAX_SAMPLE_BYTES = 64 << 20;

    private static final int STAMP_BYTES = 1 + Double.BYTES;

    private final ChannelFormat format;
    private final WireForm form;
    private ByteBuffer bytes;
    private int[] ends = new int[64];
    private double[] stamps = new double[64];
    private int count;

    /** Of data protocol 1.10. */
    EncodedSamples(ChannelFormat format, ByteOrder order) {
        this(format, WireForm.of(order));
    }

    EncodedSamples(ChannelFormat format, WireForm form) {
        this.format = format;
        this.form = form;
        this.bytes = ByteBuffer.allocateDirect(4096).order(form.order());
    }

    WireForm form() {
        return form;
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
     * Appends a numeric sample.
     *
     * @param deduced sent without a stamp
     * @param stampSeconds what the stamp is, also when it is not sent; NaN when nobody knows
     */
    void add(double[] values, int from, int channels, boolean deduced, double stampSeconds) {
        open(form.headBytes() + channels * form.valueBytes(format), deduced, stampSeconds);
        if (form == WireForm.ARCHIVE) {
            NumericEncoder.putArchived(bytes, format, values, from, from + channels);
        } else {
            NumericEncoder.putRaw(bytes, format, values, from, from + channels);
        }
        close(stampSeconds);
    }

    /**
     * Appends a text sample, in UTF-8.
     *
     * @throws IllegalArgumentException when it takes more than {@link #MAX_SAMPLE_BYTES}
     */
    void add(String[] texts, boolean deduced, double stampSeconds) {
        byte[][] encoded = new byte[texts.length][];
        long total = form.headBytes();
        for (int i = 0; i < texts.length; i++) {
            encoded[i] = texts[i].getBytes(StandardCharsets.UTF_8);
            total += form.textHeadBytes() + encoded[i].length;
        }
        if (total > MAX_SAMPLE_BYTES) {
            throw new IllegalArgumentException("a text sample of " + total + " bytes: must be <= " + MAX_SAMPLE_BYTES);
        }
        open((int) total, deduced, stampSeconds);
        for (byte[] text : encoded) {
            form.putText(bytes, text);
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
            form.putDeduced(bytes);
        } else {
            form.putStamped(bytes, stampSeconds);
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
        return bytes.get(start(sample) + form.tagBytes() - 1) == TAG_DEDUCED;
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
