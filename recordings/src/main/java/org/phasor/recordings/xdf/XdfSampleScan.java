package org.phasor.recordings.xdf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.StreamInfo;

/**
 * Steps through the samples of Samples chunks of one stream, checking every size against the bytes that are there
 * before it is used. Keeps the last stamp across chunks: stamps that were left out are deduced from it.
 */
final class XdfSampleScan {

    /** A longer text is taken for damage. */
    private static final long MOST_TEXT_BYTES = 1 << 26;

    private final XdfBytes in;
    private final ChannelFormat format;
    private final int channels;
    private final long valueBytes;
    private final double intervalSeconds;

    private long position;
    private long limit;
    private long remaining;
    private long valuesAt;
    private double stamp;

    XdfSampleScan(XdfBytes in, StreamInfo info) {
        this.in = in;
        format = info.format();
        channels = info.channelCount();
        valueBytes = (long) channels * format.bytes();
        intervalSeconds = info.nominalRateHz() > 0 ? 1 / info.nominalRateHz() : 0;
    }

    /** Begins a chunk: so many samples from here, none beyond the limit. */
    void enter(long start, long limit, long samples) {
        position = start;
        this.limit = limit;
        remaining = samples;
    }

    /** Moves over one complete sample; false at the chunk's end or where the bytes make no sample. */
    boolean next() throws IOException {
        if (remaining <= 0 || position >= limit) {
            return false;
        }
        int stampBytes = in.u8(position);
        if (stampBytes != 0 && stampBytes != 8) {
            return false;
        }
        long values = position + 1 + stampBytes;
        long end = format.isText() ? endOfTexts(values) : values + valueBytes;
        if (end < 0 || end > limit) {
            return false;
        }
        stamp = stampBytes == 8 ? in.f64(position + 1) : stamp + intervalSeconds;
        valuesAt = values;
        position = end;
        remaining--;
        return true;
    }

    private long endOfTexts(long from) throws IOException {
        long at = from;
        for (int c = 0; c < channels; c++) {
            long length = at < limit ? in.varlen(at) : -1;
            if (length < 0 || length > MOST_TEXT_BYTES) {
                return -1;
            }
            at += in.varlenBytes(at);
            if (length > limit - at) {
                return -1;
            }
            at += length;
        }
        return at;
    }

    /** Where the next sample would begin. */
    long position() {
        return position;
    }

    /** Samples of the chunk that were not stepped over. */
    long remaining() {
        return remaining;
    }

    double stampSeconds() {
        return stamp;
    }

    void readValues(double[] out) throws IOException {
        long at = valuesAt;
        switch (format) {
            case FLOAT32 -> {
                for (int c = 0; c < channels; c++) {
                    out[c] = in.f32(at + 4L * c);
                }
            }
            case DOUBLE64 -> {
                for (int c = 0; c < channels; c++) {
                    out[c] = in.f64(at + 8L * c);
                }
            }
            case INT8 -> {
                for (int c = 0; c < channels; c++) {
                    out[c] = in.i8(at + c);
                }
            }
            case INT16 -> {
                for (int c = 0; c < channels; c++) {
                    out[c] = in.i16(at + 2L * c);
                }
            }
            case INT32 -> {
                for (int c = 0; c < channels; c++) {
                    out[c] = in.i32(at + 4L * c);
                }
            }
            case INT64 -> {
                for (int c = 0; c < channels; c++) {
                    out[c] = in.i64(at + 8L * c);
                }
            }
            case STRING -> java.util.Arrays.fill(out, Double.NaN);
        }
    }

    void readIntegers(long[] out) throws IOException {
        for (int c = 0; c < channels; c++) {
            out[c] = in.i64(valuesAt + 8L * c);
        }
    }

    void readTexts(String[] out) throws IOException {
        long at = valuesAt;
        for (int c = 0; c < channels; c++) {
            int length = (int) in.varlen(at);
            at += in.varlenBytes(at);
            out[c] = new String(in.copy(at, length), StandardCharsets.UTF_8);
            at += length;
        }
    }
}
