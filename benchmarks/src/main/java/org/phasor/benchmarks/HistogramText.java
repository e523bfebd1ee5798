package org.phasor.benchmarks;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** A histogram as one word, for a line between processes. */
final class HistogramText {

    static final long LONGEST_NANOS = 60_000_000_000L;
    static final int DIGITS = 3;

    private HistogramText() {}

    static Histogram empty() {
        return new Histogram(LONGEST_NANOS, DIGITS);
    }

    static String of(Histogram histogram) {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(bytes.array(), length));
    }

    static Histogram parse(String word) throws DataFormatException {
        return Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode(word)), LONGEST_NANOS);
    }
}
